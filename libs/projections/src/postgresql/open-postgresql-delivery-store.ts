import type { DeliveryStore } from '../delivery-store.js';
import { SqlDeliveryStore } from '../sql/sql-delivery-store.js';
import type { Tables } from '../sql/tables.js';
import { openDatabase } from './open-database.js';
import { postgresqlFlavour } from './postgresql-flavour.js';

const MOST_CONNECTIONS = 2;

/**
 * Keeps the progress of deliveries in a PostgreSQL database, beside the read model.
 * @param url `postgres://user:password@host:5432/database`
 * @throws {StoreUnavailable} where the server cannot be reached
 */
export const openPostgresqlDeliveryStore = async (url: string): Promise<DeliveryStore> => {
  const database = openDatabase<Tables>(url, MOST_CONNECTIONS);
  try {
    return await SqlDeliveryStore.over(database, postgresqlFlavour);
  } catch (cause) {
    await database.destroy();
    throw cause;
  }
};
