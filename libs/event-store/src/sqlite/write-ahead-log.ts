import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { extendWriteAheadLog, type LedgerFiles } from './ledger-directory.js';
import { prepare } from './log-file.js';

/** It is measured after so many events. */
const measuredEvents = 16;

/** Keeps the write-ahead log short, and from growing by every commit: the side of the thread that writes. */
export class WriteAheadLog {
  private readonly files: LedgerFiles;
  private readonly log: DatabaseSync;
  private readonly walPages: number;
  private readonly backlog: StatementSync;
  private readonly checkpoint: StatementSync;
  /** In pages, as are the next two. */
  private size = 0;
  private pagesNotCopied = 0;
  private nextCheckpointAt: number;
  private measuredHead = 0;
  private isExtended = false;

  /** @param walPages how long it may become before it is begun anew. */
  constructor(files: LedgerFiles, log: DatabaseSync, walPages: number) {
    this.files = files;
    this.log = log;
    this.walPages = walPages;
    this.nextCheckpointAt = walPages;
    this.backlog = prepare(log, 'PRAGMA wal_checkpoint(NOOP)');
    this.checkpoint = prepare(log, 'PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** Pages that were not in the log file when it was last measured. */
  get backlogPages(): number {
    return this.pagesNotCopied;
  }

  /**
   * To be called between transactions.
   *
   * @param head the log's last position; undefined when it is not known.
   * @param isBusy whether so much is appended that a file made long in advance is worth its cost.
   */
  tidy(head: number | undefined, isBusy: boolean): void {
    if (head !== undefined && head - this.measuredHead >= measuredEvents) this.measure(head);
    if (this.size >= this.nextCheckpointAt) this.beginAnew();
    if (!this.isExtended && isBusy) this.extend();
  }

  /** It is short again, and its file too. */
  wasTruncated(): void {
    this.isExtended = false;
  }

  private measure(head: number): void {
    this.measuredHead = head;
    const [, pages, copied] = this.backlog.get() as unknown as readonly [number, number, number];
    this.size = pages;
    this.pagesNotCopied = pages - copied;
    if (pages < this.walPages) this.nextCheckpointAt = this.walPages;
  }

  /** Nobody writes meanwhile, so all of it is copied, and the next commit begins at its front. Where a reader holds on to it, later. */
  private beginAnew(): void {
    this.nextCheckpointAt = this.size + this.walPages;
    this.checkpoint.get();
  }

  private extend(): void {
    this.isExtended = true;
    const [pageBytes] = prepare(this.log, 'PRAGMA page_size').get() as unknown as readonly [number];
    extendWriteAheadLog(this.files, this.walPages, pageBytes);
  }
}
