import { ClaimTaken, DiskFull, StoreClosed, StoreUnavailable, WrongRevision, type EventStoreError } from '../errors.js';
import { appendLimits, checkAppend } from '../check-append.js';
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
  type Revision,
  type StreamFrom,
  type StreamSlice,
  type SubscribeOptions,
} from '../event-store.js';
import { Subscriptions, type Subscription } from '../subscription.js';
import { besideText } from './beside-text.js';
import { asStoreError, asWriteError, errorOf, hasRoom, inStoreWords } from './failures.js';
import { Housekeeper } from './housekeeper.js';
import { filesIn, makeDirectory, takeOwnership, type LedgerFiles } from './ledger-directory.js';
import { LogReader, partOf, type StreamRead } from './log-reader.js';
import { catchUp } from './log-rows.js';
import { openOwned, openUnowned, type OpenLedger } from './open-ledger.js';
import { receivedSlice } from './reader-messages.js';
import { StreamReader } from './stream-reader.js';
import type { StreamTail } from './stream-index.js';
import { defaultTuning, type Tuning } from './tuning.js';
import { Writer } from './writer.js';
import { dense, type SentEvent, type WriterAnswer, type WriterOutcome, type WriterRequest } from './writer-messages.js';

export interface SqliteEventStoreOptions {
  /** Holds the log and nothing else; made if it is missing. */
  readonly directory: string;
  readonly tuning?: Partial<Tuning>;
}

export interface Statistics {
  /** Since the store was opened; appends that wrote nothing are not counted. */
  readonly appends: number;
  readonly events: number;
  /** Each is one sync. */
  readonly commits: number;
  /** What went wrong last in the background, and is tried again. */
  readonly housekeepingFailure: string | undefined;
}

/** What the owner of a ledger has, and a reader has not. */
interface Owner {
  readonly writer: Writer;
  readonly reader: StreamReader;
  readonly housekeeper: Housekeeper;
}

/** How often a reader that is not the owner looks for more, while somebody is subscribed. */
const pollMilliseconds = 100;

/** The log in a directory, kept by SQLite. */
export class SqliteEventStore extends EventStore {
  override readonly isDense: boolean = true;
  private readonly reader: LogReader;
  private owner: Owner | undefined;
  private readonly subscriptions = new Subscriptions(this);
  private poll: NodeJS.Timeout | undefined;
  private closing: Promise<void> | undefined;
  private isClosed = false;
  /** Why the last append that was to be written was not. */
  private failure: EventStoreError | undefined;
  private readonly counted = { appends: 0, events: 0, commits: 0 };

  private constructor(
    private readonly directory: string,
    private readonly ledger: OpenLedger,
    private readonly resources: DisposableStack,
  ) {
    super();
    this.reader = new LogReader(ledger.log);
  }

  /**
   * Opens the log for reading and appending, and makes it where there is none. A directory has one owner at a time.
   *
   * @throws {StoreLocked} {StoreUnavailable} {StoreDamaged} {StoreIncompatible}
   */
  static async open({ directory, tuning }: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    const files = filesIn(directory);
    const resources = new DisposableStack();
    try {
      makeDirectory(directory);
      resources.use(takeOwnership(files, directory));
      const tuned = { ...defaultTuning, ...tuning };
      const store = new SqliteEventStore(directory, openOwned(files, 2 * tuned.tailEvents, resources), resources);
      await store.own(files, tuned);
      return store;
    } catch (error) {
      resources.dispose();
      throw asWriteError(error, directory);
    }
  }

  /**
   * Opens the log for reading, also while its owner writes. Sees what the owner has committed when it reads.
   *
   * @throws {StoreMissing} {StoreUnavailable} {StoreDamaged} {StoreIncompatible}
   */
  static openReadOnly({ directory }: Pick<SqliteEventStoreOptions, 'directory'>): Promise<SqliteEventStore> {
    return new Promise((resolve) => {
      const resources = new DisposableStack();
      try {
        resolve(new SqliteEventStore(directory, openUnowned(filesIn(directory), directory, resources), resources));
      } catch (error) {
        resources.dispose();
        throw asStoreError(error);
      }
    });
  }

