import { closeSync, openSync, writeSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { OutcomeUnknown, StoreUnavailable } from '../errors.js';
import type { NewEvent } from '../event-store.js';
import { failureOf, isSyncFailure, type Failure } from './failures.js';
import { IndexFile } from './index-file.js';
import { extendWriteAheadLog, headText, type LedgerFiles } from './ledger-directory.js';
import { besideRow, erasedBesideRow, eventRow, openForReading, openLogForWriting, prepare } from './log-file.js';
import { catchUp } from './log-rows.js';
import { StreamIndex } from './stream-index.js';
import type { Tuning } from './tuning.js';

/*
 * The thread that writes the log. It takes all the requests that have come while it was writing into one transaction, refuses
 * singly those that lost the race for a stream, syncs once and answers all of them.
 */

export interface WriterData {
  readonly files: LedgerFiles;
  readonly tuning: Tuning;
}

export type WriterRequest =
  | {
      readonly kind: 'append';
      readonly stream: string;
      readonly events: readonly NewEvent[];
      /** The stream's last revision; -1 for a stream that does not exist, undefined for any. */
      readonly expected: number | undefined;
      readonly claim: string | null;
    }
  | { readonly kind: 'erase'; readonly commitments: readonly string[] }
  | { readonly kind: 'indexed'; readonly through: number }
  | { readonly kind: 'close' };

export type AppendRequest = Extract<WriterRequest, { kind: 'append' }>;

export type WriterOutcome =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: number; readonly replayed: boolean }
  | { readonly kind: 'wrong-revision'; readonly actual: number }
  | { readonly kind: 'claim-taken'; readonly stream: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Outcomes in the order of the requests; the first message holds none and says that the writer is ready. */
export interface WriterAnswer {
  readonly outcomes: readonly WriterOutcome[];
  /** Since the writer was started. */
  readonly commits: number;
  /** Pages in the write-ahead log that were not in the log file when the answer before this one had been given. */
  readonly backlogPages: number;
}

/** A transaction holds at most so many events, that nobody waits long. */
const eventsInTransaction = 2_000;

/** Who appends less has no use for a long write-ahead log. */
const commitsBeforeExtending = 16;

class Writer {
  private readonly files: LedgerFiles;
  private readonly log: DatabaseSync;
  private readonly index: DatabaseSync;
  private readonly headFile: number;
  private readonly statements: ReturnType<typeof prepareAll>;
  private readonly walPages: number;
  /** Undefined after a transaction that failed: what it had added must be forgotten. */
  private streams: StreamIndex | undefined;
  private broken: string | undefined;
  private commits = 0;
  /** In pages, as are the next two. */
  private walSize = 0;
  private backlogPages = 0;
  private nextCheckpointAt: number;
  private isExtended = false;

  constructor({ files, tuning: { walPages, maxPages } }: WriterData) {
    this.files = files;
    this.log = openLogForWriting(files.log);
    if (maxPages !== undefined) this.log.prepare(`PRAGMA max_page_count = ${maxPages}`).get();
    this.index = openForReading(files.index);
    this.statements = prepareAll(this.log);
    this.headFile = openSync(files.head, 'r+');
    this.walPages = walPages;
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
      if (request.kind === 'append') {
        group.push(request);
        events += request.events.length;
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
    return { outcomes, commits: this.commits, backlogPages: this.backlogPages };
  }

  /** What makes the appends to come quicker: nobody waits for it. */
  afterAnswer(): void {
    try {
      this.measureWriteAheadLog();
      if (this.walSize >= this.nextCheckpointAt) this.beginWriteAheadLogAnew();
      if (!this.isExtended && this.commits >= commitsBeforeExtending) this.extendWriteAheadLog();
    } catch {
      // nothing is lost by it: what is not copied into the log file stands in the write-ahead log
    }
  }

  close(): void {
    try {
      this.statements.truncate.get();
    } catch {
      // what is not in the log file yet stands in the write-ahead log
    }
    this.index.close();
    this.log.close();
    closeSync(this.headFile);
  }

  private handleOther(request: Exclude<WriterRequest, AppendRequest>): WriterOutcome {
    if (request.kind === 'indexed') this.streams?.forget(request.through);
    if (request.kind !== 'erase') return { kind: 'done' };
    try {
      this.erase(request.commitments);
      return { kind: 'done' };
    } catch (error) {
      return { kind: 'failed', failure: failureOf(error) };
    }
  }

  private commit(group: readonly AppendRequest[]): readonly WriterOutcome[] {
    let isCommitting = false;
    try {
      if (this.broken !== undefined) throw new StoreUnavailable(this.broken);
      const streams = (this.streams ??= this.readStreams());
      const before = streams.head;
      streams.prepare(group.map(({ stream }) => stream));
      this.statements.begin.run();
      const outcomes = group.map((request) => this.append(streams, request));
      isCommitting = true;
      this.statements.commit.run();
      if (streams.head > before) this.committed(streams.head);
      return outcomes; // nothing after the commit may throw
    } catch (error) {
      const failure = this.fail(error, isCommitting);
      return group.map(() => ({ kind: 'failed', failure }));
    }
  }

  private committed(head: number): void {
    this.commits += 1;
    try {
      writeSync(this.headFile, headText(head), 0);
    } catch {
      // the older head that stands there is one that was acknowledged too
    }
  }

  private fail(error: unknown, wasCommitting: boolean): Failure {
    this.streams = undefined;
    try {
      if (this.log.isTransaction) this.statements.rollback.run();
    } catch {
      // the transaction was over
    }
    if (!(wasCommitting && isSyncFailure(error))) return failureOf(error);
    this.broken = 'the log could not be synced: the ledger must be opened anew';
    return failureOf(new OutcomeUnknown(this.broken, { cause: error }));
  }

  private append(streams: StreamIndex, { stream, events, expected, claim }: AppendRequest): WriterOutcome {
    const last = streams.lastRevision(stream);
    const repeated = this.standing(streams, stream, events, expected ?? last - events.length, last);
    if (repeated !== undefined) return repeated;
    const holder = claim === null ? undefined : streams.claimedBy(claim);
    if (holder !== undefined) return { kind: 'claim-taken', stream: holder };
    if (expected !== undefined && expected !== last) return { kind: 'wrong-revision', actual: last };
    let revision = last;
    for (const event of events) {
      const position = streams.head + 1;
      const held = revision === last ? claim : null; // stands with the first event
      revision += 1;
      this.statements.insert.run(...eventRow(position, stream, revision, held, event));
      event.beside?.forEach((value, place) => this.statements.insertBeside.run(...besideRow(position, place, value)));
      streams.add(position, stream, revision, held);
    }
    return { kind: 'appended', revision, position: streams.head, replayed: false };
  }

  /** The outcome of the same append when it was made before. */
  private standing(
    streams: StreamIndex,
    stream: string,
    events: readonly NewEvent[],
    expected: number,
    last: number,
  ): WriterOutcome | undefined {
    const revision = expected + events.length;
    if (expected < -1 || revision > last) return undefined;
    const positions = streams.positions(stream, expected + 1, revision);
    const isSame = events.every(({ id }, index) => this.idAt(positions[index]) === id);
    const position = positions.at(-1);
    return isSame && position !== undefined ? { kind: 'appended', revision, position, replayed: true } : undefined;
  }

  private idAt(position: number | undefined): string | undefined {
    if (position === undefined) return undefined;
    return (this.statements.idAt.get(position) as unknown as readonly [string] | undefined)?.[0];
  }

  /** Overwritten where they stood, also in the write-ahead log as far as no reader holds on to it. */
  private erase(commitments: readonly string[]): void {
    this.log.exec('PRAGMA secure_delete = ON');
    const wanted = JSON.stringify(commitments);
    const rows = this.statements.besideOf.all(wanted) as unknown as readonly (readonly [number, number, string])[];
    this.statements.begin.run();
    try {
      for (const row of rows) this.statements.replaceBeside.run(...erasedBesideRow(...row));
      this.statements.commit.run();
    } catch (error) {
      if (this.log.isTransaction) this.statements.rollback.run();
      throw error;
    }
    this.statements.truncate.get();
    this.log.exec('PRAGMA secure_delete = OFF');
    this.isExtended = false;
  }

  private measureWriteAheadLog(): void {
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
    const streams = new StreamIndex(file, file.progress().position);
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

const run = (port: NonNullable<typeof parentPort>): void => {
  const writer = new Writer(workerData as WriterData);
  port.postMessage(writer.answer([]));
  port.on('message', (first: readonly WriterRequest[]) => {
    const requests = [...first];
    for (let more = receiveMessageOnPort(port); more !== undefined; more = receiveMessageOnPort(port)) {
      requests.push(...(more.message as readonly WriterRequest[]));
    }
    port.postMessage(writer.handle(requests));
    if (requests.at(-1)?.kind === 'close') {
      writer.close();
      port.close();
    } else {
      writer.afterAnswer();
    }
  });
};

if (parentPort !== null) run(parentPort);
