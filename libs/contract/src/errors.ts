import type { Clause } from '@ledger/terms';

/** One thing wrong with what was sent. */
export interface Fault {
  /** A JSON pointer into the data. */
  readonly pointer: string;
  readonly detail: string;
}
/** What was sent is no possible fact: its shape is wrong, it contradicts itself, or it happened in the future. */
export class InvalidFact extends Error {
  override readonly name = 'InvalidFact';
  readonly faults: readonly [Fault, ...Fault[]];
  constructor(...faults: readonly [Fault, ...Fault[]]) {
    super(faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '));
    this.faults = faults;
  }
  /** The same of what stands at a place of something larger. */
  below(pointer: string): InvalidFact {
    const [first, ...others] = this.faults;
    const moved = (fault: Fault): Fault => ({ ...fault, pointer: pointer + fault.pointer });
    return new InvalidFact(moved(first), ...others.map(moved));
  }
}

/** What the fact is about is not known. */
export class UnknownTarget extends Error {
  override readonly name = 'UnknownTarget';
  constructor(
    /** In words: `outage`. */
    readonly kind: string,
    readonly id: string,
  ) {
    super(`no ${kind} ${id}`);
  }
}

/** What can be true only once is recorded already, and stands. A wrong record is corrected, not made again. */
export class AlreadyRecorded extends Error {
  override readonly name = 'AlreadyRecorded';
  constructor(
    /** The event that stands. */
    readonly eventId: string,
    readonly clause: Clause,
    readonly detail: string,
  ) {
    super(`${detail}: ${eventId}`);
  }
}

/** What a correction would make impossible. */
export interface Break {
  readonly eventId: string;
  readonly type: string;
  readonly detail: string;
  /** The clause, where it is the terms that would not allow it. */
  readonly clause: Clause | undefined;
}
/** The contract's history would be impossible if the correction stood. */
export class BrokenHistory extends Error {
  override readonly name = 'BrokenHistory';
  readonly breaks: readonly [Break, ...Break[]];
  constructor(...breaks: readonly [Break, ...Break[]]) {
    super(breaks.map(({ eventId, type, detail }) => `${type} ${eventId}: ${detail}`).join('; '));
    this.breaks = breaks;
  }
}

/** What is to be corrected or voided is no fact that could be, whatever the correction says. */
export class NotCorrectable extends Error {
  override readonly name = 'NotCorrectable';
  constructor(
    readonly eventId: string,
    readonly detail: string,
  ) {
    super(`${detail}: ${eventId}`);
  }
}
