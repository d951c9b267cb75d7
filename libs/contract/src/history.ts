import type { Instant } from '@ledger/kernel';
import type { ContractEvent, DataOf, FactType } from './events.js';

/** Where and when an event was recorded. */
export interface Recording {
  readonly eventId: string;
  /** The contract's own count, from 0. */
  readonly revision: number;
  /** The ledger-wide place. */
  readonly position: bigint;
  readonly recordedAt: Instant;
}
/** An event of a contract's stream, opened: its data is of the newest schema and holds the values of personal data. */
export type RecordedContractEvent = Recording & ContractEvent;

/** A fact as it stands after the corrections known: the data may be a correction's, the id and the place are the fact's own. */
export type Fact<Type extends FactType = FactType> = {
  readonly [T in Type]: Recording & {
    readonly type: T;
    readonly data: DataOf<T>;
    /** The EventCorrected whose replacement the data is. */
    readonly correctedBy?: string;
  };
}[Type];

/** All that is known of a contract at one state of knowledge: its facts in the order of their recording, corrections applied. */
export interface History {
  readonly contractId: string;
  readonly facts: readonly Fact[];
}

/** A state of knowledge: everything, or what was recorded up to and including an instant or a position. */
export type KnownAt = { readonly instant: Instant } | { readonly position: bigint } | undefined;
