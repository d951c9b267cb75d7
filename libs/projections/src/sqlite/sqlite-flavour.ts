import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { DiskFull, StoreClosed } from '@ledger/event-store';
import type { Flavour, Look } from '../sql/flavour.js';
import type { Tables } from '../sql/tables.js';
import { NodeSqliteDialect } from './node-sqlite-dialect.js';

/** @param path of the file, or `:memory:` */
export const sqliteFlavour = (path: string): Flavour => ({
  text: sql`text`,
  whole: sql`integer`,
  tableEnd: sql`strict, without rowid`,
  longTableEnd: sql`strict`, // by the key alone its inner pages would hold whole rows
  now: sql`cast(unixepoch('subsec') * 1000 as integer)`,
  forUpdate: sql``,
  contains: (column, text) => sql<boolean>`instr(${column}, ${text}) > 0`, // literally: no wildcard of LIKE
  isOneOf: (column, texts) =>
    sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(texts)}))`,
  listed: (texts) => JSON.stringify(texts),
  alone: () => Promise.resolve(), // as every transaction that writes is
  look: (database) => (path === ':memory:' ? Promise.resolve({ database, end }) : lookAt(path)),
  translated,
});

const end = (): Promise<void> => Promise.resolve();

const lookAt = async (path: string): Promise<Look> => {
  const database = new Kysely<Tables>({ dialect: new NodeSqliteDialect(new DatabaseSync(path, { readOnly: true })) });
  const transaction = await database.startTransaction().setAccessMode('read only').execute();
  return {
    database: transaction,
    end: async () => {
      await transaction.rollback().execute();
      await database.destroy();
    },
  };
};

const SQLITE_FULL = 13;

const translated = (cause: unknown): unknown => {
  if (!Error.isError(cause)) return cause;
  if ('errcode' in cause && cause.errcode === SQLITE_FULL) {
    return new DiskFull('the disk is full: the read model cannot be written', { cause });
  }
  return cause.message === 'driver has already been destroyed' ? new StoreClosed() : cause;
};
