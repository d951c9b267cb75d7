import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@ledger/kernel';
import type { EventStore } from '@ledger/event-store';
import {
  ContractListProjector,
  FIRST_GENERATION,
  type Fence,
  type GenerationStore,
  type ProjectorReport,
} from '@ledger/projections';
import type { Streams } from '../streams.js';
import { Turns } from '../turns.js';
import { isGivenUp, readGenerations, type Generations, type RequestedGeneration } from './generation-events.js';
import { begunBuilding, Construction, type ConstructionOptions } from './construction.js';

/** Told what is out of the ordinary. */
export interface GenerationReport {
  readonly failed: (generationId: string, cause: unknown) => void;
  /** Nothing can be done just now; it is tried again. */
  readonly stopped: (cause: unknown) => void;
}
export interface GenerationRunnerOptions {
  readonly store: EventStore;
  readonly streams: Streams;
  readonly generations: GenerationStore;
  /** That keeps the live generation. */
  readonly projector: ContractListProjector;
  readonly clock: Clock;
  readonly report: GenerationReport;
  /** Without it nobody else builds, switches or drops. */
  readonly fence?: Fence;
  /** How rows are computed. */
  readonly rebuild: ConstructionOptions['rebuild'];
}

/** How often the log is asked for what is wanted, where nobody says that something is. */
const TURN_MILLISECONDS = 500;
/** Generations that are built at the same time: the others wait. Of all contracts only one is, with all the threads that there are. */
const AT_ONCE = 2;

/**
 * Makes true what was recorded of generations: builds those that were requested, stops those that were cancelled, makes live the one that is to be,
 * and takes away what was dropped. It keeps nothing to itself: killed anywhere, it goes on from what the log and the rows say.
 */
export class GenerationRunner {
  #isClosing = false;
  readonly #building = new Map<string, Construction>();
  #running: Promise<void> | undefined;
  /** Of the generation that is about to become live. */
  #follower: ContractListProjector | undefined;
  readonly #turns = new Turns();
  #awake = Promise.withResolvers<unknown>();

  constructor(private readonly options: GenerationRunnerOptions) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /** Something was recorded: it need not be looked for. */
  wake(): void {
    this.#awake.resolve(undefined);
  }

  /** Resolves when what is recorded by now is begun, stopped, switched and taken away: building goes on. */
  async seeTo(): Promise<void> {
    await this.#turns.take('', () => this.#turn());
  }

  /** Leaves off; what is half built goes on another time. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.wake();
    await Promise.all([...this.#building.values()].map((one) => one.stop()));
    await this.#follower?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isOver()) {
      this.#awake = Promise.withResolvers();
      try {
        await this.seeTo();
      } catch (cause) {
        if (!this.#isOver()) this.options.report.stopped(cause);
      }
      if (this.#isOver()) return;
      const rest = new AbortController();
      const pause = setTimeout(TURN_MILLISECONDS, undefined, { signal: rest.signal, ref: false });
      await Promise.race([this.#awake.promise, pause.catch(() => undefined)]);
      rest.abort();
    }
  }

  /** Also while something is waited for. */
  #isOver(): boolean {
    return this.#isClosing;
  }

  async #turn(): Promise<void> {
    const known = await readGenerations(this.options.store);
    for (const generation of known.requested.values()) {
      if (generation.isDropped) await this.#drop(generation, known);
      else if (isGivenUp(generation)) await this.#cancel(generation);
      else await this.#build(generation);
    }
    await this.#switchTo(known.wanted);
  }

  async #build(generation: RequestedGeneration): Promise<void> {
    const { generationId } = generation;
    if (generationId === FIRST_GENERATION || this.#building.has(generationId) || !this.#hasRoomFor(generation)) return;
    const building = await this.options.generations.building(generationId);
    if (building !== undefined && building.state !== 'building') return;
    const construction = new Construction(generation, building, this.options);
    this.#building.set(generationId, construction);
    construction.ended
      .catch((cause: unknown) => this.options.report.failed(generationId, cause))
      .finally(() => {
        this.#building.delete(generationId);
        this.wake();
      });
  }

  #hasRoomFor({ request: { scope } }: RequestedGeneration): boolean {
    const isOneOfAll = [...this.#building.values()].some(({ isOfAll }) => isOfAll);
    return this.#building.size < AT_ONCE && !(scope === 'all' && isOneOfAll);
  }

  async #cancel({ generationId }: RequestedGeneration): Promise<void> {
    await this.#building.get(generationId)?.stop();
    const building = await this.options.generations.building(generationId);
    if (building?.state === 'cancelled') return;
    await this.options.generations.drop(generationId, this.options.fence);
    const now = this.options.clock.now();
    await this.options.generations.saveBuilding({
      ...(building ?? begunBuilding(generationId, now)),
      state: 'cancelled',
      endedAt: now,
    });
  }

  async #drop({ generationId }: RequestedGeneration, { wanted }: Generations): Promise<void> {
    const { generations, fence } = this.options;
    await this.#building.get(generationId)?.stop();
    const [ids, liveId] = [await generations.ids(), await generations.liveId()];
    if (generationId === wanted || generationId === liveId || !ids.includes(generationId)) return;
    await generations.drop(generationId, fence);
  }

  /** The generation catches up while the live one goes on, then both stand still for as long as it takes to exchange them. */
  async #switchTo(wanted: string): Promise<void> {
    const { store, streams, generations, projector, clock, fence, report } = this.options;
    if ((await generations.liveId()) === wanted) return;
    const model = await generations.open(wanted);
    const quiet: ProjectorReport = {
      foreign: () => undefined,
      failed: () => undefined,
      stopped: (cause) => report.failed(wanted, cause),
    };
    const follower = new ContractListProjector(
      store,
      streams,
      model,
      clock,
      quiet,
      fence === undefined ? {} : { fence },
    );
    this.#follower = follower;
    try {
      await follower.caughtUp();
      await projector.aside(async () => {
        await follower.caughtUp();
        await follower.close();
        await model.close();
        await generations.makeLive(wanted, fence);
      });
    } finally {
      this.#follower = undefined;
      await follower.close();
      await model.close();
    }
  }
}
