/** What came with a command beside the fact itself. */
export interface Envelope {
  /** The name of the caller's token. */
  readonly who: string;
  readonly requestId: string;
  /** `If-Match`: the revision that the contract must still have. */
  readonly expectedRevision?: number;
  /** `Idempotency-Key`, with the path that it belongs to (as does the caller). */
  readonly idempotency?: { readonly path: string; readonly key: string };
}

/** The answer to a command, exactly as it is shown; `replayed` stands beside it. */
export interface Recorded extends RecordedEvents {
  readonly contractId: string;
}
/** What was recorded in one stream. */
export interface RecordedEvents {
  /** The revision of the last event recorded. */
  readonly revision: number;
  /** The ledger-wide place of the last event recorded. */
  readonly position: string;
  readonly events: readonly { readonly id: string; readonly type: string; readonly revision: number }[];
}
export interface Acknowledgement {
  readonly recorded: Recorded;
  /** The same key and body came before: this is the first answer again, and nothing was appended. */
  readonly replayed: boolean;
}
