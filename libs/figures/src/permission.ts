import type { Clause } from '@ledger/terms';

/** A domain, an address or a prefix as it was typed, or the name of a third party. */
export type Use = { readonly target: string } | { readonly thirdParty: string };
/** Whether a use is covered on the day asked about, by which clause and why. */
export interface Permission {
  readonly clause: Clause;
  readonly text: string;
  readonly permitted: boolean;
  /** The events it rests on. */
  readonly facts: readonly string[];
}
