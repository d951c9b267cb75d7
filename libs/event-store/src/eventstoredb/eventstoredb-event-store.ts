import type { BesideStore } from '../beside-store.js';
import { checkAppend, isStreamName } from '../check-append.js';
import { StoreClosed, StoreUnavailable, type EventStoreError } from '../errors.js';
import {
  EventStore,
  type Appended,
  type AppendOptions,
  type EventHandler,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  type Revision,
  type StreamFrom,
  type StreamSlice,
  type SubscribeOptions,
} from '../event-store.js';
import { checkLimit } from '../read-options.js';
import { Subscriptions, type Subscription } from '../subscription.js';
import { Appender } from './appender.js';
import { Appends } from './appends.js';
import { holderOf, type ClaimLog } from './claims.js';
import { Connection, deadlineIn } from './connection.js';
import { isWrongRevision } from './failures.js';
import { Head } from './head.js';
import { AllReader, readPatiently } from './log-reader.js';
import type { EventStoreDbOptions } from './options.js';
import type { RawEvent } from './read-message.js';
import { Reads } from './reads.js';
import { recorded } from './recorded.js';
import { Sender } from './sender.js';
import { StreamReader } from './stream-reader.js';
import { Watcher } from './watcher.js';

const defaultTimeout = 10_000;
const defaultPatience = 20_000;

/** The log in an EventStoreDB, which several processes may share. Positions are the commit positions of `$all`. */
export class EventStoreDbEventStore extends EventStore {
  private readonly connection: Connection;
  private readonly reads: Reads;
  private readonly appends: Appends;
  private readonly sender: Sender;
  private readonly appender: Appender;
  private readonly streams: StreamReader;
  private readonly all: AllReader;
  private readonly end: Head;
  private readonly watcher: Watcher;
  private readonly beside: BesideStore;
  private readonly subscriptions = new Subscriptions({
    readAll: (options) => this.readAll(options),
    head: () => this.head(),
    passes: (error) => error instanceof StoreUnavailable,
  });
  private readonly claims: ClaimLog;
  private closing: Promise<void> | undefined;
  private isClosed = false;

  private constructor({ url, beside, namespace = 'ledger', timeout, patience }: EventStoreDbOptions) {
    super();
    const wait = timeout ?? deadlineIn(url) ?? defaultTimeout;
    const prefix = `${namespace}.`;
    const wake = (): void => this.subscriptions.wake();
    this.connection = new Connection(url);
    this.reads = new Reads(this.connection, wait);
    this.appends = new Appends(this.connection, wait);
    this.sender = new Sender(this.appends, patience ?? defaultPatience);
    this.streams = new StreamReader(this.reads, prefix);
    this.all = new AllReader(this.reads, prefix);
    this.end = new Head(this.all);
    this.beside = beside;
    this.watcher = new Watcher(this.reads, prefix, (event) => {
      if (event !== undefined) this.end.learn(event.position);
      wake();
    });
    this.claims = {
      read: (stream) => this.streams.readWhole(stream),
      eventAt: async (stream, revision) => (await this.streams.readFrom(stream, revision, 1))[0],
      append: (stream, event, expected) => this.sender.send(stream, [event], expected).catch(undefinedIfWrong),
      claimStream: (hash) => `${namespace}-claim-${hash}`,
    };
    const { sender, streams, end: head, claims } = this;
    this.appender = new Appender({ sender, streams, head, claims, beside, wake });
  }

  /**
   * Connects, and finds out whether the server answers.
   * @throws {StoreUnavailable} where it does not, or the connection string is none
   */
  static async open(options: EventStoreDbOptions): Promise<EventStoreDbEventStore> {
    let store: EventStoreDbEventStore | undefined;
    try {
      store = new EventStoreDbEventStore(options);
      await store.head();
      return store;
    } catch (error) {
      await (store ?? options.beside).close();
      throw error;
    }
  }

