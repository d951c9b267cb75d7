import { sql, type Kysely, type RawBuilder } from 'kysely';
import type {
  DeadlineFilter,
  ListedContract,
  ListedDeadline,
  ListedObligation,
  ListFilter,
  ListRange,
  ObligationFilter,
  PlaceByDay,
  RangeByDay,
} from '../read-model.js';
import { afterPrefix } from '../fold-text.js';
import type { Flavour } from './flavour.js';
import { contractOf, deadlineOf, folded, obligationOf } from './rows.js';
import type { Tables } from './tables.js';

/*
 * What is read of the tables. Every row is joined with the failure of its contract, where there is one.
 */

export const contractsIn = async (
  database: Kysely<Tables>,
  { contains }: Flavour,
  filter: ListFilter,
  { upTo, after, limit }: ListRange,
): Promise<readonly ListedContract[]> => {
  const query = database
    .selectFrom('contracts')
    .leftJoin('failures', 'failures.contract_id', 'contracts.contract_id')
    .select([
      'contracts.contract_id',
      'contractor',
      'status',
      'billing_started_on',
      'minimum_period_ends_on',
      'effective_end_on',
      'outstanding',
      'due_on',
      'revision',
      sql<string>`cast(made_at as text)`.as('made_at'),
      'since',
      'reason',
    ])
    .where('made_at', '<=', upTo)
    .$if(after !== undefined, (query) => query.where('contracts.contract_id', '>', after ?? ''))
    .$if(filter.status !== undefined, (query) => query.where('status', '=', filter.status ?? 'applied'))
    .$call((query) => {
      const { endsBefore, endsFrom, endsTo, text, name, namePrefix } = filter;
      let narrowed = query;
      if (endsBefore !== undefined) narrowed = narrowed.where('effective_end_on', '<', endsBefore);
      if (endsFrom !== undefined) narrowed = narrowed.where('effective_end_on', '>=', endsFrom);
      if (endsTo !== undefined) narrowed = narrowed.where('effective_end_on', '<=', endsTo);
      if (text !== undefined) {
        const [inName, inId] = [
          contains(sql.ref('folded_name'), folded(text)),
          contains(sql.ref('folded_id'), folded(text)),
        ];
        narrowed = narrowed.where(sql<boolean>`(${inName} or ${inId})`);
      }
      if (name !== undefined) narrowed = narrowed.where(contains(sql.ref('folded_name'), folded(name)));
      if (namePrefix !== undefined) {
        const [from, to] = [folded(namePrefix), afterPrefix(folded(namePrefix))];
        narrowed = narrowed.where('folded_name', '>=', from);
        if (to !== undefined) narrowed = narrowed.where('folded_name', '<', to);
      }
      return narrowed;
    })
    .orderBy('contracts.contract_id')
    .limit(limit);
  return (await query.execute()).map(contractOf);
};

export const obligationsIn = async (
  database: Kysely<Tables>,
  { contains }: Flavour,
  filter: ObligationFilter,
  { upTo, after, limit }: RangeByDay,
): Promise<readonly ListedObligation[]> => {
  let query = database
    .selectFrom('obligations')
    .innerJoin('contracts', 'contracts.contract_id', 'obligations.contract_id')
    .leftJoin('failures', 'failures.contract_id', 'obligations.contract_id')
    .select([
      'obligations.contract_id',
      'id',
      'kind',
      'subject',
      'item',
      'article',
      'period_from',
      'period_to',
      'on_day',
      'amount',
      'settled',
      'obligations.outstanding',
      'obligations.status',
      'counterparty',
      'billing_started_on',
      'since',
      'reason',
    ])
    .where('made_at', '<=', upTo);
  const { from, to, counterparty, amountFrom, amountTo, status } = filter;
  if (from !== undefined) query = query.where('on_day', '>=', from);
  if (to !== undefined) query = query.where('on_day', '<=', to);
  if (counterparty !== undefined) {
    query = query.where(contains(sql.ref('folded_counterparty'), folded(counterparty)));
  }
  if (amountFrom !== undefined) query = query.where('amount', '>=', amountFrom);
  if (amountTo !== undefined) query = query.where('amount', '<=', amountTo);
  if (status !== undefined) query = query.where('obligations.status', '=', status);
  if (after !== undefined) query = query.where(isAfter('obligations', after));
  const page = query.orderBy('on_day').orderBy('obligations.contract_id').orderBy('id').limit(limit);
  return (await page.execute()).map(obligationOf);
};

export const deadlinesIn = async (
  database: Kysely<Tables>,
  { from, to, kind }: DeadlineFilter,
  { upTo, after, limit }: RangeByDay,
): Promise<readonly ListedDeadline[]> => {
  let query = database
    .selectFrom('deadlines')
    .innerJoin('contracts', 'contracts.contract_id', 'deadlines.contract_id')
    .leftJoin('failures', 'failures.contract_id', 'deadlines.contract_id')
    .select([
      'deadlines.contract_id',
      'contractor',
      'billing_started_on',
      'id',
      'on_day',
      'kind',
      'text',
      'article',
      'since',
      'reason',
    ])
    .where('made_at', '<=', upTo);
  if (from !== undefined) query = query.where('on_day', '>=', from);
  if (to !== undefined) query = query.where('on_day', '<=', to);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (after !== undefined) query = query.where(isAfter('deadlines', after));
  const page = query.orderBy('on_day').orderBy('deadlines.contract_id').orderBy('id').limit(limit);
  return (await page.execute()).map(deadlineOf);
};

const isAfter = (table: 'obligations' | 'deadlines', { on, contractId, id }: PlaceByDay): RawBuilder<boolean> =>
  sql<boolean>`(on_day, ${sql.ref(`${table}.contract_id`)}, id) > (${on}, ${contractId}, ${id})`;
