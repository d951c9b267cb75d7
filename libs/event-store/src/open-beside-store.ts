import type { BesideStore } from './beside-store.js';

/**
 * Opens values beside a log in a PostgreSQL database. Its client is loaded only then.
 * @throws {StoreUnavailable} where the server cannot be reached
 */
export const openPostgresqlBesideStore = async (url: string): Promise<BesideStore> => {
  const { PostgresqlBesideStore } = await import('./postgresql/postgresql-beside-store.js');
  return PostgresqlBesideStore.open(url);
};
