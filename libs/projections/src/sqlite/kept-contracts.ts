import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/*
 * The file of the contracts that are kept between rebuilds. Nothing in it is a record. It names an event, so that it is not taken for the file
 * of another log, and the names in it are thrown away with it when any value of the log is erased; what it holds of a contract counts only where that is all the index of the log knows of it, and else the log is read.
 */

/** A contract, up to the event at a position. */
export interface KeptContract {
  readonly contractId: string;
  readonly position: number;
  readonly text: string;
}
/** Of which log contracts were kept, and when. */
export interface KeptThrough {
  /** Of an event of the log; none that was kept comes after it. */
  readonly position: number;
  readonly eventId: string;
  /** How often values of personal data had been erased by then: names among what is kept may be gone since. */
  readonly erasures: number;
}

/** Raised whenever contracts are kept otherwise, or read otherwise: a file of another version is made anew. */
const VERSION = 1;
const BUSY_MILLISECONDS = 60_000;
/** The largest there are: a contract of some kilobytes then lies in one piece among its neighbours. */
const PAGE_BYTES = 65_536;
const TABLES = `
  CREATE TABLE contracts (
    contract_id TEXT PRIMARY KEY, position INTEGER NOT NULL, checksum INTEGER NOT NULL, text TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE through (
    one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, event_id TEXT NOT NULL, erasures INTEGER NOT NULL
  ) STRICT;`;

export class KeptContracts {
  readonly #database: DatabaseSync;
  readonly #keep: StatementSync;
  readonly #between: StatementSync;

  /**
   * @param path made anew where it is missing, damaged, of another version, or of another log
   * @param isOfLog whether the log has the event, and the values that it had then
   */
  static open(path: string, isOfLog: (through: KeptThrough) => boolean = () => true): KeptContracts {
    try {
      const kept = new KeptContracts(path);
      const through = kept.#through();
      if (through === undefined ? kept.#isEmpty() : isOfLog(through)) return kept;
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
      this.#keep = this.#database.prepare('INSERT OR REPLACE INTO contracts VALUES (?, ?, ?, ?)');
      this.#between = this.#database.prepare(
        `SELECT contract_id, position, checksum, text FROM contracts
         WHERE contract_id >= ? AND contract_id < ?`,
      );
      this.#between.setReturnArrays(true);
    } catch (cause) {
      this.#database.close();
      throw cause;
    }
  }

  /** Says, before they are kept, up to which event contracts will be. */
  reach({ position, eventId, erasures }: KeptThrough): void {
    if (position <= (this.#through()?.position ?? 0)) return;
    this.#database.prepare('INSERT OR REPLACE INTO through VALUES (1, ?, ?, ?)').run(position, eventId, erasures);
  }

  #through(): KeptThrough | undefined {
    const row = this.#database.prepare('SELECT position, event_id, erasures FROM through').get();
    if (row === undefined) return undefined;
    const { position, event_id: eventId, erasures } = row;
    return { position: Number(position), eventId: String(eventId), erasures: Number(erasures) };
  }
  #isEmpty(): boolean {
    return this.#database.prepare('SELECT 1 FROM contracts LIMIT 1').get() === undefined;
  }

  /** Those with ids from one to another, that one not included, by their ids; none whose text is not as it was written. */
  between(from: string, to: string): ReadonlyMap<string, KeptContract> {
    const contracts = new Map<string, KeptContract>();
    for (const [contractId, position, checksum, text] of this.#rowsBetween(from, to)) {
      if (checksum !== checksumOf(contractId, position, text)) continue;
      contracts.set(contractId, { contractId, position, text });
    }
    return contracts;
  }

  /** All, or none where the file cannot be written: then they are read from the log another time. */
  keep(contracts: readonly KeptContract[]): void {
    if (contracts.length === 0) return;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const { contractId, position, text } of contracts) {
        this.#keep.run(contractId, position, checksumOf(contractId, position, text), text);
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

type Row = readonly [contractId: string, position: number, checksum: number, text: string];

const checksumOf = (contractId: string, position: number, text: string): number =>
  crc32(`${contractId} ${String(position)} ${text}`);
