import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreDamaged } from '../errors.js';
import type { BesideValue } from '../event-store.js';
import { besideValues } from './beside-text.js';
import { checkEventRow, wholeEventColumns, type WholeEventRow } from './event-row.js';
import { filesIn } from './ledger-directory.js';
import { checkLog, openForReading, prepare } from './log-file.js';
import { headOf } from './log-rows.js';

/** An event as a scan hands it over: numbers instead of bigints, and nothing made that is not asked for. */
export interface ScannedEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly beside: readonly BesideValue[];
}

/** Rows of a page: more are no faster. */
const PAGE = 500;

/** Reads a ledger's log from end to end, beside its owner: for whoever reads all of it, in whatever thread. */
export class LogScan {
  readonly #log: DatabaseSync;
  readonly #page: StatementSync;
  readonly #streamAt: StatementSync;

  /** @throws {StoreIncompatible} {StoreDamaged} */
  constructor(directory: string) {
    this.#log = openForReading(filesIn(directory).log);
    try {
      checkLog(this.#log);
      this.#page = prepare(
        this.#log,
        `SELECT ${wholeEventColumns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ${String(PAGE)}`,
      );
      this.#streamAt = prepare(this.#log, 'SELECT stream FROM events WHERE position = ?');
    } catch (error) {
      this.#log.close();
      throw error;
    }
  }

  /** The log's last position; 0 when it is empty. */
  head(): number {
    return headOf(this.#log);
  }

  /** The stream of the event at a position; undefined where there is none. */
  streamAt(position: number): string | undefined {
    const row = this.#streamAt.get(position) as unknown as readonly [string] | undefined;
    return row?.[0];
  }

  /** The events after a position through another, in their order. @throws {StoreDamaged} when what is read is not what was written. */
  *events(after: number, through: number): Generator<ScannedEvent, void> {
    for (let last = after; last < through;) {
      const rows = this.#page.all(last, through) as unknown as readonly WholeEventRow[];
      if (rows.length === 0) throw missing(last + 1);
      for (const row of rows) {
        if (row[0] !== last + 1) throw missing(last + 1);
        last += 1;
        yield scanned(row);
      }
    }
  }

  close(): void {
    this.#log.close();
  }
}

const noneBeside: readonly BesideValue[] = [];

const scanned = (row: WholeEventRow): ScannedEvent => {
  checkEventRow(row);
  const [position, stream, revision, id, type, , beside, , data, metadata, values, checksum] = row;
  const besideIt = beside === 0 ? noneBeside : besideValues(position, beside, values, checksum);
  return { position, stream, revision, id, type, data, metadata, beside: besideIt };
};

const missing = (position: number): StoreDamaged =>
  new StoreDamaged(`the event at position ${String(position)} is missing`);
