import { setImmediate } from 'node:timers/promises';
import type { CivilDate } from '@ledger/kernel';
import { adoptedInterpretation, type Adoptions } from '@ledger/contract';
import { impactOfAll, impactOn, impactTogether, type ContractImpact, type PortfolioImpact } from '@ledger/figures';
import type { Streams } from '../streams.js';

/** What is compared: what is adopted, and what would be. */
export interface ImpactQuestion {
  readonly asOf: CivilDate;
  readonly before: Adoptions;
  readonly after: Adoptions;
}
/** Told of how many contracts were looked at. */
export interface Watching {
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal | undefined;
}
export interface ImpactFromLog {
  readonly impact: PortfolioImpact;
  /** Contracts that cannot be computed. */
  readonly failed: number;
}

/** Contracts read together. */
const TOGETHER = 16;
/** Contracts computed before everything else gets its turn: about a millisecond. */
const SLICE = 8;

/** The impact on contracts that are read from the log. @throws the signal's reason */
export const impactFromLog = async (
  streams: Streams,
  { asOf, before, after }: ImpactQuestion,
  contractIds: readonly string[],
  { onProgress, signal }: Watching,
): Promise<ImpactFromLog> => {
  let impact = impactOfAll([]);
  let [done, failed] = [0, 0];
  for (let start = 0; start < contractIds.length; start += TOGETHER) {
    const impacts: ContractImpact[] = [];
    for (const known of await streams.knownTogether(contractIds.slice(start, start + TOGETHER))) {
      signal?.throwIfAborted();
      try {
        const history = known()?.history;
        if (history !== undefined) {
          const under = (adoptions: Adoptions) => adoptedInterpretation(adoptions, history.contractId)(asOf);
          const one = impactOn(history, asOf, under(before), under(after));
          if (one !== undefined) impacts.push(one);
        }
      } catch {
        failed += 1;
      }
      done += 1;
      if (done % SLICE === 0) await setImmediate();
    }
    impact = impactTogether([impact, impactOfAll(impacts)]);
    onProgress(done);
  }
  return { impact, failed };
};
