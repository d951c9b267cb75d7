import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreDamaged } from '../errors.js';
import type { BesideValue } from '../event-store.js';
import { besideValues } from './beside-text.js';
import { checkEventRow, eventColumns, type EventRow } from './event-row.js';
import { IndexScan } from './index-scan.js';
import { erasuresIn, filesIn, type LedgerFiles } from './ledger-directory.js';
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
  /** How many values stand beside it, erased ones as well. */
  readonly beside: number;
}

/** Rows of a page: more are no faster. */
const PAGE = 500;
/** The inner pages of a long log, so that one event here and there costs one page. */
const CACHE_KIBIBYTES = 32_000;

/** Reads a ledger's log from end to end, beside its owner: for whoever reads all of it, in whatever thread. */
export class LogScan {
  readonly #log: DatabaseSync;
  readonly #page: StatementSync;
  readonly #streamAt: StatementSync;
  readonly #besideAt: StatementSync;
  readonly #eventsAt: StatementSync;
  readonly #files: LedgerFiles;

  /** @throws {StoreIncompatible} {StoreDamaged} */
  constructor(directory: string) {
    this.#files = filesIn(directory);
    this.#log = openForReading(this.#files.log);
    try {
      checkLog(this.#log);
      this.#log.exec(`PRAGMA cache_size = -${String(CACHE_KIBIBYTES)}`);
      this.#page = prepare(
        this.#log,
        `SELECT ${eventColumns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ${String(PAGE)}`,
      );
      this.#streamAt = prepare(this.#log, 'SELECT stream FROM events WHERE position = ?');
      this.#besideAt = prepare(
        this.#log,
        `SELECT position, beside, beside_values, beside_checksum FROM events
         WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position`,
      );
      this.#eventsAt = prepare(
        this.#log,
        `SELECT ${eventColumns} FROM events WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position`,
      );
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

  /**
   * The values beside the events at these positions, as they are now.
   * @returns what throws {StoreDamaged} for a position whose values are not what was written
   */
  besideAt(positions: readonly number[]): (position: number) => readonly BesideValue[] {
    const rows = this.#besideAt.all(JSON.stringify(positions)) as unknown as readonly BesideRow[];
    const found = new Map(rows.map((row) => [row[0], row]));
    return (position) => {
      const row = found.get(position);
      if (row === undefined) throw missing(position);
      return besideValues(...row);
    };
  }

  /** The events after a position through another, in their order. @throws {StoreDamaged} when what is read is not what was written. */
  *events(after: number, through: number): Generator<ScannedEvent, void> {
    for (let last = after; last < through;) {
      const rows = this.#page.all(last, through) as unknown as readonly EventRow[];
      if (rows.length === 0) throw missing(last + 1);
      for (const row of rows) {
        if (row[0] !== last + 1) throw missing(last + 1);
        last += 1;
        yield scanned(row);
      }
    }
  }

  /** The events at these positions, by them. @throws {StoreDamaged} when what is read is not what was written. */
  eventsAt(positions: readonly number[]): ReadonlyMap<number, ScannedEvent> {
    const rows = this.#eventsAt.all(JSON.stringify(positions)) as unknown as readonly EventRow[];
    const found = new Map(rows.map((row) => [row[0], scanned(row)]));
    for (const position of positions) if (!found.has(position)) throw missing(position);
    return found;
  }

  /** How often values of personal data were erased. */
  erasures(): number {
    return erasuresIn(this.#files);
  }

  /** What the index of the log says; whoever asked closes it. @throws {StoreIncompatible} {StoreDamaged} */
  index(): IndexScan {
    return new IndexScan(openForReading(this.#files.index));
  }

  close(): void {
    this.#log.close();
  }
}

type BesideRow = readonly [position: number, beside: number, values: string | null, checksum: number | null];

const scanned = (row: EventRow): ScannedEvent => {
  checkEventRow(row);
  const [position, stream, revision, id, type, , beside, , data, metadata] = row;
  return { position, stream, revision, id, type, data, metadata, beside };
};

const missing = (position: number): StoreDamaged =>
  new StoreDamaged(`the event at position ${String(position)} is missing`);
