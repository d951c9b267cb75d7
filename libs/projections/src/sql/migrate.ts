import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Flavour } from './flavour.js';
import { migrationsFor } from './migrations.js';
import type { Tables } from './tables.js';

/** What is there was made by a later version of the ledger. */
export class ReadModelFromTheFuture extends Error {
  override readonly name = 'ReadModelFromTheFuture';
}

/**
 * Brings the database to today's tables: once, however many processes come at the same time, and all of it or nothing.
 * @throws {ReadModelFromTheFuture}
 */
export const migrate = (database: Kysely<Tables>, flavour: Flavour): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    await flavour.alone(transaction, 'migration');
    const migrations = migrationsFor(flavour);
    await requireKnown(transaction, Object.keys(migrations));
    const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
    const { error } = await new Migrator({ db: transaction, provider }).migrateToLatest();
    if (error instanceof Error) throw error;
    if (error !== undefined) throw new Error('the tables could not be made', { cause: error });
  });

/** Whether the database has today's tables, no fewer and no more. @throws {ReadModelFromTheFuture} */
export const isCurrent = async (database: Kysely<Tables>, flavour: Flavour): Promise<boolean> => {
  const known = Object.keys(migrationsFor(flavour));
  return (await requireKnown(database, known)).length === known.length;
};

const requireKnown = async (database: Kysely<Tables>, known: readonly string[]): Promise<readonly string[]> => {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  for (const { name } of rows) {
    if (!known.includes(name)) throw new ReadModelFromTheFuture(`its step ${name} is not known here`);
  }
  return rows.map(({ name }) => name);
};
