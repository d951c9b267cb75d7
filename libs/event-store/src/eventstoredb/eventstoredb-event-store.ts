import { appendLimits, checkAppend, isStreamName } from '../check-append.js';
import {
  ClaimTaken,
  EventTooLarge,
  StoreClosed,
  StoreDamaged,
  StoreOverloaded,
  StoreUnavailable,
  WrongRevision,
} from '../errors.js';
import {
  EventStore,
  type Appended,
  type AppendOptions,
  type BesideValue,
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
import type { EventStoreError } from '../errors.js';
import { checkLimit } from '../read-options.js';
import { Subscriptions, type Subscription } from '../subscription.js';
import { Appends, type SentEvent, type Written } from './appends.js';
import { becomeCandidate, holderOf, type ClaimLog } from './claims.js';
import { Connection, deadlineIn } from './connection.js';
import { asReadError, failureOf, isOfTheServer, isWrongRevision, unknownOutcome, unreachable } from './failures.js';
import { AllReader, readPatiently } from './log-reader.js';
import type { EventStoreDbOptions } from './options.js';
import type { RawEvent } from './read-message.js';
import { Reads } from './reads.js';
import { openedMetadata, storedMetadata } from './stored-metadata.js';
import { Watcher } from './watcher.js';

const defaultTimeout = 10_000;
const defaultPatience = 20_000;
/** Bytes that the server takes in one append: data, metadata, and the types as it counts them. */
const serverLimit = 1_048_576;
/** The largest revision that the server knows. */
const lastOfAll = 2n ** 63n - 2n;
/** Appends that may wait for their answers at once. */
const mostWaiting = 10_000;
/** Lost races for a stream's end that one append stands. */
const mostRaces = 100;

/** The log in an EventStoreDB, which several processes may share. Positions are the commit positions of `$all`. */
export class EventStoreDbEventStore extends EventStore {
  private readonly connection: Connection;
  private readonly reads: Reads;
  private readonly appends: Appends;
  private readonly all: AllReader;
  private readonly watcher: Watcher;
  private readonly beside;
  private readonly prefix: string;
  private readonly patience: number;
  private readonly subscriptions = new Subscriptions({
    readAll: (options) => this.readAll(options),
    head: () => this.head(),
    passes: (error) => error instanceof StoreUnavailable,
  });
  private readonly claims: ClaimLog;
  /** The last position that is known to be taken. */
  private known: Position = 0n;
  private headRead: HeadRead | undefined;
  private readonly running = new Map<string, Promise<unknown>>();
  private waiting = 0;
  /** Why the last append was not written. */
  private failure: EventStoreError | undefined;
  private closing: Promise<void> | undefined;
  private isClosed = false;

  private constructor({ url, beside, namespace = 'ledger', timeout, patience }: EventStoreDbOptions) {
    super();
    const wait = timeout ?? deadlineIn(url) ?? defaultTimeout;
    this.connection = new Connection(url);
    this.reads = new Reads(this.connection, wait);
    this.appends = new Appends(this.connection, wait);
    this.prefix = `${namespace}.`;
    this.all = new AllReader(this.reads, this.prefix);
    this.beside = beside;
    this.patience = patience ?? defaultPatience;
    this.watcher = new Watcher(this.reads, this.prefix, (event) => {
      if (event !== undefined) this.learn(event.position);
      this.subscriptions.wake();
    });
    this.claims = {
      read: (stream) => this.readRaw(stream),
      eventAt: async (stream, revision) => (await this.readRaw(this.nameOf(stream), revision, 1n))[0],
      append: (stream, event, expected) => this.send(stream, [event], expected).catch(undefinedIfWrong),
      claimStream: (hash) => `${namespace}-claim-${hash}`,
    };
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
    if (this.waiting >= mostWaiting) throw new StoreOverloaded('too many appends wait for the event store');
    this.waiting += 1;
    try {
      const turn = expected === 'any' ? `any ${stream}` : (events[0]?.id ?? '');
      return await this.inTurn(turn, () => this.appendTo(stream, events, expected, claim));
    } finally {
      this.waiting -= 1;
    }
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
      if (!isStreamName(stream)) return { events: [], revision: undefined, head: await this.freshHead() };
      const [{ events, revision }, head] = await Promise.all([this.slice(stream, options), this.freshHead()]);
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
      const names = events.filter(({ revision }) => revision === 0n).map((event) => this.ownName(event));
      if (names.length > 0) yield names;
      const last = events.at(-1);
      if (isEnd || last === undefined) return;
      after = last.position;
    }
  }

  override lastRevision(stream: string): Promise<Revision | undefined> {
    return this.read(() => (isStreamName(stream) ? this.lastOf(stream) : Promise.resolve(undefined)));
  }

  override readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    return this.read(async () => {
      checkLimit(options.limit);
      const { after = 0n, before, direction = 'forward' } = options;
      const isBeyond = after > this.known || (before !== undefined && before > this.known);
      const end = isBeyond ? await this.freshHead() : undefined;
      if (end !== undefined && after >= end) return { events: [], head: end };
      const bounds =
        before !== undefined && end !== undefined && before > end ? { ...options, before: undefined } : options;
      const { before: bound, ...others } = bounds;
      const wanted = bound === undefined ? others : { ...others, before: bound };
      const { events, isEnd } = await (direction === 'forward' ? this.all.forward(wanted) : this.all.backward(wanted));
      const last = direction === 'forward' && isEnd ? events.at(-1)?.position : undefined;
      const head = last ?? (await this.freshHead());
      this.learn(head);
      return { events: await this.recorded(events), head };
    });
  }

  override head(): Promise<Position> {
    return this.read(() => this.freshHead());
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
    if (this.failure !== undefined) {
      await this.head().then(
        () => (this.failure = undefined),
        () => undefined,
      );
    }
    return this.failure;
  }

  override close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private appendTo(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    claim: string | undefined,
  ): Promise<Appended> {
    if (expected === 'any') return this.appendToEnd(stream, events, claim);
    return claim === undefined
      ? this.appendAt(stream, events, expected, claim)
      : this.appendWithClaim(stream, events, expected, claim);
  }

  /** The server would know a repetition only as well as it can: so the end is looked for, and expected. */
  private async appendToEnd(stream: string, events: readonly NewEvent[], claim: string | undefined): Promise<Appended> {
    for (let races = 0; races < mostRaces; races += 1) {
      const tail = await readPatiently(() => this.readBack(stream, BigInt(events.length)));
      const last = tail.at(-1);
      if (last !== undefined && areSame(tail, events)) return this.replayed(last);
      try {
        const expected = last?.revision ?? 'none';
        return await (claim === undefined
          ? this.appendAt(stream, events, expected, claim)
          : this.appendWithClaim(stream, events, expected, claim));
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error;
      }
    }
    throw new StoreOverloaded(`stream ${stream} is written to from too many sides`);
  }

  /** A new stream is nobody's yet, and needs no look beforehand. */
  private async appendWithClaim(
    stream: string,
    events: readonly NewEvent[],
    expected: Revision | 'none',
    claim: string,
  ): Promise<Appended> {
    const first = firstRevision(expected);
    const event = events[0]?.id ?? '';
    const last = expected === 'none' ? 'none' : await readPatiently(() => this.lastOf(stream));
    if (last !== expected) {
      const standing = await this.standing(stream, events, expected);
      if (standing !== undefined) return this.replayed(standing);
      const holder = await readPatiently(() => holderOf(this.claims, claim));
      if (holder !== undefined) throw new ClaimTaken(claim, holder);
      throw new WrongRevision(stream, expected, last === 'none' ? undefined : last);
    }
    try {
      await becomeCandidate(this.claims, claim, { stream, revision: first, event });
    } catch (error) {
      const standing = error instanceof ClaimTaken ? await this.standing(stream, events, expected) : undefined;
      if (standing === undefined) throw asReadError(error);
      return this.replayed(standing);
    }
    return this.appendAt(stream, events, expected, claim);
  }

  private async appendAt(
    stream: string,
    events: readonly NewEvent[],
    expected: Revision | 'none',
    claim: string | undefined,
  ): Promise<Appended> {
    if (expected !== 'none' && expected > lastOfAll) {
      throw new WrongRevision(stream, expected, await readPatiently(() => this.lastOf(stream)));
    }
    const sent = events.map((event, index) => sentEvent(event, index === 0 ? claim : undefined));
    checkServerSize(sent);
    const values = events.flatMap(({ beside = [] }) => beside);
    const added = values.length === 0 ? [] : await this.beside.write(values);
    const { known } = this;
    try {
      const { revision, position } = await this.send(this.nameOf(stream), sent, expected);
      this.learn(position);
      this.subscriptions.wake();
      const isNew = position > known && (isRandom(sent) || (await this.isOwn(stream, sent, expected)));
      if (isNew) return { revision, position, replayed: false };
    } catch (error) {
      if (added.length > 0 && isRefusal(error)) await this.beside.withdraw(added);
      throw isWrongRevision(error) ? new WrongRevision(stream, expected, actualOf(error.actualVersion)) : error;
    }
    return this.foundAgain(stream, events, expected, added);
  }

  /** These events stood there before. Values that came with this repetition, under other commitments than what stands, belong to nothing. */
  private async foundAgain(
    stream: string,
    events: readonly NewEvent[],
    expected: Revision | 'none',
    added: readonly string[],
  ): Promise<Appended> {
    const standing = await readPatiently(() =>
      this.readRaw(this.nameOf(stream), firstRevision(expected), BigInt(events.length)),
    );
    const last = standing.at(-1);
    if (last === undefined || !areSame(standing, events)) {
      throw new StoreDamaged(`the server takes an append to ${stream} for one that is not there`);
    }
    const kept = new Set(standing.flatMap(({ metadata }) => openedMetadata(metadata).beside ?? []));
    const left = added.filter((commitment) => !kept.has(commitment));
    if (left.length > 0) await this.beside.withdraw(left);
    return this.replayed(last);
  }

  private replayed({ revision, position }: RawEvent): Appended {
    this.learn(position);
    return { revision, position, replayed: true };
  }

  /**
   * Sends an append until there is an answer to it: the same events with the same expectation are written once, however often they are sent.
   * @throws {WrongExpectedVersionError} and the port's own errors
   */
  private async send(name: string, events: readonly SentEvent[], expected: Revision | 'none'): Promise<Written> {
    const until = performance.now() + this.patience;
    let isUncertain = false;
    for (let tries = 0; ; tries += 1) {
      try {
        const written = await this.appends.append(name, events, expected);
        this.failure = undefined;
        return written;
      } catch (error) {
        if (isWrongRevision(error) || !isOfTheServer(error)) throw error;
        const failure = failureOf(error);
        if (failure.kind === 'refused') {
          throw isUncertain ? unknownOutcome(failure.error.message, error) : failure.error;
        }
        isUncertain ||= failure.kind === 'uncertain';
        if (performance.now() >= until || this.closing !== undefined) {
          this.failure = isUncertain ? unknownOutcome(failure.message, error) : unreachable(failure.message, error);
          throw this.failure;
        }
        await pause(Math.min(20 * 2 ** tries, 1_000));
      }
    }
  }

  /** Whether what stands there was written by this very attempt: a repetition by another process has other bytes. */
  private async isOwn(stream: string, sent: readonly SentEvent[], expected: Revision | 'none'): Promise<boolean> {
    const [standing] = await readPatiently(() => this.readRaw(this.nameOf(stream), firstRevision(expected), 1n));
    return standing?.data === sent[0]?.data && standing?.metadata === sent[0]?.metadata;
  }

  /** The last of the events as they stand, where the same append was made before. */
  private async standing(
    stream: string,
    events: readonly NewEvent[],
    expected: Revision | 'none',
  ): Promise<RawEvent | undefined> {
    const first = firstRevision(expected);
    if (first > lastOfAll) return undefined;
    const standing = await readPatiently(() => this.readRaw(this.nameOf(stream), first, BigInt(events.length)));
    return areSame(standing, events) ? standing.at(-1) : undefined;
  }

  private async slice(
    stream: string,
    { from, direction = 'forward', limit }: ReadStreamOptions,
  ): Promise<{ readonly events: readonly RawEvent[]; readonly revision: Revision | undefined }> {
    const name = this.nameOf(stream);
    const count = limit === undefined ? everything : BigInt(limit);
    if (direction === 'backward') {
      if (from === undefined) {
        const events = await this.readRaw(name, 'end', count, 'backward');
        return { events, revision: events[0]?.revision };
      }
      const revision = await this.lastOf(stream);
      const start = revision === undefined || from < revision ? from : revision;
      return { events: revision === undefined ? [] : await this.readRaw(name, start, count, 'backward'), revision };
    }
    const events = from !== undefined && from > lastOfAll ? [] : await this.readRaw(name, from ?? 0n, count);
    const isWhole = events.length > 0 && (limit === undefined || events.length < limit);
    const last = events.at(-1)?.revision;
    if (isWhole || (events.length === 0 && (from ?? 0n) === 0n)) return { events, revision: last };
    return { events, revision: await this.lastOf(stream) };
  }

  private async lastOf(stream: string): Promise<Revision | undefined> {
    return (await this.readRaw(this.nameOf(stream), 'end', 1n, 'backward'))[0]?.revision;
  }

  private async readBack(stream: string, count: bigint): Promise<readonly RawEvent[]> {
    return (await this.readRaw(this.nameOf(stream), 'end', count, 'backward')).toReversed();
  }

  private async readRaw(
    stream: string,
    from: bigint | 'end' = 0n,
    count: bigint = everything,
    direction: 'forward' | 'backward' = 'forward',
  ): Promise<readonly RawEvent[]> {
    const events: RawEvent[] = [];
    await this.reads.stream({ stream, from, direction, count }, (event) => events.push(event) > 0);
    return events;
  }

  /** Read after it was asked for; those who ask while one is under way share the one after it. */
  private freshHead(): Promise<Position> {
    const current = this.headRead;
    if (current === undefined) return this.startHeadRead();
    current.next ??= current.running.then(
      () => this.startHeadRead(),
      () => this.startHeadRead(),
    );
    return current.next;
  }

  private startHeadRead(): Promise<Position> {
    const running = this.all.backward({ limit: 1 }).then(({ events }) => events[0]?.position ?? 0n);
    const read: HeadRead = { running, next: undefined };
    this.headRead = read;
    const over = (): void => {
      if (this.headRead === read && read.next === undefined) this.headRead = undefined;
    };
    running.then(over, over);
    return running.then((position) => {
      this.learn(position);
      return position > this.known ? position : this.known;
    });
  }

  private learn(position: Position): void {
    if (position <= this.known) return;
    this.known = position;
    this.all.remember(position);
  }

  private async recorded(events: readonly RawEvent[]): Promise<readonly RecordedEvent[]> {
    const opened = events.map(({ metadata }) => openedMetadata(metadata));
    const commitments = opened.flatMap(({ beside = [] }) => beside);
    const values = commitments.length === 0 ? none : await this.beside.read(commitments);
    return events.map((event, index) => {
      const { metadata = '', claim, beside = [] } = opened[index] ?? {};
      const { revision, position, id, type, data } = event;
      const stream = this.ownName(event);
      const known = beside.flatMap((commitment) => valueOf(values, commitment, event));
      return {
        stream,
        revision,
        position,
        id,
        type,
        data,
        metadata,
        beside: known,
        ...(claim !== undefined && { claim }),
      };
    });
  }

  private nameOf(stream: string): string {
    return this.prefix + stream;
  }

  private ownName({ stream }: RawEvent): string {
    return stream.slice(this.prefix.length);
  }

  private async read<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.isClosed) throw new StoreClosed();
    return readPatiently(action).catch((error: unknown) => {
      throw this.isClosed ? new StoreClosed() : error;
    });
  }

  /** Those who name the same thing, one after the other; the first at once. */
  private inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.running.get(name);
    const turn = before === undefined ? work() : before.then(work, work);
    this.running.set(name, turn);
    const leave = (): void => {
      if (this.running.get(name) === turn) this.running.delete(name);
    };
    turn.then(leave, leave);
    return turn;
  }

  private async finish(): Promise<void> {
    await this.subscriptions.close();
    this.watcher.close();
    await Promise.allSettled(this.running.values());
    this.isClosed = true;
    this.reads.close();
    await this.appends.close();
    await this.connection.close();
    await this.beside.close();
  }
}

