import { sql, type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from './flavour.js';

/**
 * The steps from an empty database to today's tables, in the order of their names. A shipped step is never edited: a change is another
 * step at the end.
 */
export const migrationsFor = (flavour: Flavour): Readonly<Record<string, Migration>> => ({
  '0001-tables': { up: (database: Kysely<unknown>) => makeTables(database, flavour) },
  '0002-released-failures': { up: (database: Kysely<unknown>) => addReleased(database, flavour) },
  '0003-digests-and-notes': { up: (database: Kysely<unknown>) => addDigests(database, flavour) },
  '0004-earliest-facts': { up: (database: Kysely<unknown>) => addEarliestFacts(database, flavour) },
  '0005-obligations-in-their-contract': { up: (database: Kysely<unknown>) => putObligationsIn(database, flavour) },
  '0006-bases': { up: (database: Kysely<unknown>) => addBases(database, flavour) },
});

/** The row of a contract holds all of its obligations; all rows are computed again. */
const putObligationsIn = async (database: Kysely<unknown>, { text, whole, longTableEnd }: Flavour): Promise<void> => {
  for (const name of ['deadlines', 'failures', 'checkpoint', 'notes']) {
    await sql`delete from ${sql.table(name)}`.execute(database);
  }
  for (const name of ['obligations', 'contracts']) await database.schema.dropTable(name).execute();
  await database.schema
    .createTable('contracts')
    .addColumn('contract_id', text, (column) => column.notNull().primaryKey())
    .addColumn('contractor', text, (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('billing_started_on', whole)
    .addColumn('minimum_period_ends_on', whole)
    .addColumn('effective_end_on', whole)
    .addColumn('outstanding', whole, (column) => column.notNull())
    .addColumn('due_on', whole)
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('made_at', whole, (column) => column.notNull())
    .addColumn('folded_name', text, (column) => column.notNull())
    .addColumn('folded_id', text, (column) => column.notNull())
    .addColumn('digest', text, (column) => column.notNull())
    .addColumn('earliest_fact_on', whole, (column) => column.notNull())
    .addColumn('first_on', whole)
    .addColumn('last_on', whole)
    .addColumn('least', whole)
    .addColumn('most', whole)
    .addColumn('statuses', whole, (column) => column.notNull())
    .addColumn('folded_others', text, (column) => column.notNull())
    .addColumn('obligations', text, (column) => column.notNull())
    .modifyEnd(longTableEnd)
    .execute();
  await indexContracts(database);
};

/** What can be computed again from the log. */
const COMPUTED = ['contracts', 'obligations', 'deadlines', 'failures', 'checkpoint'];

/** What the amounts of a contract rest on; contracts are computed again, so that each has it. */
const addBases = async (database: Kysely<unknown>, { text, whole, tableEnd }: Flavour): Promise<void> => {
  for (const name of ['contracts', 'deadlines', 'failures', 'checkpoint', 'notes']) {
    await sql`delete from ${sql.table(name)}`.execute(database);
  }
  await database.schema
    .createTable('bases')
    .addColumn('contract_id', text, (column) => column.primaryKey())
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('concerns', whole, (column) => column.notNull())
    .addColumn('facts', text, (column) => column.notNull())
    .modifyEnd(tableEnd)
    .execute();
};

/** Every row says since when facts of it count; rows that do not are computed again. */
const addEarliestFacts = async (database: Kysely<unknown>, { whole }: Flavour): Promise<void> => {
  for (const name of [...COMPUTED, 'notes']) await sql`delete from ${sql.table(name)}`.execute(database);
  const day = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().defaultTo(0);
  await database.schema.alterTable('contracts').addColumn('earliest_fact_on', whole, day).execute();
};

/** Every row bears its digest, and a rebuild its notes; rows without a digest are computed again. */
const addDigests = async (database: Kysely<unknown>, { text, tableEnd }: Flavour): Promise<void> => {
  for (const name of COMPUTED) await sql`delete from ${sql.table(name)}`.execute(database);
  const digest = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().defaultTo('');
  await database.schema.alterTable('contracts').addColumn('digest', text, digest).execute();
  await database.schema
    .createTable('notes')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('text', text, (column) => column.notNull())
    .modifyEnd(tableEnd)
    .execute();
};

const makeTables = async (database: Kysely<unknown>, { text, whole, tableEnd }: Flavour): Promise<void> => {
  const make = (name: string, columns: (table: CreateTableBuilder<string>) => CreateTableBuilder<string, string>) =>
    columns(database.schema.createTable(name)).modifyEnd(tableEnd).execute();
  // Before there were migrations, the same file held tables of these names. What they say the log says, too.
  for (const name of ['contracts', 'failures', 'checkpoint'])
    await database.schema.dropTable(name).ifExists().execute();
  await make('contracts', (table) =>
    table
      .addColumn('contract_id', text, (column) => column.primaryKey())
      .addColumn('contractor', text, (column) => column.notNull())
      .addColumn('status', text, (column) => column.notNull())
      .addColumn('billing_started_on', whole)
      .addColumn('minimum_period_ends_on', whole)
      .addColumn('effective_end_on', whole)
      .addColumn('outstanding', whole, (column) => column.notNull())
      .addColumn('due_on', whole)
      .addColumn('revision', whole, (column) => column.notNull())
      .addColumn('made_at', whole, (column) => column.notNull())
      .addColumn('folded_name', text, (column) => column.notNull())
      .addColumn('folded_id', text, (column) => column.notNull()),
  );
  await make('obligations', (table) =>
    table
      .addColumn('contract_id', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('subject', text)
      .addColumn('item', whole)
      .addColumn('article', text, (column) => column.notNull())
      .addColumn('period_from', whole)
      .addColumn('period_to', whole)
      .addColumn('on_day', whole, (column) => column.notNull())
      .addColumn('amount', whole, (column) => column.notNull())
      .addColumn('settled', whole, (column) => column.notNull())
      .addColumn('outstanding', whole, (column) => column.notNull())
      .addColumn('status', text, (column) => column.notNull())
      .addColumn('counterparty', text, (column) => column.notNull())
      .addColumn('folded_counterparty', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('obligations_key', ['contract_id', 'id']),
  );
  await make('deadlines', (table) =>
    table
      .addColumn('contract_id', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('on_day', whole, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('text', text, (column) => column.notNull())
      .addColumn('article', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('deadlines_key', ['contract_id', 'id']),
  );
  await make('failures', (table) =>
    table
      .addColumn('contract_id', text, (column) => column.primaryKey())
      .addColumn('reason', text, (column) => column.notNull())
      .addColumn('since', whole, (column) => column.notNull())
      .addColumn('position', whole, (column) => column.notNull()),
  );
  await make('checkpoint', (table) =>
    table
      .addColumn('one', whole, (column) => column.primaryKey())
      .addColumn('position', whole, (column) => column.notNull())
      .addColumn('event_id', text, (column) => column.notNull()),
  );
  await make('leases', (table) =>
    table
      .addColumn('name', text, (column) => column.primaryKey())
      .addColumn('holder', text, (column) => column.notNull())
      .addColumn('token', whole, (column) => column.notNull())
      .addColumn('until', whole, (column) => column.notNull()),
  );
  const index = (name: string, table: string, columns: string[]): Promise<void> =>
    database.schema.createIndex(name).on(table).columns(columns).execute();
  await indexContracts(database);
  // With the amount, so that a search by amount need not look every row up.
  await index('obligations_by_day', 'obligations', ['on_day', 'contract_id', 'id', 'amount']);
  await index('deadlines_by_day', 'deadlines', ['on_day', 'contract_id', 'id']);
};

const indexContracts = async (database: Kysely<unknown>): Promise<void> => {
  await database.schema.createIndex('contracts_by_status').on('contracts').columns(['status', 'contract_id']).execute();
  const due = database.schema.createIndex('contracts_due').on('contracts').column('due_on');
  await due.where(sql.ref('due_on'), 'is not', null).execute();
};

const addReleased = (database: Kysely<unknown>, { whole }: Flavour): Promise<void> =>
  database.schema
    .alterTable('failures')
    .addColumn('released', whole, (column) => column.notNull().defaultTo(0))
    .execute();