  override async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    { claim }: AppendOptions = {},
  ): Promise<Appended> {
    if (this.closing !== undefined) throw new StoreClosed();
    checkAppend(stream, events, expected, claim === undefined ? {} : { claim });
    return this.appender.append(stream, events, expected, claim);
  }

  override claimedBy(claim: string): Promise<{ readonly stream: string } | undefined> {
    return this.read(async () => {
      if (!claim.isWellFormed()) return undefined;
      const stream = await holderOf(this.claims, claim);
      return stream === undefined ? undefined : { stream };
    });
  }

  override readStream(stream: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    return this.read(async () => {
      checkLimit(options.limit);
      if (!isStreamName(stream)) return { events: [], revision: undefined, head: await this.end.fresh() };
      const [{ events, revision }, head] = await Promise.all([this.streams.slice(stream, options), this.end.fresh()]);
      const last = events.reduce((most, { position }) => (position > most ? position : most), head);
      return { events: await this.recorded(events), revision, head: last };
    });
  }

  override readStreams(wanted: readonly StreamFrom[]): Promise<readonly StreamSlice[]> {
    return Promise.all(wanted.map(({ stream, ...options }) => this.readStream(stream, options)));
  }

  /** By their first events: the server keeps no list of them. */
  override async *streamNames(): AsyncIterable<readonly string[]> {
    let after = 0n;
    for (;;) {
      const { events, isEnd } = await this.read(() => this.all.forward({ after, limit: 5_000 }));
      const names = events.filter(({ revision }) => revision === 0n).map((event) => this.streams.ownName(event));
      if (names.length > 0) yield names;
      const last = events.at(-1);
      if (isEnd || last === undefined) return;
      after = last.position;
    }
  }

  override lastRevision(stream: string): Promise<Revision | undefined> {
    return this.read(() => (isStreamName(stream) ? this.streams.lastOf(stream) : Promise.resolve(undefined)));
  }

  override readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    return this.read(async () => {
      checkLimit(options.limit);
      const { after = 0n, before, direction = 'forward' } = options;
      const isBeyond = after > this.end.known || (before !== undefined && before > this.end.known);
      const end = isBeyond ? await this.end.fresh() : undefined;
      if (end !== undefined && after >= end) return { events: [], head: end };
      const bounds =
        before !== undefined && end !== undefined && before > end ? { ...options, before: undefined } : options;
      const { before: bound, ...others } = bounds;
      const wanted = bound === undefined ? others : { ...others, before: bound };
      const { events, isEnd } = await (direction === 'forward' ? this.all.forward(wanted) : this.all.backward(wanted));
      const last = direction === 'forward' && isEnd ? events.at(-1)?.position : undefined;
      const head = last ?? (await this.end.fresh());
      this.end.learn(head);
      return { events: await this.recorded(events), head };
    });
  }

  override head(): Promise<Position> {
    return this.read(() => this.end.fresh());
  }

  override subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    if (this.closing !== undefined) throw new StoreClosed();
    this.watcher.start();
    return this.subscriptions.add(options, handler);
  }

  override async eraseBeside(stream: string, commitments: readonly string[]): Promise<void> {
    const { events } = await this.readStream(stream);
    const own = new Set(events.flatMap(({ beside }) => beside.map(({ commitment }) => commitment)));
    await this.beside.erase(commitments.filter((commitment) => own.has(commitment)));
  }

  /** What stood in the way of the last append, unless the server answers again. */
  override async hindrance(): Promise<EventStoreError | undefined> {
    if (this.sender.failure !== undefined) {
      await this.head().then(
        () => this.sender.forgetFailure(),
        () => undefined,
      );
    }
    return this.sender.failure;
  }

  override close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private recorded(events: readonly RawEvent[]): Promise<readonly RecordedEvent[]> {
    return recorded(events, this.beside, (event) => this.streams.ownName(event));
  }

  private async read<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.isClosed) throw new StoreClosed();
    return readPatiently(action).catch((error: unknown) => {
      throw this.isClosed ? new StoreClosed() : error;
    });
  }

  private async finish(): Promise<void> {
    this.sender.hurry();
    await this.subscriptions.close();
    this.watcher.close();
    await this.appender.settled();
    this.isClosed = true;
    this.reads.close();
    await this.appends.close();
    await this.connection.close();
    await this.beside.close();
  }
}

const undefinedIfWrong = (error: unknown): undefined => {
  if (!isWrongRevision(error)) throw error;
};