interface HeadRead {
  readonly running: Promise<Position>;
  /** Begun when that one is over. */
  next: Promise<Position> | undefined;
}

const everything = 2n ** 53n - 1n;
const none: ReadonlyMap<string, BesideValue | 'erased'> = new Map();

const valueOf = (
  values: ReadonlyMap<string, BesideValue | 'erased'>,
  commitment: string,
  { position }: RawEvent,
): readonly BesideValue[] => {
  const value = values.get(commitment);
  if (value === undefined) throw new StoreDamaged(`a value beside the event at position ${position} is missing`);
  return value === 'erased' ? [] : [value];
};

const sentEvent = ({ id, type, data, metadata, beside = [] }: NewEvent, claim: string | undefined): SentEvent => ({
  id,
  type,
  data,
  metadata: storedMetadata(metadata, { claim, beside: beside.map(({ commitment }) => commitment) }),
});

/** @throws {EventTooLarge} for what the server would refuse, before it is sent: nobody else is to wait for that */
const checkServerSize = (events: readonly SentEvent[]): void => {
  let bytes = 0;
  for (const { type, data, metadata } of events) {
    bytes += Buffer.byteLength(data) + Buffer.byteLength(metadata) + 2 * type.length;
  }
  if (bytes > serverLimit) throw new EventTooLarge('bytes', bytes, appendLimits.bytes);
};

const firstRevision = (expected: Revision | 'none'): Revision => (expected === 'none' ? 0n : expected + 1n);

const areSame = (standing: readonly RawEvent[], events: readonly NewEvent[]): boolean =>
  standing.length === events.length && events.every(({ id }, index) => standing[index]?.id === id);

/** A UUID of version 4 is drawn by chance: another process has not sent the same. One that is derived may have come from anywhere. */
const isRandom = ([first]: readonly SentEvent[]): boolean => first?.id[14] === '4';

const isRefusal = (error: unknown): boolean =>
  isWrongRevision(error) || error instanceof EventTooLarge || error instanceof StoreUnavailable;

const actualOf = (version: unknown): Revision | undefined =>
  typeof version === 'bigint' && version >= 0n ? version : undefined;

const undefinedIfWrong = (error: unknown): undefined => {
  if (!isWrongRevision(error)) throw error;
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
