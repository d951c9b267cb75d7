import type { Transaction } from 'kysely';
import type { BasesTable, ContractsTable, DeadlinesTable, Tables } from './tables.js';

/** What is said of contracts, in the tables that hold it. */
export interface ContractTables {
  contracts: ContractsTable;
  deadlines: DeadlinesTable;
  bases: BasesTable;
}

/** Writes rows, each in the place of the one that has its key: many at once, as each database takes them fastest. */
export type Upsert = <Table extends keyof ContractTables>(
  transaction: Transaction<Tables>,
  table: Table,
  rows: readonly ContractTables[Table][],
) => Promise<void>;

const keys: Readonly<Record<keyof ContractTables, readonly string[]>> = {
  contracts: ['contract_id'],
  deadlines: ['contract_id', 'id'],
  bases: ['contract_id'],
};

/** @param rows as SQL: what is inserted, with the columns in the order in which they are named */
export const upsertText = (table: keyof ContractTables, columns: readonly string[], rows: string): string => {
  const others = columns.filter((column) => !keys[table].includes(column));
  return `insert into ${table} (${columns.join()}) ${rows}
    on conflict (${keys[table].join()}) do update set ${others.map((column) => `${column} = excluded.${column}`).join()}`;
};
