import type { ReadModel } from '../read-model.js';
import { isCurrent, migrate } from '../sql/migrate.js';
import { SqlReadModel } from '../sql/sql-read-model.js';
import type { Tables } from '../sql/tables.js';
import { openDatabase } from './open-database.js';
import { postgresqlFlavour } from './postgresql-flavour.js';
import { postgresqlUpsert } from './postgresql-upsert.js';

const MOST_CONNECTIONS = 10;

/**
 * Opens the read model in a PostgreSQL database, and makes its tables where they are not there yet: once, however many processes come at
 * the same time.
 * @param url `postgres://user:password@host:5432/database`
 * @throws {StoreUnavailable} where the server cannot be reached
 * @throws {ReadModelFromTheFuture}
 */
export const openPostgresqlReadModel = async (url: string): Promise<ReadModel> => {
  const database = openDatabase<Tables>(url, MOST_CONNECTIONS);
  try {
    if (!(await isCurrent(database, postgresqlFlavour))) await migrate(database, postgresqlFlavour);
    return new SqlReadModel(database, postgresqlFlavour, postgresqlUpsert);
  } catch (cause) {
    await database.destroy();
    throw postgresqlFlavour.translated(cause);
  }
};
