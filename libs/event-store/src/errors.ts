import type { ExpectedRevision, Revision } from './event-store.js';

/*
 * Worker threads load this file as it stands when tests run from the sources: its TypeScript is of the kind that Node
 * strips, so the fields are declared and not constructor parameters.
 */

/** What a store says no with. Anything else that it throws is a bug. */
export abstract class EventStoreError extends Error {}

/** The stream is not where the append expected it. */
export class WrongRevision extends EventStoreError {
  override readonly name = 'WrongRevision';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** The stream's last revision; undefined when it does not exist. */
  readonly actual: Revision | undefined;

  constructor(stream: string, expected: ExpectedRevision, actual: Revision | undefined) {
    super(`stream ${stream} is at revision ${actual ?? 'none'}, not ${expected}`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** Another append holds the claim. */
export class ClaimTaken extends EventStoreError {
  override readonly name = 'ClaimTaken';
  readonly claim: string;
  /** Where that append was made. */
  readonly stream: string;

  constructor(claim: string, stream: string) {
    super(`the claim ${claim} was made in stream ${stream}`);
    this.claim = claim;
    this.stream = stream;
  }
}

/** The append cannot be written as it is, whatever the state of the store. */
export class InvalidEvent extends EventStoreError {
  override readonly name = 'InvalidEvent';
}

/** The append holds more than one append may. */
export class EventTooLarge extends EventStoreError {
  override readonly name = 'EventTooLarge';
  readonly limit: number;

  constructor(measured: 'events' | 'bytes' | 'bytes beside', actual: number | undefined, limit: number) {
    super(`an append holds at most ${limit} ${measured}, and this one ${actual ?? 'more'}`);
    this.limit = limit;
  }
}

/** Too many appends wait to be written. Nothing was written. */
export class StoreOverloaded extends EventStoreError {
  override readonly name = 'StoreOverloaded';
}

/** The store cannot do it now: disk full, read-only, an input or output error, a writer that has stopped. Nothing was written. */
export class StoreUnavailable extends EventStoreError {
  override readonly name: string = 'StoreUnavailable';
}

/** There is no room left on the disk. Nothing was written. */
export class DiskFull extends StoreUnavailable {
  override readonly name = 'DiskFull';
}

/** The store broke down while it wrote: the append may stand or not. Repeating it (same ids, same expectation) tells. */
export class OutcomeUnknown extends EventStoreError {
  override readonly name = 'OutcomeUnknown';
}

/** What is stored is not what was written, or part of it is missing. */
export class StoreDamaged extends EventStoreError {
  override readonly name = 'StoreDamaged';
}

/** Another process, or another part of this one, owns the store. */
export class StoreLocked extends EventStoreError {
  override readonly name = 'StoreLocked';
}

/** There is no store at that place. */
export class StoreMissing extends EventStoreError {
  override readonly name = 'StoreMissing';
}

/** What is there was made by a later version, or by something else. */
export class StoreIncompatible extends EventStoreError {
  override readonly name = 'StoreIncompatible';
}

/** The store was closed. */
export class StoreClosed extends EventStoreError {
  override readonly name = 'StoreClosed';
  constructor() {
    super('the event store is closed');
  }
}
