import type { Transaction } from 'kysely';
import type { ContractRow } from '../read-model.js';
import type { BulkWriter } from './bulk.js';
import { contractValues, deadlineValues, obligationValues } from './rows.js';
import type { Tables } from './tables.js';

/** Contracts that are looked for together: databases take no end of parameters in one statement. */
const TOGETHER = 200;

/** Puts rows in the place of those of the same contracts, unless those are newer. */
export const saveRows = async (
  transaction: Transaction<Tables>,
  bulk: BulkWriter,
  rows: readonly ContractRow[],
): Promise<void> => {
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows.slice(start, start + TOGETHER);
    const revisions = await revisionsOf(transaction, some);
    const news = some.filter(({ contractId, revision }) => revision >= (revisions.get(contractId) ?? -1));
    const known = news.filter(({ contractId }) => revisions.has(contractId));
    const obligations = news.flatMap(obligationValues);
    const deadlines = news.flatMap(deadlineValues);
    await forget(transaction, 'obligations', known, obligations);
    await forget(transaction, 'deadlines', known, deadlines);
    await bulk.write(transaction, 'contracts', news.map(contractValues));
    await bulk.write(transaction, 'obligations', obligations);
    await bulk.write(transaction, 'deadlines', deadlines);
  }
};

const revisionsOf = async (
  transaction: Transaction<Tables>,
  rows: readonly ContractRow[],
): Promise<ReadonlyMap<string, number>> => {
  const found = await transaction
    .selectFrom('contracts')
    .select(['contract_id', 'revision'])
    .where('contract_id', 'in', idsOf(rows))
    .execute();
  return new Map(found.map(({ contract_id: contractId, revision }) => [contractId, revision]));
};

/** Takes away what the contracts no longer have. */
const forget = async (
  transaction: Transaction<Tables>,
  table: 'obligations' | 'deadlines',
  rows: readonly ContractRow[],
  present: readonly { readonly contract_id: string; readonly id: string }[],
): Promise<void> => {
  if (rows.length === 0) return;
  const found = await transaction
    .selectFrom(table)
    .select(['contract_id', 'id'])
    .where('contract_id', 'in', idsOf(rows))
    .execute();
  const stay = new Set(present.map(({ contract_id: contractId, id }) => `${contractId} ${id}`));
  for (const { contract_id: contractId, id } of found) {
    if (stay.has(`${contractId} ${id}`)) continue;
    await transaction.deleteFrom(table).where('contract_id', '=', contractId).where('id', '=', id).execute();
  }
};

const idsOf = (rows: readonly ContractRow[]): readonly string[] => rows.map(({ contractId }) => contractId);
