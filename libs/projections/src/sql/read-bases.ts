import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { AmountBasis, BasisCounts, Concerns } from '../read-model.js';
import type { Flavour } from './flavour.js';
import type { BasesTable, Tables } from './tables.js';

/** Those that it concerns, in the order of contractId. */
export const basesIn = async (
  database: Kysely<Tables>,
  concerns: Concerns,
  after = '',
  limit: number,
): Promise<readonly AmountBasis[]> => {
  const { rows } = await sql<BasesTable>`
    select contract_id, revision, concerns, facts from bases
    where contract_id > ${after} and ${isConcerned(concerns)}
    order by contract_id limit ${limit}`.execute(database);
  return rows.map(({ contract_id: contractId, ...rest }) => ({ contractId, ...rest }));
};

export const countBasesIn = async (database: Kysely<Tables>, concerns: Concerns): Promise<BasisCounts> => {
  const { rows } = await sql<BasisCounts>`
    select (select count(*) from contracts) as contracts, (select count(*) from bases) as bases,
      (select count(*) from bases where ${isConcerned(concerns)}) as concerned`.execute(database);
  return rows[0] ?? { contracts: 0, bases: 0, concerned: 0 };
};

/** Those of these contracts that have rows. */
export const listedIn = async (
  database: Kysely<Tables>,
  flavour: Flavour,
  contractIds: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await sql<{ contract_id: string }>`
    select contract_id from contracts where ${flavour.isOneOf('contract_id', contractIds)}`.execute(database);
  return rows.map(({ contract_id: contractId }) => contractId);
};

const isConcerned = ({ readings, form }: Concerns): RawBuilder<boolean> =>
  sql<boolean>`((concerns & ${readings}) <> 0 or concerns < ${form.from} or concerns >= ${form.below})`;
