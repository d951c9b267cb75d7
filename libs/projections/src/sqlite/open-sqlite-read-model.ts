import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isCurrent, migrate } from './schema.js';
import { SqliteReadModel } from './sqlite-read-model.js';

/**
 * Opens the list to keep it, and makes it where there is none. A file that is damaged is thrown away and begun anew: nothing in it
 * is a record, the log gives it all again.
 * @param path a file, or `:memory:`
 * @param discarded told why a file was thrown away
 * @throws {ReadModelFromTheFuture}
 */
export const openSqliteReadModel = (path: string, discarded?: (cause: unknown) => void): SqliteReadModel => {
  try {
    return openWritable(path);
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
    discarded?.(cause);
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    return openWritable(path);
  }
};

/**
 * Opens the list to look into it, also while another process keeps it.
 * @returns undefined where there is none, or one of another schema
 */
export const openSqliteReadModelReadOnly = (path: string): SqliteReadModel | undefined => {
  if (!existsSync(path)) return undefined;
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MILLISECONDS });
  if (isCurrent(database)) return new SqliteReadModel(database);
  database.close();
  return undefined;
};

const BUSY_MILLISECONDS = 5000;

const openWritable = (path: string): SqliteReadModel => {
  const database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS });
  try {
    // What the loss of power takes from the list it takes together with the checkpoint, so no commit waits for the disk.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const [{ quick_check: state } = {}] = database.prepare('PRAGMA quick_check(1)').all();
    if (state !== 'ok') throw new Damaged(`quick_check: ${String(state)}`);
    migrate(database);
    return new SqliteReadModel(database);
  } catch (cause) {
    database.close();
    throw cause;
  }
};

class Damaged extends Error {
  override readonly name = 'Damaged';
}

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

const isDamage = (cause: unknown): boolean => {
  if (cause instanceof Damaged) return true;
  if (typeof cause !== 'object' || cause === null || !('errcode' in cause)) return false;
  const primary = Number(cause.errcode) & 0xff;
  return primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB;
};
