import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.js';

const TOGETHER = 500;

/** SHA-256 of all rows, contract by contract: the same in every database. */
export const digestOf = async (database: Kysely<Tables>): Promise<string> => {
  const digest = createHash('sha256');
  for (let after = ''; ;) {
    const contracts = await database
      .selectFrom('contracts')
      .selectAll()
      .select(sql<string>`cast(made_at as text)`.as('made_at'))
      .where('contract_id', '>', after)
      .orderBy('contract_id')
      .limit(TOGETHER)
      .execute();
    const last = contracts.at(-1)?.contract_id;
    if (last === undefined) return digest.digest('hex');
    const detailsOf = (table: 'obligations' | 'deadlines'): Promise<readonly object[]> =>
      database
        .selectFrom(table)
        .selectAll()
        .where('contract_id', '>', after)
        .where('contract_id', '<=', last)
        .orderBy('contract_id')
        .orderBy('id')
        .execute();
    for (const row of [...contracts, ...(await detailsOf('obligations')), ...(await detailsOf('deadlines'))]) {
      digest.update(`${JSON.stringify(row)}\n`);
    }
    after = last;
  }
};
