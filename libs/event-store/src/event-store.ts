import type { EventStoreError } from './errors.js';
import type { Subscription } from './subscription.js';

/**
 * Where an event stands in the whole log. Given by the store and no part of the event's bytes. Positions only grow;
 * the embedded stores number them 1, 2, 3 ... without gaps, other stores may leave some out. `0n` is before the first.
 */
export type Position = bigint;

/** Where an event stands in its own stream: 0, 1, 2 ... without gaps. */
export type Revision = bigint;

/** What an append says about its stream: its last revision, that it does not exist yet, or nothing. */
export type ExpectedRevision = Revision | 'none' | 'any';

/** A value that stands in an event's data only as a salted commitment. It can be erased while every byte of the log stands. */
export interface BesideValue {
  /** What stands in `data` in the value's place. */
  readonly commitment: string;
  readonly salt: string;
  readonly value: string;
}

export interface NewEvent {
  /** A UUID in lower case, the caller's own: an append that is repeated is known by its events' ids. */
  readonly id: string;
  readonly type: string;
  /** JSON text. The log keeps its bytes as they are. */
  readonly data: string;
  /** JSON text. The log keeps its bytes as they are. */
  readonly metadata: string;
  /** Kept beside the log, written with the event or not at all. */
  readonly beside?: readonly BesideValue[];
}

export interface RecordedEvent {
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  /** Those not erased, in the order in which they were given. */
  readonly beside: readonly BesideValue[];
  /** The claim that its append holds: stands with the first event of the append. */
  readonly claim?: string;
}

export interface AppendOptions {
  /**
   * A text that at most one append may ever hold, in whatever stream. With it, of several requests to make the same
   * thing under different names one alone succeeds.
   */
  readonly claim?: string;
}

export interface Appended {
  /** Of the last event of the append. */
  readonly revision: Revision;
  /** Of the last event of the append. */
  readonly position: Position;
  /** True when these events stood there already, and nothing was written. */
  readonly replayed: boolean;
}

export type Direction = 'forward' | 'backward';

export interface ReadStreamOptions {
  /** The first revision wanted, in the direction of reading. Default: the stream's first, or backward its last. */
  readonly from?: Revision;
  readonly direction?: Direction;
  /** At most so many events, 1 or more. Default: all. */
  readonly limit?: number;
}

/** One of several streams that are read together. */
export interface StreamFrom {
  readonly stream: string;
  /** The first revision wanted. Default: the stream's first. */
  readonly from?: Revision;
}

/** Part of a stream, and what stood around it at the same moment. */
export interface StreamSlice {
  /** In the direction of reading; none when the stream does not exist. */
  readonly events: readonly RecordedEvent[];
  /** The stream's last revision; undefined when it does not exist. */
  readonly revision: Revision | undefined;
  /** The log's last position; `0n` when it is empty. */
  readonly head: Position;
}

export interface ReadAllOptions {
  /** Only events after this position. Default: `0n`, all. */
  readonly after?: Position;
  /** Only events before this position. Default: all. */
  readonly before?: Position;
  readonly direction?: Direction;
  /** At most so many events, 1 or more. Default: 500. */
  readonly limit?: number;
}

/** A page of the log. It may hold fewer events than were asked for; the end is reached when it holds none. */
export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** The log's last position when the page was read. */
  readonly head: Position;
}

export interface SubscribeOptions {
  /** The position after which to begin: `0n` for the whole log. */
  readonly after: Position;
  /** At most so many events are handed over at once. Default: 500. */
  readonly limit?: number;
}

/** Given one or more events in the order of the log. The next ones wait until it has finished. */
export type EventHandler = (events: readonly RecordedEvent[]) => Promise<void> | void;

/**
 * The log: streams of events, only ever added to. What `append` has acknowledged survives the loss of power, and nobody reads
 * what would not.
 */
export abstract class EventStore {
  /** Whether positions are numbered without gaps: then one that is missing is a hole. */
  readonly isDense: boolean = false;

  /**
   * Adds events to the end of one stream, all or nothing.
   *
   * Repeating an append (same ids, same order, same expectation) succeeds and writes nothing, also when later events have
   * followed. With `'any'` the repetition is known only while its events are still the last of the stream.
   *
   * @throws {InvalidEvent} for no events, an impossible name, id, type, text or expectation.
   * @throws {EventTooLarge} beyond what one append may hold, see `appendLimits`.
   * @throws {WrongRevision} when the stream is not where it was expected.
   * @throws {ClaimTaken} when another append holds the claim.
   * @throws {StoreOverloaded} when too many appends are waiting. Nothing was written.
   * @throws {StoreUnavailable} when the store cannot write now (disk full, read-only). Nothing was written.
   * @throws {OutcomeUnknown} when it broke down on the way. Repeat the append to find out.
   */
  abstract append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    options?: AppendOptions,
  ): Promise<Appended>;

  /** The stream in which a claim was made; undefined when nobody holds it. */
  abstract claimedBy(claim: string): Promise<{ readonly stream: string } | undefined>;

  /** @throws {StoreDamaged} when what is read is not what was written. */
  abstract readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice>;

  /**
   * Several streams at the same moment, forward and each in its place: cheaper than one by one.
   *
   * @throws {StoreDamaged} when what is read of any of them is not what was written.
   */
  abstract readStreams(wanted: readonly StreamFrom[]): Promise<readonly StreamSlice[]>;

  /** The names of all the streams that there are when it begins, in pages and in no order; one that grows meanwhile may come twice. */
  abstract streamNames(): AsyncIterable<readonly string[]>;

  /** The stream's last revision; undefined when it does not exist. Cheaper than reading: it serves to validate a cache. */
  abstract lastRevision(stream: string): Promise<Revision | undefined>;

  /** @throws {StoreDamaged} when what is read is not what was written. */
  abstract readAll(options?: ReadAllOptions): Promise<LogPage>;

  /** The log's last position; `0n` when it is empty. */
  abstract head(): Promise<Position>;

  /** Every event after a position, then those to come, in order and each once, until closed. */
  abstract subscribe(options: SubscribeOptions, handler: EventHandler): Subscription;

  /**
   * Erases the values beside these commitments in a stream for good; unknown ones are passed over. The log itself stays as it is.
   *
   * @throws {StoreDamaged} when the stream is not what was written. Nothing was erased.
   */
  abstract eraseBeside(stream: string, commitments: readonly string[]): Promise<void>;

  /** Why nothing can be appended just now, as far as the store knows from the appends before; undefined where it knows of nothing. */
  hindrance(): Promise<EventStoreError | undefined> {
    return Promise.resolve(undefined);
  }

  /** Finishes what was accepted, ends the subscriptions and lets go of the log. Closing twice is no error. */
  abstract close(): Promise<void>;
}
