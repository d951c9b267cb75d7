/** An event that a command made. */
export class RecordedEventResponse {
  /** @example '0198a1c2-7b1e-8c3d-9e4f-5a6b7c8d9e0f' */
  readonly id!: string;

  /** @example 'NoticeReceived' */
  readonly type!: string;

  /** The contract's own count, from 0. */
  readonly revision!: number;
}

/** What a command recorded. */
export class RecordedResponse {
  readonly contractId!: string;

  /** The contract's revision now: also the ETag, and what If-Match takes. */
  readonly revision!: number;

  /**
   * The ledger-wide place, a whole number.
   * @example '1042'
   */
  readonly position!: string;

  readonly events!: RecordedEventResponse[];
}
