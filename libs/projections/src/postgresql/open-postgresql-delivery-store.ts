import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DeliveryStore } from '../delivery-store.js';
import { SqlDeliveryStore } from '../sql/sql-delivery-store.js';
import type { Tables } from '../sql/tables.js';
import { postgresqlFlavour } from './postgresql-flavour.js';

const CONNECT_MILLISECONDS = 3000;
const ANSWER_MILLISECONDS = 20_000;
const MOST_CONNECTIONS = 2;

/**
 * Keeps the progress of deliveries in a PostgreSQL database, beside the read model.
 * @param url `postgres://user:password@host:5432/database`
 * @throws {StoreUnavailable} where the server cannot be reached
 */
export const openPostgresqlDeliveryStore = async (url: string): Promise<DeliveryStore> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    query_timeout: ANSWER_MILLISECONDS,
    application_name: 'contract-ledger',
  });
  // Whoever uses a connection that breaks is told by its question; for others the next question makes another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await SqlDeliveryStore.over(database, postgresqlFlavour);
  } catch (cause) {
    await database.destroy();
    throw cause;
  }
};
