import { historyOf, withFactsRead, type Adoptions, type RecordedContractEvent } from '@ledger/contract';
import type { KnownContract } from '../../contract-row.js';
import type { ComputedRow } from '../../read-model.js';
import { keptOf } from '../kept/kept-contract.js';
import type { KeptContract } from '../../sqlite/kept-contracts.js';
import { rowUnder, type Premises } from '../premises.js';

/** A contract that is to be computed, wherever it was found. */
export interface FoundContract {
  readonly contractId: string;
  /** @throws whatever makes it unreadable */
  readonly compute: (premises: Premises, adoptions: Adoptions) => ComputedContract;
}
export interface ComputedContract {
  /** Undefined where nothing was known of it then. */
  readonly row: ComputedRow | undefined;
  /** What is to be kept of it for rebuilds to come; undefined where that is kept already, and where it was not looked at as a whole. */
  readonly kept: KeptContract | undefined;
}

/** A contract as its events in the log make it. */
export const computedFromEvents = (
  contractId: string,
  events: readonly RecordedContractEvent[],
  premises: Premises,
  adoptions: Adoptions,
): ComputedContract => {
  // Each revision is the one before and one more, or the log has lost one.
  events.forEach(({ revision }, index) => {
    if (revision !== index) throw new Error(`its event of revision ${String(index)} is missing`);
  });
  const [revision, madeAt] = [events.length - 1, events[0]?.position ?? 0n];
  const isWhole = premises.knownAt === undefined && premises.hypotheses?.[contractId] === undefined;
  const history = historyOf(contractId, events);
  const known: KnownContract = { history: isWhole ? withFactsRead(history) : history, revision, madeAt, adoptions };
  const row = rowUnder(known, premises);
  if (row?.basis === undefined || !isWhole) return { row, kept: undefined };
  return { row, kept: keptOf(known.history, revision, madeAt, row.basis) };
};
