import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { OutcomeUnknown, StoreUnavailable } from '../errors.js';
import { asWriteError, failureOf, isSyncFailure, type Failure } from './failures.js';
import { IndexFile, type Chunk } from './index-file.js';
import { extendWriteAheadLog, headText, type LedgerFiles } from './ledger-directory.js';
import { besideRow, erasedBesideRow, eventRow, openForReading, openLogForWriting, prepare } from './log-file.js';
import { catchUp } from './log-rows.js';
import { StreamIndex } from './stream-index.js';
import type { Tuning } from './tuning.js';
import type {
  AppendedOutcome,
  AppendRequest,
  SentEvent,
  WriterAnswer,
  WriterOutcome,
  WriterRequest,
} from './writer-messages.js';

/** A transaction holds at most so many events, that nobody waits long. */
const eventsInTransaction = 2_000;

/** Streams remembered in one go, which takes about a millisecond. */
const rememberedTogether = 500;

/** The write-ahead log is measured after so many events. */
const measuredEvents = 16;

/** Writes the log: what it is given at once goes into one transaction, but for those who lost the race for a stream. */
export class LogWriter {
  private readonly files: LedgerFiles;
  private readonly log: DatabaseSync;
  private readonly index: DatabaseSync;
  private readonly headFile: number;
  private readonly statements: ReturnType<typeof prepareAll>;
  private readonly walPages: number;
  private readonly rememberedStreams: number;
  /** Undefined after a transaction that failed: what it had added must be forgotten. */
  private streams: StreamIndex | undefined;
  private broken: string | undefined;
  private commits = 0;
  /** In pages, as are the next two. */
  private walSize = 0;
  private backlogPages = 0;
  private nextCheckpointAt: number;
  private measuredHead = 0;
  private isExtended = false;
  private lastRemembered: Chunk | undefined;

  constructor(files: LedgerFiles, { walPages, maxPages, rememberedStreams }: Tuning) {
    this.files = files;
    this.log = openLogForWriting(files.log);
    if (maxPages !== undefined) this.log.prepare(`PRAGMA max_page_count = ${maxPages}`).get();
    this.index = openForReading(files.index);
    this.statements = prepareAll(this.log);
    this.headFile = openSync(files.head, 'r+');
    this.walPages = walPages;
    this.rememberedStreams = rememberedStreams;
    this.nextCheckpointAt = walPages;
    this.streams = this.readStreams();
  }

  /** Carries the requests out in their order; appends that follow one another share a commit. */
  handle(requests: readonly WriterRequest[]): WriterAnswer {
    const outcomes: WriterOutcome[] = [];
    let group: AppendRequest[] = [];
    let events = 0;
    const commitGroup = (): void => {
      if (group.length > 0) outcomes.push(...this.commit(group));
      group = [];
      events = 0;
    };
    for (const request of requests) {
      if (request[0] === 'append') {
        group.push(request);
        events += request[4].length;
        if (events >= eventsInTransaction) commitGroup();
      } else {
        commitGroup();
        outcomes.push(this.handleOther(request));
      }
    }
    commitGroup();
    return this.answer(outcomes);
  }

  answer(outcomes: readonly WriterOutcome[]): WriterAnswer {
    return [outcomes, this.commits, this.backlogPages];
  }

  /** What makes the appends to come quicker: nobody waits for it. */
  afterAnswer(): void {
    try {
      this.noteHead();
      this.measureWriteAheadLog();
      if (this.walSize >= this.nextCheckpointAt) this.beginWriteAheadLogAnew();
      if (!this.isExtended && this.isBusy) this.extendWriteAheadLog();
      if (this.isBusy) this.begin();
    } catch {
      // nothing is lost: the head noted before was acknowledged too, and the log is whole with its write-ahead log
    }
  }

  /** Whether more is appended than a few events: what costs a little in advance is worth it then. */
  get isBusy(): boolean {
    return this.commits >= 16;
  }

  /**
   * Keeps some more of the streams' last revisions in memory.
   *
   * @returns whether there are others.
   */
  rememberMore(): boolean {
    try {
      this.lastRemembered = this.streams?.rememberMore(this.lastRemembered, rememberedTogether);
    } catch {
      this.lastRemembered = undefined; // whoever appends to a damaged stream is told
    }
    return this.lastRemembered !== undefined;
  }

  close(): void {
    this.streams = undefined;
    try {
      this.rollBack();
      this.statements.truncate.get();
    } catch {
      // what is not in the log file yet stands in the write-ahead log
    }
    this.index.close();
    this.log.close();
    closeSync(this.headFile);
  }

  private handleOther(request: Exclude<WriterRequest, AppendRequest>): WriterOutcome {
    if (request[0] === 'indexed') this.streams?.forget(request[1]);
    if (request[0] !== 'erase') return ['done'];
    try {
      this.erase(request[1]);
      return ['done'];
    } catch (error) {
      return ['failed', failureOf(asWriteError(error, dirname(this.files.log)))];
    }
  }

  private commit(group: readonly AppendRequest[]): readonly WriterOutcome[] {
    let isCommitting = false;
    try {
      if (this.broken !== undefined) throw new StoreUnavailable(this.broken);
      const streams = (this.streams ??= this.readStreams());
      const before = streams.head;
      streams.prepare(group.map(([, stream]) => stream));
      this.begin();
      const outcomes = group.map((request) => this.append(streams, request));
      isCommitting = true;
      this.statements.commit.run();
      if (streams.head > before) this.commits += 1;
      return outcomes;
    } catch (error) {
      const failure = this.fail(error, isCommitting);
      return group.map(() => ['failed', failure]);
    }
  }

  /** A transaction may have been begun in advance: whoever appends next does not wait for that, and nobody else writes. */
  private begin(): void {
    if (!this.log.isTransaction) this.statements.begin.run();
  }

