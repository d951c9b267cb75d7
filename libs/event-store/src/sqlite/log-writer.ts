import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { OutcomeUnknown, StoreUnavailable } from '../errors.js';
import { Appender } from './appender.js';
import { eraseBeside } from './erasing.js';
import { asWriteError, failureOf, isSyncFailure, type Failure } from './failures.js';
import { IndexFile, type Chunk } from './index-file.js';
import { countErasure, headText, type LedgerFiles } from './ledger-directory.js';
import { openForReading, openLogForWriting, prepare } from './log-file.js';
import { catchUp } from './log-rows.js';
import { StreamIndex } from './stream-index.js';
import type { Tuning } from './tuning.js';
import { WriteAheadLog } from './write-ahead-log.js';
import type { AppendRequest, EraseRequest, WriterAnswer, WriterOutcome, WriterRequest } from './writer-messages.js';

/** A transaction holds at most so many events, that nobody waits long. */
const eventsInTransaction = 2_000;

/** Streams remembered in one go, which takes about a millisecond. */
const rememberedTogether = 500;

/** Writes the log: what it is given at once goes into one transaction, but for those who lost the race for a stream. */
export class LogWriter {
  private readonly files: LedgerFiles;
  private readonly log: DatabaseSync;
  private readonly index: DatabaseSync;
  private readonly headFile: number;
  private readonly statements: ReturnType<typeof prepareAll>;
  private readonly appender: Appender;
  private readonly writeAheadLog: WriteAheadLog;
  private readonly rememberedStreams: number;
  /** Undefined after a transaction that failed: what it had added must be forgotten. */
  private streams: StreamIndex | undefined;
  private broken: string | undefined;
  private commits = 0;
  private lastRemembered: Chunk | undefined;

  constructor(files: LedgerFiles, { walPages, maxPages, rememberedStreams }: Tuning) {
    this.files = files;
    this.log = openLogForWriting(files.log);
    if (maxPages !== undefined) this.log.prepare(`PRAGMA max_page_count = ${maxPages}`).get();
    this.index = openForReading(files.index);
    this.statements = prepareAll(this.log);
    this.appender = new Appender(this.log);
    this.writeAheadLog = new WriteAheadLog(files, this.log, walPages);
    this.headFile = openSync(files.head, 'r+');
    this.rememberedStreams = rememberedStreams;
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
    return [outcomes, this.commits, this.writeAheadLog.backlogPages];
  }

  /** What makes the appends to come quicker: nobody waits for it. */
  afterAnswer(): void {
    try {
      if (this.streams !== undefined) this.noteHead(this.streams.head);
      this.writeAheadLog.tidy(this.streams?.head, this.isBusy);
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
      this.erase(request);
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
      const outcomes = group.map((request) => this.appender.append(streams, request));
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

  private erase([, stream, commitments]: EraseRequest): void {
    this.rollBack(); // what was begun in advance
    countErasure(this.files);
    const streams = (this.streams ??= this.readStreams());
    eraseBeside(this.log, streams, stream, new Set(commitments));
    this.writeAheadLog.wasTruncated();
  }

  private noteHead(head: number): void {
    writeSync(this.headFile, headText(head), 0);
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
  truncate: prepare(log, 'PRAGMA wal_checkpoint(TRUNCATE)'),
});

type StatementName = 'begin' | 'commit' | 'rollback' | 'truncate';
