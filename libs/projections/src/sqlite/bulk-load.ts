import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { ComputedRow, Failure } from '../read-model.js';
import { kept } from '../fold-text.js';
import { basisValues, contractValues, deadlineValues } from '../sql/rows.js';

const BUSY_MILLISECONDS = 60_000;

/** What is written of a contract, in the order of the columns. */
export interface Loadable {
  readonly contract: readonly SQLInputValue[];
  readonly deadlines: readonly (readonly SQLInputValue[])[];
  readonly bases: readonly (readonly SQLInputValue[])[];
}

export const loadable = (row: ComputedRow): Loadable => ({
  contract: valuesOf(contractValues(row)),
  deadlines: deadlineValues(row).map(valuesOf),
  bases: basisValues(row).map(valuesOf),
});
const valuesOf = (columns: object): readonly SQLInputValue[] => Object.values(columns) as SQLInputValue[];

/** The indexes that are made last. */
interface Index {
  readonly name: string;
  readonly sql: string;
}

/**
 * Writes rows of contracts that are not there yet into a read model's file, as fast as SQLite takes them: without asking what is there, and
 * without the indexes, which are made at the end.
 */
export class BulkLoad {
  readonly #database: DatabaseSync;
  readonly #contract: StatementSync;
  readonly #deadline: StatementSync;
  readonly #basis: StatementSync;
  readonly #failure: StatementSync;
  readonly #note: StatementSync;

  /** @param path a file with today's tables */
  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS });
    // What is lost with the power is made again; what is lost with the process is not lost.
    this.#database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;');
    this.#contract = this.#database.prepare(insertInto(this.#database, 'contracts'));
    this.#deadline = this.#database.prepare(insertInto(this.#database, 'deadlines'));
    this.#basis = this.#database.prepare(insertInto(this.#database, 'bases'));
    this.#failure = this.#database.prepare(
      'INSERT OR IGNORE INTO failures (contract_id, reason, since, position) VALUES (?, ?, ?, ?)',
    );
    this.#note = this.#database.prepare(
      'INSERT INTO notes (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text',
    );
  }

  /** All or nothing, with the note. */
  write(rows: readonly Loadable[], failures: readonly Failure[], name: string, text: string): void {
    this.#atomically(() => {
      for (const { contract } of rows) this.#contract.run(...contract);
      for (const { deadlines } of rows) for (const one of deadlines) this.#deadline.run(...one);
      for (const { bases } of rows) for (const one of bases) this.#basis.run(...one);
      for (const { contractId, reason, since, position } of failures) {
        this.#failure.run(contractId, kept(reason), since, position);
      }
      this.#note.run(name, text);
    });
  }

  /** Takes the indexes away, and notes how they are made. */
  withoutIndexes(): void {
    this.#atomically(() => {
      const statement = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
      const indexes = this.#database.prepare(statement).all() as unknown as readonly Index[];
      if (indexes.length === 0) return;
      this.#note.run(INDEXES, JSON.stringify(indexes));
      for (const { name } of indexes) this.#database.exec(`DROP INDEX ${name}`);
    });
  }

  /** Makes the indexes again, where they are not there, and has everything written on the disk. */
  finish(): void {
    // What a checkpoint finds already done by itself it does not have written on the disk.
    this.#database.exec('PRAGMA wal_autocheckpoint = 0');
    const noted = this.#database.prepare('SELECT text FROM notes WHERE name = ?').get(INDEXES)?.['text'];
    for (const { name, sql } of JSON.parse(typeof noted === 'string' ? noted : '[]') as readonly Index[]) {
      const isThere = this.#database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
      if (!isThere) this.#database.exec(sql);
    }
    this.#database.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(FULL);');
  }

  close(): void {
    this.#database.close();
  }

  #atomically(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw cause;
    }
  }
}

const INDEXES = 'indexes to be made';

/** Its columns in the order in which rows.ts gives them, which is that of the tables. */
const insertInto = (database: DatabaseSync, table: string): string => {
  const columns = database
    .prepare(`PRAGMA table_info(${table})`)
    .all()
    .map(({ name }) => String(name));
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
};
