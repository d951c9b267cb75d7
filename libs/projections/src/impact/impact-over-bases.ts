import { setImmediate } from 'node:timers/promises';
import { impactOfAll, impactTogether } from '@ledger/figures';
import type { AmountBasis, Concerns, ReadModel } from '../read-model.js';
import { impactOfBases, type BasesImpact, type ImpactQuestion } from './impact-of-bases.js';
import { ImpactThreads } from './threads/impact-threads.js';

export interface ImpactOverBasesOptions {
  readonly model: Pick<ReadModel, 'bases'>;
  readonly concerns: Concerns;
  readonly question: ImpactQuestion;
  /** Contracts that are not to be looked at. */
  readonly without: ReadonlySet<string>;
  /** 0: in the thread that asks, which does other things between. */
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  /** Told of how many were computed. */
  readonly onProgress?: (computed: number) => void;
  /** With which Node reads the language of the threads' files. */
  readonly execArgv?: readonly string[];
}

/** Bases read together. */
const PAGE = 500;

/** The impact on all contracts that it concerns, by what the read model keeps of them. @throws the signal's reason */
export const impactOverBases = async (options: ImpactOverBasesOptions): Promise<BasesImpact> => {
  const { model, concerns, without, threads, signal, onProgress } = options;
  let impact = impactOfAll([]);
  const untold: string[] = [];
  let computed = 0;
  const heard = (part: BasesImpact, count: number): void => {
    impact = impactTogether([impact, part.impact]);
    untold.push(...part.untold);
    onProgress?.((computed += count));
  };
  const pool = threads > 0 ? new ImpactThreads(options.question, threads, options.execArgv) : undefined;
  const here = pool === undefined ? impactHere(options.question) : undefined;
  try {
    for (let after: string | undefined; ;) {
      signal?.throwIfAborted();
      const page = await model.bases(concerns, after, PAGE);
      const wanted = page.filter(({ contractId }) => !without.has(contractId));
      if (here !== undefined) heard(await here(wanted), wanted.length);
      else await pool?.take(wanted, (part) => heard(part, wanted.length));
      after = page.at(-1)?.contractId;
      if (after === undefined || page.length < PAGE) break;
    }
    await pool?.done();
    return { impact, untold };
  } finally {
    await pool?.close();
  }
};

/** Computed before everything else gets its turn: about a millisecond. */
const SLICE = 20;

const impactHere = (question: ImpactQuestion): ((bases: readonly AmountBasis[]) => Promise<BasesImpact>) => {
  const compute = impactOfBases(question);
  return async (bases) => {
    const parts: BasesImpact[] = [];
    for (let start = 0; start < bases.length; start += SLICE) {
      parts.push(compute(bases.slice(start, start + SLICE)));
      await setImmediate();
    }
    return { impact: impactTogether(parts.map(({ impact }) => impact)), untold: parts.flatMap(({ untold }) => untold) };
  };
};
