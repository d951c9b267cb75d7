import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { DeliveryStore } from '../delivery-store.js';
import { SqlDeliveryStore } from '../sql/sql-delivery-store.js';
import type { Tables } from '../sql/tables.js';
import { NodeSqliteDialect } from './node-sqlite-dialect.js';
import { sqliteFlavour } from './sqlite-flavour.js';

const BUSY_MILLISECONDS = 5000;

/** Keeps the progress of deliveries in a SQLite file of its own. @param path a file, or `:memory:` */
export const openSqliteDeliveryStore = async (path: string): Promise<DeliveryStore> => {
  const database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS });
  try {
    // What the loss of power takes is delivered once more, so no commit waits for the disk.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const dialect = new NodeSqliteDialect(database);
    return await SqlDeliveryStore.over(new Kysely<Tables>({ dialect }), sqliteFlavour(path));
  } catch (cause) {
    if (database.isOpen) database.close();
    throw cause;
  }
};
