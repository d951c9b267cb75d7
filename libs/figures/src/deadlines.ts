import type { CivilDate } from '@ledger/kernel';
import type { Clause } from '@ledger/terms';

export type DeadlineKind =
  | 'minimum-period-ends'
  | 'contract-ends'
  | 'option-ends'
  | 'claim-by'
  | 'complaint-open'
  | 'instruction-open'
  | 'usage-report-open'
  | 'setting-change-open'
  | 'liability-claim-open';

/** A day that matters: one that is still to come, or since when something is open. */
export interface Deadline {
  /** Stable: the kind and what it is about. */
  readonly id: string;
  readonly on: CivilDate;
  readonly kind: DeadlineKind;
  readonly text: string;
  readonly clause: Clause;
  /** The events it follows from. */
  readonly facts: readonly string[];
}