  override async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    options: AppendOptions = {},
  ): Promise<Appended> {
    const { writer } = this.requireOwner();
    checkAppend(stream, events, expected, options);
    const claim = options.claim ?? null;
    const request = ['append', stream, revisionNumber(expected), claim, dense(events, sent)] as const;
    const outcome = await writer.send(request, charactersOf(events)).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) this.failure = error; // the writer has stopped for good
      throw error;
    });
    switch (outcome[0]) {
      case 'appended':
        return { revision: BigInt(outcome[1]), position: BigInt(outcome[2]), replayed: outcome[3] };
      case 'wrong-revision':
        throw new WrongRevision(stream, expected, outcome[1] < 0 ? undefined : BigInt(outcome[1]));
      case 'claim-taken':
        throw new ClaimTaken(options.claim ?? '', outcome[1]);
      case 'failed':
        throw errorOf(outcome[1]);
      case 'done':
        throw new Error('the writer answered an append as something else');
    }
  }

  override claimedBy(claim: string): Promise<{ readonly stream: string } | undefined> {
    return this.read(() => {
      const stream = claim.isWellFormed() ? this.ledger.streams.claimedBy(claim) : undefined;
      return stream === undefined ? undefined : { stream };
    });
  }

  override readStream(stream: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const { owner } = this;
    if (owner !== undefined) return this.readInThread(owner.reader, { stream, ...options });
    return this.read(() => {
      const [slice] = this.readHere([{ stream, ...options }]);
      if (slice === undefined) throw new Error('a stream was read and no slice came of it');
      return slice;
    });
  }

  override readStreams(wanted: readonly StreamFrom[]): Promise<readonly StreamSlice[]> {
    const { owner } = this;
    if (owner === undefined) return this.read(() => this.readHere(wanted));
    return Promise.all(wanted.map((one) => this.readInThread(owner.reader, one)));
  }

  override async *streamNames(): AsyncIterable<readonly string[]> {
    const pages = await this.read(() => this.ledger.streams.names());
    for (;;) {
      const page = await this.read(() => pages.next());
      if (page.done === true) return;
      yield page.value;
    }
  }

  override lastRevision(stream: string): Promise<Revision | undefined> {
    return this.read(() => {
      const revision = stream.isWellFormed() ? this.ledger.streams.lastRevision(stream) : -1;
      return revision < 0 ? undefined : BigInt(revision);
    });
  }

  override readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    return this.read(() => this.reader.readAll(this.ledger.streams.head, options));
  }

  override head(): Promise<Position> {
    return this.read(() => BigInt(this.ledger.streams.head));
  }

  override subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    this.refuseWhenClosing();
    if (this.owner === undefined) this.poll ??= setInterval(() => this.subscriptions.wake(), pollMilliseconds);
    return this.subscriptions.add(options, handler);
  }

  override async eraseBeside(stream: string, commitments: readonly string[]): Promise<void> {
    const outcome = await this.requireOwner().writer.send(['erase', stream, [...commitments]], 0);
    if (outcome[0] === 'failed') throw errorOf(outcome[1]);
  }

  /** What a full disk prevented is possible again when an append has worked, or there is room for the largest. */
  override hindrance(): Promise<EventStoreError | undefined> {
    if (this.failure instanceof DiskFull && hasRoom(this.directory, appendLimits.bytes)) this.failure = undefined;
    return Promise.resolve(this.failure);
  }

  statistics(): Statistics {
    return { ...this.counted, housekeepingFailure: this.owner?.housekeeper.failure };
  }

  override close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async own(files: LedgerFiles, tuning: Tuning): Promise<void> {
    const writer = new Writer({ files, tuning }, (answer, requests) => this.answered(answer, requests));
    const started = writer.started();
    try {
      this.catchUp(); // while the thread does the same
    } catch (error) {
      await Promise.allSettled([started, writer.close()]);
      throw error;
    }
    await started;
    const housekeeper = new Housekeeper({ files, tuning }, (through) => {
      this.ledger.streams.forget(through);
      writer.tell(['indexed', through]);
    });
    this.owner = { writer, reader: new StreamReader(files), housekeeper };
  }

  /** What was committed can be read before those who appended it are told. */
  private answered([outcomes, commits, backlogPages]: WriterAnswer, requests: readonly WriterRequest[]): void {
    outcomes.forEach((outcome, index) => this.learn(requests[index], outcome));
    this.counted.commits = commits;
    this.owner?.housekeeper.tidy(this.ledger.streams.head, this.ledger.streams.tailSize, backlogPages);
    this.subscriptions.wake();
  }

  private learn(request: WriterRequest | undefined, outcome: WriterOutcome): void {
    if (outcome[0] === 'failed' && outcome[1].kind !== 'damaged') this.failure = errorOf(outcome[1]);
    if (request?.[0] !== 'append' || outcome[0] !== 'appended') return;
    const [, stream, , claim, events] = request;
    const [, lastRevision, lastPosition, isReplayed] = outcome;
    if (isReplayed) return;
    this.failure = undefined;
    const before = { position: lastPosition - events.length, revision: lastRevision - events.length };
    for (let count = 1; count <= events.length; count += 1) {
      this.ledger.streams.add(before.position + count, stream, before.revision + count, count === 1 ? claim : null);
    }
    this.counted.appends += 1;
    this.counted.events += events.length;
  }

  /** What is known to hold nothing new needs no thread. */
  private async readInThread(reader: StreamReader, wanted: StreamRead): Promise<StreamSlice> {
    if (this.isClosed) throw new StoreClosed();
    const { stream } = wanted;
    const { streams } = this.ledger;
    const head = BigInt(streams.head);
    const tail = stream.isWellFormed() ? streams.tailOf(stream) : noStream;
    const [first, end] = partOf(tail.last ?? Number.MAX_SAFE_INTEGER, wanted);
    if (tail.last !== undefined && first > end) return receivedSlice(stream, head, [tail.last, 0, 1, []]);
    const slice = await reader.read([wanted, tail]);
    if (tail.last === undefined) streams.remember(stream, slice[0]);
    return receivedSlice(stream, head, slice);
  }

  private readHere(wanted: readonly StreamRead[]): readonly StreamSlice[] {
    const { streams } = this.ledger;
    streams.prepare(wanted.map(({ stream }) => stream).filter((stream) => stream.isWellFormed()));
    const head = BigInt(streams.head);
    return this.reader.readStreams(streams, wanted).map((slice) => ({ ...slice, head }));
  }

  private read<Result>(action: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      if (this.isClosed) throw new StoreClosed();
      resolve(
        inStoreWords(() => {
          if (this.owner === undefined) this.catchUpWithOwner();
          return action();
        }),
      );
    });
  }

  private catchUp(): void {
    const { streams, log } = this.ledger;
    catchUp(streams, log);
  }

  private catchUpWithOwner(): void {
    this.catchUp();
    const { streams, index } = this.ledger;
    if (streams.tailSize > 2 * defaultTuning.tailEvents) streams.forget(index.progress().position);
  }

  private requireOwner(): Owner {
    this.refuseWhenClosing();
    if (this.owner === undefined) throw new StoreUnavailable('the log was opened for reading only');
    return this.owner;
  }

  private refuseWhenClosing(): void {
    if (this.closing !== undefined) throw new StoreClosed();
  }

  private async finish(): Promise<void> {
    await this.subscriptions.close();
    clearInterval(this.poll);
    await this.owner?.writer.close();
    await this.owner?.housekeeper.close(this.ledger.streams.head, this.ledger.streams.tailSize);
    this.isClosed = true;
    await this.owner?.reader.close();
    this.resources.dispose();
  }
}

const noStream: StreamTail = { last: -1, runs: [] };

const sent = ({ id, type, data, metadata, beside = [] }: NewEvent): SentEvent => {
  const { length } = beside;
  return [id, type, data, metadata, length, length === 0 ? null : besideText(beside)];
};

const revisionNumber = (expected: ExpectedRevision): number | null => {
  if (expected === 'any') return null;
  return expected === 'none' ? -1 : Number(expected);
};

const charactersOf = (events: readonly NewEvent[]): number =>
  events.reduce((total, { data, metadata }) => total + data.length + metadata.length, 0);
