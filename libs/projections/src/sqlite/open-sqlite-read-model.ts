import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { ReadModel } from '../read-model.js';
import { isCurrent, migrate } from '../sql/migrate.js';
import { SqlReadModel } from '../sql/sql-read-model.js';
import type { Tables } from '../sql/tables.js';
import { isDamage } from './damage.js';
import { MendingReadModel } from './mending-read-model.js';
import { NodeSqliteDialect } from './node-sqlite-dialect.js';
import { sqliteFlavour } from './sqlite-flavour.js';
import { sqliteUpsert } from './sqlite-upsert.js';

/**
 * Opens the read model to keep it, and makes it where there is none. A file that is damaged is thrown away and begun anew, be it found now
 * or later: nothing in it is a record, the log gives it all again.
 * @param path a file, or `:memory:`
 * @param discarded told why a file was thrown away
 * @throws {ReadModelFromTheFuture}
 */
export const openSqliteReadModel = async (path: string, discarded?: (cause: unknown) => void): Promise<ReadModel> => {
  const begunAnew = (cause: unknown): Promise<ReadModel> => {
    discarded?.(cause);
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    return openWritable(path);
  };
  const model = await openWritable(path).catch((cause: unknown) => {
    if (!isDamage(cause)) throw cause;
    return begunAnew(cause);
  });
  return new MendingReadModel(model, begunAnew);
};

/**
 * Opens the read model beside whoever keeps it; undefined where there is none, or one that another version has made.
 * @throws {ReadModelFromTheFuture}
 */
export const openSqliteReadModelBeside = async (path: string): Promise<ReadModel | undefined> =>
  existsSync(path) && (await isOfToday(path)) ? openWritable(path) : undefined;

/**
 * A copy in memory of the contracts that the file holds at this moment, also while another process keeps it; empty where there is no file,
 * or one that another version has made. Their deadlines are not in it.
 * @throws {ReadModelFromTheFuture}
 */
export const copyOfSqliteReadModel = async (path: string): Promise<ReadModel> => {
  const database = new DatabaseSync(':memory:', { timeout: BUSY_MILLISECONDS });
  const copy = await over(database, ':memory:');
  if (existsSync(path) && (await isOfToday(path))) copyTables(path, database);
  return copy;
};

const BUSY_MILLISECONDS = 5000;
const CACHE_KIBIBYTES = 4_096;
const PAGES_OF_WAL = 4000;

const openWritable = async (path: string): Promise<ReadModel> => {
  const database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS });
  try {
    // What the loss of power takes from the rows it takes together with the checkpoint, so no commit waits for the disk.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    // What is saved at once stays in memory until it is committed: rows are written in many places.
    database.exec(
      `PRAGMA cache_size = -${String(CACHE_KIBIBYTES)}; PRAGMA wal_autocheckpoint = ${String(PAGES_OF_WAL)};`,
    );
    return await over(database, path);
  } catch (cause) {
    if (database.isOpen) database.close();
    throw cause;
  }
};

const over = async (database: DatabaseSync, path: string): Promise<ReadModel> => {
  const kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  const flavour = sqliteFlavour(path);
  if (!(await isCurrent(kysely, flavour))) await migrate(kysely, flavour);
  database.exec(`PRAGMA user_version = ${String(VERSION_FOR_OTHERS)}`);
  return new SqlReadModel(kysely, flavour, sqliteUpsert(database));
};

/** What versions of the ledger before there were steps looked at: they leave a file alone that says more than 1. */
const VERSION_FOR_OTHERS = 2;

const isOfToday = async (path: string): Promise<boolean> => {
  const kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(new DatabaseSync(path, { readOnly: true })) });
  try {
    return await isCurrent(kysely, sqliteFlavour(path));
  } finally {
    await kysely.destroy();
  }
};

const copyTables = (path: string, database: DatabaseSync): void => {
  database.prepare('ATTACH ? AS kept').run(path);
  database.exec(
    `BEGIN; ${COPIED.map((table) => `INSERT INTO main.${table} SELECT * FROM kept.${table};`).join(' ')} COMMIT; DETACH kept;`,
  );
};
const COPIED = ['checkpoint', 'failures', 'contracts'] as const satisfies (keyof Tables)[];
