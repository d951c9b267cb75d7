import { sql, type CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { ContractsTable, DeadlinesTable, ObligationsTable, Tables } from './tables.js';

interface Bulk {
  contracts: ContractsTable;
  obligations: ObligationsTable;
  deadlines: DeadlinesTable;
}
const keys = {
  contracts: ['contract_id'],
  obligations: ['contract_id', 'id'],
  deadlines: ['contract_id', 'id'],
} as const;

/** Writes rows: a row that is there already, as it is, is not written again. Statements are made once and then only given other values. */
export class BulkWriter {
  readonly #statements = new Map<string, CompiledQuery>();

  /** @param together the most rows of one statement */
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly together: number,
  ) {}

  async write<Table extends keyof Bulk>(
    transaction: Transaction<Tables>,
    table: Table,
    rows: readonly Bulk[Table][],
  ): Promise<void> {
    for (let start = 0; start < rows.length; start += this.together) {
      const some = rows.slice(start, start + this.together);
      const parameters = some.flatMap((row): readonly unknown[] => Object.values(row));
      await transaction.executeQuery({ ...this.#statement(table, some), parameters });
    }
  }

  #statement(table: keyof Bulk, rows: readonly object[]): CompiledQuery {
    const name = `${table} ${String(rows.length)}`;
    let statement = this.#statements.get(name);
    if (statement === undefined) this.#statements.set(name, (statement = this.#compiled(table, rows)));
    return statement;
  }

  #compiled(table: keyof Bulk, rows: readonly object[]): CompiledQuery {
    const columns = Object.keys(rows[0] ?? {});
    const values = rows.map((row) => sql`(${sql.join(Object.values(row))})`);
    const others = columns.filter((column) => !(keys[table] as readonly string[]).includes(column));
    const ofRow = (of: string, names: readonly string[]): ReturnType<typeof sql> =>
      sql.join(names.map((column) => sql.ref(`${of}.${column}`)));
    return sql`
      insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}
      on conflict (${sql.join(keys[table].map((column) => sql.ref(column)))}) do update set
        ${sql.join(others.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}
      where (${ofRow(table, others)}) is distinct from (${ofRow('excluded', others)})`.compile(this.database);
  }
}
