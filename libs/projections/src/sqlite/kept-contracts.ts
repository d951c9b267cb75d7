import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/*
 * The file of the contracts that are kept between rebuilds. Nothing in it is a record. It names an event, so that it is not taken for the file
 * of another log; what it holds of a contract counts only where that is all the index of the log knows of it, and else the log is read.
 */

/** A contract, up to the event at a position. */
export interface KeptContract {
  readonly contractId: string;
  readonly position: number;
  /** Positions of the events beside which its names stand. */
  readonly namesAt: readonly number[];
  readonly text: string;
}
/** An event of the log; none that was kept comes after it. */
export interface KeptThrough {
  readonly position: number;
  readonly eventId: string;
}

/** Raised whenever contracts are kept otherwise, or read otherwise: a file of another version is made anew. */
const VERSION = 1;
const BUSY_MILLISECONDS = 60_000;
/** The largest there are: a contract of some kilobytes then lies in one piece among its neighbours. */
const PAGE_BYTES = 65_536;
const TABLES = `
  CREATE TABLE contracts (
    contract_id TEXT PRIMARY KEY, position INTEGER NOT NULL, names_at TEXT NOT NULL, checksum INTEGER NOT NULL, text TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE through (
    one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, event_id TEXT NOT NULL
  ) STRICT;`;

export class KeptContracts {
  readonly #database: DatabaseSync;
  readonly #keep: StatementSync;
  readonly #between: StatementSync;

  /**
   * @param path made anew where it is missing, damaged, of another version, or of another log
   * @param isOfLog whether the log has the event
   */
  static open(path: string, isOfLog: (through: KeptThrough) => boolean = () => true): KeptContracts {
    try {
      const kept = new KeptContracts(path);
      const through = kept.#through();
      if (through === undefined || isOfLog(through)) return kept;
      kept.close();
    } catch {
      // whatever is wrong with it: it is made anew
    }
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    return new KeptContracts(path);
  }

  private constructor(path: string) {
    const isNew = !existsSync(path);
    this.#database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS });
    try {
      this.#database.exec(
        `PRAGMA page_size = ${String(PAGE_BYTES)}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`,
      );
      if (isNew) this.#database.exec(`BEGIN; ${TABLES} PRAGMA user_version = ${String(VERSION)}; COMMIT`);
      if (this.#database.prepare('PRAGMA user_version').get()?.['user_version'] !== VERSION) {
        throw new Error('the contracts were kept by another version');
      }
      this.#keep = this.#database.prepare('INSERT OR REPLACE INTO contracts VALUES (?, ?, ?, ?, ?)');
      this.#between = this.#database.prepare(
        `SELECT contract_id, position, names_at, checksum, text FROM contracts
         WHERE contract_id >= ? AND contract_id < ?`,
      );
      this.#between.setReturnArrays(true);
    } catch (cause) {
      this.#database.close();
      throw cause;
    }
  }

  /** Says, before they are kept, up to which event contracts will be. */
  reach({ position, eventId }: KeptThrough): void {
    if (position <= (this.#through()?.position ?? 0)) return;
    this.#database.prepare('INSERT OR REPLACE INTO through VALUES (1, ?, ?)').run(position, eventId);
  }

  #through(): KeptThrough | undefined {
    const row = this.#database.prepare('SELECT position, event_id FROM through').get();
    return row && { position: Number(row['position']), eventId: String(row['event_id']) };
  }

  /** Those with ids from one to another, that one not included, by their ids; none whose text is not as it was written. */
  between(from: string, to: string): ReadonlyMap<string, KeptContract> {
    const contracts = new Map<string, KeptContract>();
    for (const [contractId, position, namesAt, checksum, text] of this.#rowsBetween(from, to)) {
      if (checksum !== checksumOf(contractId, position, namesAt, text)) continue;
      contracts.set(contractId, { contractId, position, namesAt: JSON.parse(namesAt) as readonly number[], text });
    }
    return contracts;
  }

  /** All, or none where the file cannot be written: then they are read from the log another time. */
  keep(contracts: readonly KeptContract[]): void {
    if (contracts.length === 0) return;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const { contractId, position, namesAt, text } of contracts) {
        const names = JSON.stringify(namesAt);
        this.#keep.run(contractId, position, names, checksumOf(contractId, position, names, text), text);
      }
      this.#database.exec('COMMIT');
    } catch {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    }
  }

  /** None where the file is damaged. */
  #rowsBetween(from: string, to: string): readonly Row[] {
    try {
      return this.#between.all(from, to) as unknown as readonly Row[];
    } catch {
      return [];
    }
  }

  close(): void {
    this.#database.close();
  }
}

type Row = readonly [contractId: string, position: number, namesAt: string, checksum: number, text: string];

const checksumOf = (contractId: string, position: number, namesAt: string, text: string): number =>
  crc32(`${contractId} ${String(position)} ${namesAt} ${text}`);
