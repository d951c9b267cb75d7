import { sql, type Transaction } from 'kysely';
import type { ContractRow } from '../read-model.js';
import type { BulkWriter } from './bulk.js';
import type { Flavour } from './flavour.js';
import { contractValues, deadlineValues, obligationValues } from './rows.js';
import type { Statements } from './statements.js';
import type { Tables } from './tables.js';

/** With what rows are written. */
export interface Tools {
  readonly bulk: BulkWriter;
  readonly statements: Statements;
  readonly flavour: Flavour;
}

/** Contracts that are looked for together. */
const TOGETHER = 200;

/** Puts rows in the place of those of the same contracts, unless those are newer. */
export const saveRows = async (
  transaction: Transaction<Tables>,
  tools: Tools,
  rows: readonly ContractRow[],
): Promise<void> => {
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows.slice(start, start + TOGETHER);
    const revisions = await revisionsOf(transaction, tools, some);
    const news = some.filter(({ contractId, revision }) => revision >= (revisions.get(contractId) ?? -1));
    const known = news.filter(({ contractId }) => revisions.has(contractId));
    const obligations = news.flatMap(obligationValues);
    const deadlines = news.flatMap(deadlineValues);
    await forget(transaction, tools, 'obligations', known, obligations);
    await forget(transaction, tools, 'deadlines', known, deadlines);
    await tools.bulk.write(transaction, 'contracts', news.map(contractValues));
    await tools.bulk.write(transaction, 'obligations', obligations);
    await tools.bulk.write(transaction, 'deadlines', deadlines);
  }
};

interface Revision {
  readonly contract_id: string;
  readonly revision: number;
}

const revisionsOf = async (
  transaction: Transaction<Tables>,
  { statements, flavour }: Tools,
  rows: readonly ContractRow[],
): Promise<ReadonlyMap<string, number>> => {
  const ids = idsOf(rows);
  const found = await statements.run(
    transaction,
    'revisions',
    () => sql<Revision>`select contract_id, revision from contracts where ${flavour.isOneOf('contract_id', ids)}`,
    [flavour.listed(ids)],
  );
  return new Map(found.map(({ contract_id: contractId, revision }) => [contractId, revision]));
};

interface Key {
  readonly contract_id: string;
  readonly id: string;
}

/** Takes away what the contracts no longer have. */
const forget = async (
  transaction: Transaction<Tables>,
  { statements, flavour }: Tools,
  table: 'obligations' | 'deadlines',
  rows: readonly ContractRow[],
  present: readonly Key[],
): Promise<void> => {
  if (rows.length === 0) return;
  const ids = idsOf(rows);
  const found = await statements.run(
    transaction,
    `${table} of contracts`,
    () => sql<Key>`select contract_id, id from ${sql.table(table)} where ${flavour.isOneOf('contract_id', ids)}`,
    [flavour.listed(ids)],
  );
  if (found.length === 0) return;
  const stay = new Set(present.map(({ contract_id: contractId, id }) => `${contractId} ${id}`));
  for (const { contract_id: contractId, id } of found) {
    if (stay.has(`${contractId} ${id}`)) continue;
    await transaction.deleteFrom(table).where('contract_id', '=', contractId).where('id', '=', id).execute();
  }
};

const idsOf = (rows: readonly ContractRow[]): readonly string[] => rows.map(({ contractId }) => contractId);
