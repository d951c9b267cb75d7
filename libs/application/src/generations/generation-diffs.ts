import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, japaneseDateOf } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import { isCorrection, type Adoptions } from '@ledger/contract';
import {
  differencesAlong,
  DiffSum,
  figuresOfRow,
  GenerationStore,
  ladderBetween,
  ListKeeping,
  surelySayTheSame,
  type ContractRow,
  type Difference,
  type DiffTotals,
  type KnownContract,
  type LadderOptions,
  type ReadModel,
  type StoredRow,
} from '@ledger/projections';
import { canonicalJson } from '../canonical-json.js';
import { codeVersion } from '../code-version.js';
import { NothingFound } from '../errors.js';
import { Streams } from '../streams.js';
import { computedUnder, sideOf, type Compared, type Supposed } from './compared.js';
import { GenerationRefused } from './errors.js';
import { EMPTIED, isToHold } from './generation-answer.js';
import { whyNotForLive } from './for-live.js';
import { isGivenUp, readGenerations, type RequestedGeneration } from './generation-events.js';
import { inStep, type Pair } from './in-step.js';
import { dayOfBuilding, premisesOf } from './premises.js';

/** What a contract differs in. */
export interface ContractDifferences {
  readonly contractId: string;
  readonly differences: readonly Difference[];
}

/** Compares generations, contract after contract, and says what makes each difference. Nothing is kept: each time the rows are read. */
@Injectable()
export class GenerationDiffs {
  constructor(
    private readonly store: EventStore,
    private readonly streams: Streams,
    private readonly kept: GenerationStore,
    private readonly keeping: ListKeeping,
    private readonly clock: Clock,
  ) {}

  adoptions(): Promise<Adoptions> {
    return this.streams.adoptions.upToDate();
  }

  /**
   * The contracts that differ, in the order of their ids.
   * @param after only those whose id comes after this one
   * @throws {NothingFound} {GenerationRefused} where there are no rows to compare
   */
  async *between(before: string, after: string, afterId?: string): AsyncGenerator<ContractDifferences, void, void> {
    await this.keeping.ready();
    const known = await readGenerations(this.store);
    const adoptions = await this.adoptions();
    const one = await this.#open(known.requested.get(before), before, adoptions);
    let other: Opened | undefined;
    try {
      other = await this.#open(known.requested.get(after), after, adoptions);
      let seen = 0;
      for await (const pair of inStep(one.model.everyRow(afterId), other.model.everyRow(afterId))) {
        if (++seen % CONTRACTS_BETWEEN_RESTS === 0) await setImmediate();
        const differences = await this.#compare(pair, one.compared, other.compared, adoptions);
        if (differences.length > 0) yield { contractId: pair.contractId, differences };
      }
    } finally {
      await Promise.all([one.model.close(), other?.model.close()]);
    }
  }

  /** What all differences come to. */
  async totals(before: string, after: string): Promise<DiffTotals> {
    const sum = new DiffSum();
    for await (const { differences } of this.between(before, after)) sum.add(differences);
    return sum.totals();
  }

  async #compare(
    { contractId, before, after }: Pair,
    one: Compared,
    other: Compared,
    adoptions: Adoptions,
  ): Promise<readonly Difference[]> {
    if (!isInScope(contractId, before, one) || !isInScope(contractId, after, other)) return [];
    if (isTheSame(before, after, one, other)) return [];
    const known = await this.streams.known(contractId).catch((cause: unknown) => cause);
    if (known === undefined || Error.isError(known)) {
      const change =
        known === undefined
          ? ({ cause: 'edited-row' } as const)
          : ({ cause: 'unreadable', detail: String(known) } as const);
      return differencesAlong(contractId, before, [{ change, row: after }]);
    }
    const contract = known as KnownContract;
    const [first, last] = [sideOf(one, before, contract, adoptions), sideOf(other, after, contract, adoptions)];
    return differencesAlong(contractId, first.row, ladderBetween(first, last, optionsFor(contract)));
  }

  async #open(
    generation: RequestedGeneration | undefined,
    generationId: string,
    adoptions: Adoptions,
  ): Promise<Opened> {
    if (generation === undefined) throw new NothingFound('generation', generationId);
    const now = this.clock.now();
    const [building, liveId] = [await this.kept.building(generationId), await this.kept.liveId()];
    const isBuilt = building === undefined ? generationId === liveId : building.state === 'finished';
    const isGone = generation.isDropped || isGivenUp(generation);
    if (isGone || !(isBuilt || (await this.#wasLive(generationId)))) {
      const why = generation.isDropped ? 'was dropped' : isGone ? 'was cancelled' : 'is not finished';
      throw new GenerationRefused('generation-state', `generation ${generationId} ${why}`);
    }
    const model = await this.kept.open(generationId);
    const checkpoint = await model.checkpoint();
    if (checkpoint === undefined && generationId !== liveId && isToHold(generation, building)) {
      await model.close();
      throw new GenerationRefused('generation-state', `generation ${generationId} is emptied: ${EMPTIED}`);
    }
    const today = japaneseDateOf(now);
    const follows = generationId === liveId || whyNotForLive(generation, adoptions, today) === undefined;
    const compared = {
      generationId,
      premises: premisesOf(generation),
      asOf: follows ? today : dayOfBuilding(generation, now),
      follows,
      position: follows ? (checkpoint?.position ?? 0n) : (building?.position ?? 0n),
      codeVersion: building?.codeVersion,
    };
    return { compared, model };
  }

  /** The first was built by nobody, but live until another was. */
  async #wasLive(generationId: string): Promise<boolean> {
    const { switches } = await readGenerations(this.store);
    return switches.some(({ from }) => from === generationId);
  }
}

/** A generation that is compared, and its rows. */
interface Opened {
  readonly compared: Compared;
  readonly model: ReadModel;
}

/** So many are read and compared in a few milliseconds. */
const CONTRACTS_BETWEEN_RESTS = 50;

/** Whether a generation was to hold a contract: what it was never to hold makes no difference. */
const isInScope = (contractId: string, row: StoredRow | undefined, { premises: { scope } }: Compared): boolean => {
  if (scope === 'all') return true;
  return 'contractIds' in scope ? scope.contractIds.includes(contractId) : row !== undefined;
};

/** Whether nothing has to be computed to know that there is no difference. */
const isTheSame = (
  before: StoredRow | undefined,
  after: StoredRow | undefined,
  one: Compared,
  other: Compared,
): boolean => {
  if (!surelySayTheSame(before, after) && textOf(before) !== textOf(after)) return false;
  if (!one.follows && !other.follows) return true;
  const isCurrent = (row: StoredRow | undefined, { asOf }: Compared): boolean => (row?.dueOn ?? asOf + 1) > asOf;
  return before?.revision === after?.revision && isCurrent(before, one) && isCurrent(after, other);
};

const textOf = (row: ContractRow | undefined): string =>
  [...figuresOfRow(row)].map(([name, { text }]) => `${name} ${text}`).join('\n');

const optionsFor = (contract: KnownContract): LadderOptions<Supposed> => ({
  codeVersion,
  compute: (premises) => computedUnder(contract, premises),
  sameHypotheses: (one, other) => canonicalJson(one) === canonicalJson(other),
  eventAt: (revision) => {
    const event = contract.history.recorded[revision];
    if (event === undefined)
      throw new Error(`contract ${contract.history.contractId} has no event ${String(revision)}`);
    return { eventId: event.eventId, isCorrection: isCorrection(event) };
  },
  textOf,
});
