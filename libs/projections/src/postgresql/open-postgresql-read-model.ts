import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { ReadModel } from '../read-model.js';
import { isCurrent, migrate } from '../sql/migrate.js';
import { SqlReadModel } from '../sql/sql-read-model.js';
import type { Tables } from '../sql/tables.js';
import { postgresqlFlavour } from './postgresql-flavour.js';

/** How long a question waits for a server that does not answer. */
const CONNECT_MILLISECONDS = 3000;
const ANSWER_MILLISECONDS = 20_000;
const MOST_CONNECTIONS = 10;

/**
 * Opens the read model in a PostgreSQL database, and makes its tables where they are not there yet: once, however many processes come at
 * the same time.
 * @param url `postgres://user:password@host:5432/database`
 * @throws {StoreUnavailable} where the server cannot be reached
 * @throws {ReadModelFromTheFuture}
 */
export const openPostgresqlReadModel = async (url: string): Promise<ReadModel> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    query_timeout: ANSWER_MILLISECONDS,
    application_name: 'contract-ledger',
    types,
  });
  // Whoever uses a connection that breaks is told by its question; for others the next question makes another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    if (!(await isCurrent(database, postgresqlFlavour))) await migrate(database, postgresqlFlavour);
    return new SqlReadModel(database, postgresqlFlavour);
  } catch (cause) {
    await database.destroy();
    throw postgresqlFlavour.translated(cause);
  }
};

/** Whole numbers of eight bytes are read as numbers: days and amounts are exact as such, and positions are asked for as texts. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format): ((value: string) => unknown) =>
    type === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(type, format) as (value: string) => unknown),
};