  private rollBack(): void {
    if (this.log.isTransaction) this.statements.rollback.run();
  }

  private fail(error: unknown, wasCommitting: boolean): Failure {
    this.streams = undefined;
    try {
      this.rollBack();
    } catch {
      // the transaction was over
    }
    if (this.broken !== undefined) return failureOf(error);
    if (!(wasCommitting && isSyncFailure(error))) return failureOf(asWriteError(error, dirname(this.files.log)));
    this.broken = 'the log could not be synced: the ledger must be opened anew';
    return failureOf(new OutcomeUnknown(this.broken, { cause: error }));
  }

  private append(streams: StreamIndex, [, stream, expected, claim, events]: AppendRequest): WriterOutcome {
    const last = streams.lastRevision(stream);
    const repeated = this.standing(streams, stream, events, expected ?? last - events.length, last);
    if (repeated !== undefined) return repeated;
    const holder = claim === null ? undefined : streams.claimedBy(claim);
    if (holder !== undefined) return ['claim-taken', holder];
    if (expected !== null && expected !== last) return ['wrong-revision', last];
    let revision = last;
    for (const event of events) {
      const position = streams.head + 1;
      const held = revision === last ? claim : null; // stands with the first event
      revision += 1;
      this.statements.insert.run(...eventRow(position, stream, revision, held, event));
      event[4]?.forEach((value, place) => this.statements.insertBeside.run(...besideRow(position, place, value)));
      streams.add(position, stream, revision, held);
    }
    return ['appended', revision, streams.head, false];
  }

  /** The outcome of the same append when it was made before. */
  private standing(
    streams: StreamIndex,
    stream: string,
    events: readonly SentEvent[],
    expected: number,
    last: number,
  ): AppendedOutcome | undefined {
    const revision = expected + events.length;
    if (expected < -1 || revision > last) return undefined;
    const positions = streams.positions(stream, expected + 1, revision);
    const isSame = events.every(([id], index) => this.idAt(positions[index]) === id);
    const position = positions.at(-1);
    return isSame && position !== undefined ? ['appended', revision, position, true] : undefined;
  }

  private idAt(position: number | undefined): string | undefined {
    if (position === undefined) return undefined;
    return (this.statements.idAt.get(position) as unknown as readonly [string] | undefined)?.[0];
  }

  /** Overwritten where they stood, also in the write-ahead log as far as no reader holds on to it. */
  private erase(commitments: readonly string[]): void {
    this.rollBack();
    this.log.exec('PRAGMA secure_delete = ON');
    const wanted = JSON.stringify(commitments);
    const rows = this.statements.besideOf.all(wanted) as unknown as readonly (readonly [number, number, string])[];
    this.begin();
    try {
      for (const row of rows) this.statements.replaceBeside.run(...erasedBesideRow(...row));
      this.statements.commit.run();
    } catch (error) {
      this.rollBack();
      throw error;
    }
    this.statements.truncate.get();
    this.log.exec('PRAGMA secure_delete = OFF');
    this.isExtended = false;
  }

  private noteHead(): void {
    if (this.streams !== undefined) writeSync(this.headFile, headText(this.streams.head), 0);
  }

  private measureWriteAheadLog(): void {
    const head = this.streams?.head ?? this.measuredHead;
    if (head - this.measuredHead < measuredEvents) return;
    this.measuredHead = head;
    const [, pages, copied] = this.statements.backlog.get() as unknown as readonly [number, number, number];
    this.walSize = pages;
    this.backlogPages = pages - copied;
    if (pages < this.walPages) this.nextCheckpointAt = this.walPages;
  }

  /** Nobody writes meanwhile, so all of it is copied, and the next commit begins at its front. Where a reader holds on to it, later. */
  private beginWriteAheadLogAnew(): void {
    this.nextCheckpointAt = this.walSize + this.walPages;
    this.statements.checkpoint.get();
  }

  private extendWriteAheadLog(): void {
    this.isExtended = true;
    const [pageBytes] = prepare(this.log, 'PRAGMA page_size').get() as unknown as readonly [number];
    extendWriteAheadLog(this.files, this.walPages, pageBytes);
  }

  private readStreams(): StreamIndex {
    const file = new IndexFile(this.index);
    const streams = new StreamIndex(file, file.progress().position, this.rememberedStreams);
    catchUp(streams, this.log);
    return streams;
  }
}

const prepareAll = (log: DatabaseSync): Record<StatementName, StatementSync> => ({
  begin: prepare(log, 'BEGIN IMMEDIATE'),
  commit: prepare(log, 'COMMIT'),
  rollback: prepare(log, 'ROLLBACK'),
  insert: prepare(log, 'INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
  insertBeside: prepare(log, 'INSERT INTO beside VALUES (?, ?, ?, ?, ?, ?)'),
  replaceBeside: prepare(log, 'REPLACE INTO beside VALUES (?, ?, ?, ?, ?, ?)'),
  besideOf: prepare(
    log,
    'SELECT position, place, commitment FROM beside WHERE commitment IN (SELECT value FROM json_each(?))',
  ),
  idAt: prepare(log, 'SELECT id FROM events WHERE position = ?'),
  backlog: prepare(log, 'PRAGMA wal_checkpoint(NOOP)'),
  checkpoint: prepare(log, 'PRAGMA wal_checkpoint(PASSIVE)'),
  truncate: prepare(log, 'PRAGMA wal_checkpoint(TRUNCATE)'),
});

type StatementName =
  | 'begin'
  | 'commit'
  | 'rollback'
  | 'insert'
  | 'insertBeside'
  | 'replaceBeside'
  | 'besideOf'
  | 'idAt'
  | 'backlog'
  | 'checkpoint'
  | 'truncate';
