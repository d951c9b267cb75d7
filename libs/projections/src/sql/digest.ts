import type { Kysely } from 'kysely';
import { DigestOfAll } from '../contract-digest.js';
import type { ContractDigest } from '../read-model.js';
import type { Tables } from './tables.js';

const TOGETHER = 5000;

/** SHA-256 over the digests kept with the rows. */
export const digestOf = async (database: Kysely<Tables>): Promise<string> => {
  const digest = new DigestOfAll();
  for (let after: string | undefined; ;) {
    const page = await digestsIn(database, after, TOGETHER);
    digest.add(page.map((one) => one.digest).join(''));
    after = page.at(-1)?.contractId;
    if (after === undefined || page.length < TOGETHER) return digest.value();
  }
};

/** The digests kept with the rows, in the order of contractId. */
export const digestsIn = async (
  database: Kysely<Tables>,
  after: string | undefined,
  limit: number,
): Promise<readonly ContractDigest[]> => {
  let query = database.selectFrom('contracts').select(['contract_id', 'digest']);
  if (after !== undefined) query = query.where('contract_id', '>', after);
  const rows = await query.orderBy('contract_id').limit(limit).execute();
  return rows.map(({ contract_id: contractId, digest }) => ({ contractId, digest }));
};
