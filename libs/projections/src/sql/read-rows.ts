import { sql, type Kysely, type Selectable } from 'kysely';
import type { StoredRow } from '../read-model.js';
import { contractOf, deadlineRowOf, obligationRowOf, type ContractColumns } from './rows.js';
import type { DeadlinesTable, ObligationsTable, Tables } from './tables.js';

/** Contracts that are read together. */
const TOGETHER = 200;

/** The next contracts after an id, each with all that it holds; none after the last. */
export const rowsIn = async (database: Kysely<Tables>, after: string): Promise<readonly StoredRow[]> => {
  const { rows } = await sql<ContractColumns & { readonly digest: string }>`
    select contracts.contract_id, digest, contractor, status, billing_started_on, minimum_period_ends_on, effective_end_on, outstanding, earliest_fact_on, due_on,
      revision, cast(made_at as text) as made_at, since, reason
    from contracts left join failures on failures.contract_id = contracts.contract_id
    where contracts.contract_id > ${after} order by contracts.contract_id limit ${TOGETHER}`.execute(database);
  const last = rows.at(-1)?.contract_id;
  if (last === undefined) return [];
  const obligations = await detailsIn<Selectable<ObligationsTable>>(database, 'obligations', after, last);
  const deadlines = await detailsIn<Selectable<DeadlinesTable>>(database, 'deadlines', after, last);
  return rows.map((row) => ({
    ...contractOf(row),
    digest: row.digest,
    obligations: (obligations.get(row.contract_id) ?? []).map(obligationRowOf),
    deadlines: (deadlines.get(row.contract_id) ?? []).map(deadlineRowOf),
  }));
};

const detailsIn = async <Row extends { readonly contract_id: string }>(
  database: Kysely<Tables>,
  table: 'obligations' | 'deadlines',
  after: string,
  last: string,
): Promise<ReadonlyMap<string, readonly Row[]>> => {
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where contract_id > ${after} and contract_id <= ${last} order by contract_id, id`.execute(
    database,
  );
  return Map.groupBy(rows, ({ contract_id: contractId }) => contractId);
};
