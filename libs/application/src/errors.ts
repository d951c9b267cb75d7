/** No contract of this id, or none yet at the state of knowledge asked about. */
export class ContractNotFound extends Error {
  override readonly name = 'ContractNotFound';
  constructor(readonly contractId: string) {
    super(`no contract ${contractId}`);
  }
}
/** The contract exists, but was recorded only after the state of knowledge asked about. */
export class ContractNotKnownThen extends Error {
  override readonly name = 'ContractNotKnownThen';
  constructor(readonly contractId: string) {
    super(`contract ${contractId} was not known then`);
  }
}
/** The contract's stream holds what this version of the ledger cannot read. Lists show its last state before, and say so. */
export class ContractUnreadable extends Error {
  override readonly name = 'ContractUnreadable';
  constructor(
    readonly contractId: string,
    /** The event that cannot be read; undefined where it is their order that makes no sense. */
    readonly eventId: string | undefined,
    override readonly cause: unknown,
  ) {
    super(
      `contract ${contractId} cannot be read${eventId === undefined ? '' : ` at event ${eventId}`}: ${String(cause)}`,
      {
        cause,
      },
    );
  }
}
/** Something that does not exist: within a contract an event or a figure, of the terms an article, an incident, an adoption, a dispute. */
export class NothingFound extends Error {
  override readonly name = 'NothingFound';
  constructor(
    readonly what:
      | 'event'
      | 'figure'
      | 'article'
      | 'incident'
      | 'webhook'
      | 'adoption'
      | 'dispute'
      | 'explanation'
      | 'generation'
      | 'impact'
      | 'position'
      | 'statement',
    readonly id: string,
  ) {
    super(`no ${what} ${id}`);
  }
}
/** `If-Match`: the contract, incident, webhook, adoption or dispute has moved on since the revision that the client knows. */
export class RevisionMoved extends Error {
  override readonly name = 'RevisionMoved';
  constructor(
    readonly id: string,
    readonly expected: number,
    /** Undefined where there is none yet. */
    readonly actual: number | undefined,
    /** What was recorded after the expected revision, oldest first. */
    readonly between: readonly { readonly id: string; readonly type: string; readonly revision: number }[],
    readonly kind: 'contract' | 'incident' | 'webhook' | 'adoption' | 'dispute' | 'generation' = 'contract',
  ) {
    super(`${kind} ${id} is at revision ${String(actual ?? 'none')}, not ${String(expected)}`);
  }
}
/** `Idempotency-Key`: the same caller sent another body under this key on this path. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
  constructor() {
    super('the idempotency key was used with another body');
  }
}
/** Something asked for in a form, or with a value, that it cannot have. The `parameter` is named as in the HTTP interface. */
export class InvalidRequest extends Error {
  override readonly name: string = 'InvalidRequest';
  constructor(
    readonly parameter: string,
    detail: string,
  ) {
    super(detail);
  }
}
/** `knownAt=position:<n>` beyond the end of the log. */
export class KnownAtBeyondLog extends InvalidRequest {
  override readonly name = 'KnownAtBeyondLog';
  constructor(
    parameter: string,
    readonly position: bigint,
    readonly end: bigint,
  ) {
    super(parameter, `the log ends at position ${String(end)}`);
  }
}
/** A cursor that this ledger did not give for this list. */
export class InvalidCursor extends InvalidRequest {
  override readonly name = 'InvalidCursor';
  constructor() {
    super('cursor', 'not a cursor of this list');
  }
}
/** One of several commands that are recorded together, or not at all. The `cause` says why. */
export class FailedCommand extends Error {
  override readonly name = 'FailedCommand';
  constructor(
    /** Its place among the commands, from 0. */
    readonly index: number,
    override readonly cause: unknown,
  ) {
    super(`command ${String(index)}: ${String(cause)}`, { cause });
  }
}
