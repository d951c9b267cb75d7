import type { Clause, ExternalReference } from '@ledger/terms';

/** A clause of the terms, or of what they refer to, and what follows from it here, in one sentence. */
export interface Reason {
  readonly clause: Clause | ExternalReference;
  readonly text: string;
}
