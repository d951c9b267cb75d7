import { sql, type Kysely, type Selectable } from 'kysely';
import type { DeadlineRow, StoredRow } from '../read-model.js';
import { contractOf, deadlineRowOf, type ContractColumns } from './rows.js';
import type { DeadlinesTable, Tables } from './tables.js';

/** Contracts that are read together. */
const TOGETHER = 200;

/** The next contracts after an id, each with all that it holds; none after the last. */
export const rowsIn = async (database: Kysely<Tables>, after: string): Promise<readonly StoredRow[]> => {
  const { rows } = await sql<ContractColumns & Kept>`
    select contracts.contract_id, digest, obligations, contractor, status, billing_started_on, minimum_period_ends_on, effective_end_on, outstanding, earliest_fact_on, due_on,
      revision, cast(made_at as text) as made_at, since, reason
    from contracts left join failures on failures.contract_id = contracts.contract_id
    where contracts.contract_id > ${after} order by contracts.contract_id limit ${TOGETHER}`.execute(database);
  const last = rows.at(-1)?.contract_id;
  if (last === undefined) return [];
  const deadlines = await deadlinesOf(database, after, last);
  return rows.map((row) => ({
    ...contractOf(row),
    digest: row.digest,
    obligations: row.obligations,
    deadlines: deadlines.get(row.contract_id) ?? [],
  }));
};

interface Kept {
  readonly digest: string;
  readonly obligations: string;
}

const deadlinesOf = async (
  database: Kysely<Tables>,
  after: string,
  last: string,
): Promise<ReadonlyMap<string, readonly DeadlineRow[]>> => {
  const { rows } = await sql<Selectable<DeadlinesTable>>`
    select * from deadlines where contract_id > ${after} and contract_id <= ${last} order by contract_id, id`.execute(
    database,
  );
  const found = new Map<string, DeadlineRow[]>();
  for (const row of rows) {
    const known = found.get(row.contract_id);
    if (known === undefined) found.set(row.contract_id, [deadlineRowOf(row)]);
    else known.push(deadlineRowOf(row));
  }
  return found;
};
