import type { Clock, Instant } from '@ledger/kernel';
import { EventStoreError, type EventStore } from '@ledger/event-store';
import {
  FencedReadModel,
  type ContractListProjector,
  LeaseLost,
  type Building,
  type Fence,
  type GenerationStore,
  type RebuildOptions,
  type RebuildProgress,
} from '@ledger/projections';
import { codeVersion } from '../code-version.js';
import type { Streams } from '../streams.js';
import type { RequestedGeneration } from './generation-events.js';
import { dayOfBuilding, premisesOf } from './premises.js';
import type { Rebuild } from './rebuilding.js';

export interface ConstructionOptions {
  readonly store: EventStore;
  readonly streams: Streams;
  readonly generations: GenerationStore;
  readonly clock: Clock;
  /** Of the live generation, which filters are asked of. */
  readonly projector: Pick<ContractListProjector, 'caughtUp'>;
  readonly fence?: Fence;
  readonly rebuild: Rebuild;
}

/** How often it is written down how far it is. */
const NOTE_MICROSECONDS = 250_000;
const MOST_ERRORS = 10;

/** One generation being built. */
export class Construction {
  /** Resolves when nothing is done any more; rejects with what will pass. */
  readonly ended: Promise<void>;
  readonly #stopping = new AbortController();
  #building: Building;
  #notedAt = 0;
  #noting: Promise<void> = Promise.resolve();

  /** @param before what was written down when it was left off */
  constructor(
    private readonly generation: RequestedGeneration,
    before: Building | undefined,
    private readonly options: ConstructionOptions,
  ) {
    const isGoneOnWith = before?.codeVersion === codeVersion; // rows of two versions make no generation
    this.#building = isGoneOnWith ? before : begunBuilding(generation.generationId, options.clock.now());
    this.ended = this.#build(before !== undefined && !isGoneOnWith);
  }

  get isOfAll(): boolean {
    return this.generation.request.scope === 'all';
  }

  /** Leaves off: what is done stays. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.ended.catch(() => undefined); // whoever began it is told
  }

  async #build(isBegunAnew: boolean): Promise<void> {
    const { generations, clock, fence } = this.options;
    const { generationId } = this.generation;
    if (isBegunAnew) await generations.drop(generationId, fence);
    await generations.saveBuilding(this.#building);
    const model = await generations.open(generationId);
    try {
      if (!this.isOfAll) await this.options.projector.caughtUp();
      const { digest, contracts, failed, checkpoint } = await this.options.rebuild(
        this.#rebuildOptions(fence === undefined ? model : new FencedReadModel(model, fence)),
        generations.fileOf(generationId),
      );
      await this.#noting;
      const position = checkpoint?.position ?? 0n;
      const done = { done: contracts, total: contracts, failed, digest, position };
      await generations.saveBuilding({ ...this.#building, ...done, state: 'finished', endedAt: clock.now() });
    } catch (cause) {
      await this.#noting;
      if (this.#stopping.signal.aborted) return;
      if (cause instanceof EventStoreError || cause instanceof LeaseLost) throw cause; // it will pass
      const reason = String(cause);
      await generations.saveBuilding({ ...this.#building, state: 'failed', endedAt: clock.now(), reason });
    } finally {
      await model.close();
    }
  }

  #rebuildOptions(generation: RebuildOptions['generation']): RebuildOptions {
    const { store, streams, generations, clock } = this.options;
    const { scope, knownAt, readings, edition, hypotheses, fromLog } = premisesOf(this.generation);
    const asOf = dayOfBuilding(this.generation, clock.now());
    return {
      store,
      source: streams,
      generation,
      scope:
        scope === 'all'
          ? { kind: 'all' }
          : 'contractIds' in scope
            ? { kind: 'contracts', contractIds: scope.contractIds }
            : { kind: 'filter', filter: scope.filter },
      premises: {
        asOf,
        knownAt,
        hypotheses,
        ...(readings !== undefined && { readings }),
        ...(edition !== undefined && { edition }),
      },
      fromLog,
      live: generations.live,
      clock,
      signal: this.#stopping.signal,
      onProgress: (progress) => this.#note(progress),
    };
  }

  #note({ phase, done, perSecond, failed, failures, ...rest }: RebuildProgress): void {
    const total = phase === 'reading' ? undefined : rest.total;
    const firstErrors = failures.slice(0, MOST_ERRORS).map(({ contractId, reason }) => ({ contractId, reason }));
    this.#building = { ...this.#building, done, total, rate: perSecond, failed, firstErrors };
    const now = this.options.clock.now();
    if (now - this.#notedAt < NOTE_MICROSECONDS) return;
    this.#notedAt = now;
    const building = this.#building;
    this.#noting = this.#noting.then(() => this.options.generations.saveBuilding(building)).catch(() => undefined); // the next one says it
  }
}

/** Of a generation of which nothing is done yet. */
export const begunBuilding = (generationId: string, startedAt: Instant): Building => ({
  generationId,
  state: 'building',
  done: 0,
  total: undefined,
  rate: undefined,
  failed: 0,
  firstErrors: [],
  position: 0n,
  codeVersion,
  startedAt,
  endedAt: undefined,
  digest: undefined,
  reason: undefined,
});
