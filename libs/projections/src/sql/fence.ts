import { sql, type Transaction } from 'kysely';
import { LeaseLost, type Fence } from '../read-model.js';
import type { Flavour } from './flavour.js';
import type { Tables } from './tables.js';

/** Holds the lease where it is until the transaction is over. @throws {LeaseLost} */
export const requireLease = async (transaction: Transaction<Tables>, flavour: Flavour, fence: Fence): Promise<void> => {
  const { rows } = await sql`
    select 1 from leases where name = ${fence.name} and token = ${fence.token} ${flavour.forUpdate}`.execute(
    transaction,
  );
  if (rows.length === 0) throw new LeaseLost(fence);
};
