import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { BesideStore } from '../beside-store.js';
import type { BesideValue } from '../event-store.js';
import { inStoreWords } from './failures.js';
import { createSchema, checkSchema, isEmpty, prepare } from './log-file.js';

const schema: readonly string[] = [
  `CREATE TABLE beside (
  commitment TEXT PRIMARY KEY,
  salt TEXT,
  value TEXT
) STRICT, WITHOUT ROWID`,
];

/** Milliseconds to wait for another process that writes. */
const lockWait = 5_000;

type Row = readonly [commitment: string, salt: string | null, value: string | null];

/** Values beside a log that is elsewhere, in a file that the processes of one machine may share. */
export class SqliteBesideStore extends BesideStore {
  private readonly insert: StatementSync;
  private readonly select: StatementSync;
  private readonly clear: StatementSync;
  private readonly remove: StatementSync;
  private readonly list: StatementSync;

  private constructor(private readonly database: DatabaseSync) {
    super();
    this.insert = prepare(database, 'INSERT INTO beside VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.select = prepare(database, 'SELECT * FROM beside WHERE commitment IN (SELECT value FROM json_each(?))');
    this.clear = prepare(
      database,
      'UPDATE beside SET salt = NULL, value = NULL WHERE commitment IN (SELECT value FROM json_each(?))',
    );
    this.remove = prepare(
      database,
      'DELETE FROM beside WHERE value IS NOT NULL AND commitment IN (SELECT value FROM json_each(?))',
    );
    this.list = prepare(
      database,
      'SELECT commitment FROM beside WHERE commitment > ? AND value IS NOT NULL ORDER BY commitment LIMIT ?',
    );
  }

  /** Opens the file, and makes it where there is none. @throws {StoreUnavailable} {StoreDamaged} {StoreIncompatible} */
  static open(path: string): SqliteBesideStore {
    return inStoreWords(() => {
      const database = new DatabaseSync(path, { timeout: lockWait });
      try {
        database.exec(
          'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON',
        );
        makeTables(database);
        return new SqliteBesideStore(database);
      } catch (error) {
        database.close();
        throw error;
      }
    });
  }

  override write(values: readonly BesideValue[]): Promise<readonly string[]> {
    return this.inTransaction(() =>
      values.flatMap(({ commitment, salt, value }) =>
        this.insert.run(commitment, salt, value).changes === 1 ? [commitment] : [],
      ),
    );
  }

  override read(commitments: readonly string[]): Promise<ReadonlyMap<string, BesideValue | 'erased'>> {
    return this.answer(() => {
      const rows = this.select.all(JSON.stringify(commitments)) as unknown as readonly Row[];
      return new Map(
        rows.map(([commitment, salt, value]) => [
          commitment,
          salt === null || value === null ? 'erased' : { commitment, salt, value },
        ]),
      );
    });
  }

  override async erase(commitments: readonly string[]): Promise<void> {
    await this.inTransaction(() => this.clear.run(JSON.stringify(commitments)));
    await this.forgetWritten();
  }

  override async withdraw(commitments: readonly string[]): Promise<void> {
    await this.inTransaction(() => this.remove.run(JSON.stringify(commitments)));
    await this.forgetWritten();
  }

  override commitments(after: string, limit: number): Promise<readonly string[]> {
    return this.answer(() => {
      const rows = this.list.all(after, limit) as unknown as readonly (readonly [commitment: string])[];
      return rows.map(([commitment]) => commitment);
    });
  }

  override close(): Promise<void> {
    return this.answer(() => {
      if (this.database.isOpen) this.database.close();
    });
  }

  /** What was written and is no more stands in the write-ahead log as long as that is not begun anew. */
  private forgetWritten(): Promise<void> {
    return this.answer(() => this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  }

  private inTransaction<Result>(work: () => Result): Promise<Result> {
    return this.answer(() => {
      this.database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.database.exec('COMMIT');
        return result;
      } catch (error) {
        if (this.database.isTransaction) this.database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  private answer<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => resolve(inStoreWords(work)));
  }
}

/** Several processes may start at once: one of them makes the tables. */
const makeTables = (database: DatabaseSync): void => {
  if (!isEmpty(database)) return checkSchema(database, schema, 'the file of values beside');
  try {
    createSchema(database, schema);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    checkSchema(database, schema, 'the file of values beside');
    if (isEmpty(database)) throw error;
  }
};
