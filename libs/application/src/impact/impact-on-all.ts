import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { EventStore } from '@ledger/event-store';
import { adoptedInterpretation, type Adoptions } from '@ledger/contract';
import { impactTogether, readingsBetween, type PortfolioImpact } from '@ledger/figures';
import {
  canComputeInThreads,
  concerning,
  impactOverBases,
  whoseCheckpoint,
  type Concerns,
  type ReadModel,
} from '@ledger/projections';
import { contractOf, type Streams } from '../streams.js';
import { impactFromLog, type ImpactQuestion } from './impact-from-log.js';

export interface ImpactOnAll {
  readonly impact: PortfolioImpact;
  readonly examined: number;
  readonly failed: number;
}
interface WatchingAll {
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}
interface Sources {
  readonly store: EventStore;
  readonly streams: Streams;
  readonly list: ReadModel;
}

/** From so many contracts on it pays to begin threads. */
const MANY = 2000;

/**
 * The impact on all contracts. Only those are computed whose amounts what is changed can concern, and they by what the read model keeps of
 * them, as far as it holds the log; the others, and all where it does not hold this log, from their streams.
 * @throws the signal's reason
 */
export const impactOnAll = async (
  sources: Sources,
  question: ImpactQuestion,
  { onProgress, signal }: WatchingAll,
): Promise<ImpactOnAll> => {
  const { streams, list } = sources;
  const forAll = (adoptions: Adoptions) => adoptedInterpretation(adoptions, NO_CONTRACT)(question.asOf);
  const concerns = concerning(readingsBetween(forAll(question.before), forAll(question.after)));
  const kept = await keptOf(sources, concerns);
  if (kept === undefined) return allFromLog(sources, question, { onProgress, signal });
  const { beside, examined, concerned } = kept;
  const fromBases = await impactOverBases({
    model: list,
    concerns,
    question,
    without: beside,
    threads: concerned >= MANY && canComputeInThreads ? Math.max(1, availableParallelism() - 1) : 0,
    signal,
    onProgress: (done) => onProgress(done, concerned + beside.size),
  });
  if (!(await isStillKept(list, kept.position))) return allFromLog(sources, question, { onProgress, signal });
  const others = [...new Set([...beside, ...fromBases.untold])];
  const fromLog = await impactFromLog(streams, question, others, {
    signal,
    onProgress: (done) => onProgress(concerned + beside.size - others.length + done, concerned + beside.size),
  });
  const impact = impactTogether([fromBases.impact, fromLog.impact]);
  return { impact, examined, failed: fromLog.failed };
};

/** What is adopted for some contracts goes before what is for all: of them no reading is changed but of these. */
const NO_CONTRACT = '';

interface Kept {
  /** Up to where the read model holds the log. */
  readonly position: bigint;
  /** Contracts of which it does not hold all. */
  readonly beside: ReadonlySet<string>;
  readonly examined: number;
  readonly concerned: number;
}

/** Undefined where the read model does not hold this log, or not of each contract what its amounts rest on. */
const keptOf = async ({ store, list }: Sources, concerns: Concerns): Promise<Kept | undefined> => {
  const checkpoint = await list.checkpoint();
  if (checkpoint === undefined || (await whoseCheckpoint(store, checkpoint)) !== 'own') return undefined;
  const beside = new Set((await list.failures()).map(({ contractId }) => contractId));
  for (const contractId of await changedAfter(store, checkpoint.position)) beside.add(contractId);
  const { contracts, bases, concerned } = await list.countBases(concerns);
  if (bases !== contracts) return undefined;
  const listed = await list.listed([...beside]);
  return { position: checkpoint.position, beside, examined: contracts - listed.length + beside.size, concerned };
};

/** Nobody has begun to make it anew meanwhile. */
const isStillKept = async (list: ReadModel, position: bigint): Promise<boolean> =>
  ((await list.checkpoint())?.position ?? -1n) >= position;

const changedAfter = async (store: EventStore, position: bigint): Promise<ReadonlySet<string>> => {
  const changed = new Set<string>();
  for (let after = position; ;) {
    const { events } = await store.readAll({ after });
    for (const { stream } of events) {
      const contractId = contractOf(stream);
      if (contractId !== undefined) changed.add(contractId);
    }
    const last = events.at(-1);
    if (last === undefined) return changed;
    after = last.position;
  }
};

const allFromLog = async (
  { store, streams }: Sources,
  question: ImpactQuestion,
  { onProgress, signal }: WatchingAll,
): Promise<ImpactOnAll> => {
  const contractIds = await allContracts(store);
  const examined = contractIds.length;
  const watching = { signal, onProgress: (done: number) => onProgress(done, examined) };
  return { examined, ...(await impactFromLog(streams, question, contractIds, watching)) };
};

const allContracts = async (store: EventStore): Promise<readonly string[]> => {
  const found = new Set<string>();
  for await (const names of store.streamNames()) {
    for (const name of names) {
      const contractId = contractOf(name);
      if (contractId !== undefined) found.add(contractId);
    }
    await setImmediate();
  }
  return [...found];
};
