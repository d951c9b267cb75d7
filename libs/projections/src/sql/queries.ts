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
import { contractOf, deadlineOf, folded, obligationOf, type ContractColumns } from './rows.js';
import type { Statements } from './statements.js';
import type { Tables } from './tables.js';

/*
 * What is read of the tables. Every row is joined with the failure of its contract, where there is one.
 */

export const contractsIn = async (
  database: Kysely<Tables>,
  statements: Statements,
  flavour: Flavour,
  filter: ListFilter,
  { upTo, after, limit }: ListRange,
): Promise<readonly ListedContract[]> => {
  const conditions = [
    condition('up to', sql`made_at <= ${upTo}`, upTo),
    ...(after === undefined ? [] : [condition('after', sql`contracts.contract_id > ${after}`, after)]),
    ...conditionsOf(filter, flavour),
  ];
  const statement = (): RawBuilder<ContractColumns> => sql<ContractColumns>`
    select contracts.contract_id, contractor, status, billing_started_on, minimum_period_ends_on, effective_end_on, outstanding, earliest_fact_on, due_on,
      revision, cast(made_at as text) as made_at, since, reason
    from contracts left join failures on failures.contract_id = contracts.contract_id
    where ${sql.join(
      conditions.map(({ clause }) => clause),
      sql` and `,
    )}
    order by contracts.contract_id limit ${limit}`;
  const name = `contracts ${conditions.map((one) => one.name).join()}`;
  const values = [...conditions.flatMap((one) => one.values), limit];
  return (await statements.run(database, name, statement, values)).map(contractOf);
};

/** A part of a question that may be left out; those of one name are the same but for their values. */
interface Condition {
  readonly name: string;
  readonly clause: RawBuilder<unknown>;
  readonly values: readonly unknown[];
}
const condition = (name: string, clause: RawBuilder<unknown>, ...values: readonly unknown[]): Condition => ({
  name,
  clause,
  values,
});

const conditionsOf = (filter: ListFilter, { contains }: Flavour): readonly Condition[] => {
  const { status, endsBefore, endsFrom, endsTo, text, name, namePrefix } = filter;
  const found: Condition[] = [];
  if (status !== undefined) found.push(condition('status', sql`status = ${status}`, status));
  if (endsBefore !== undefined) {
    found.push(condition('ends before', sql`effective_end_on < ${endsBefore}`, endsBefore));
  }
  if (endsFrom !== undefined) found.push(condition('ends from', sql`effective_end_on >= ${endsFrom}`, endsFrom));
  if (endsTo !== undefined) found.push(condition('ends to', sql`effective_end_on <= ${endsTo}`, endsTo));
  if (text !== undefined) {
    const part = folded(text);
    const clause = sql`(${contains(sql.ref('folded_name'), part)} or ${contains(sql.ref('folded_id'), part)})`;
    found.push(condition('text', clause, part, part));
  }
  if (name !== undefined) {
    const part = folded(name);
    found.push(condition('name', contains(sql.ref('folded_name'), part), part));
  }
  if (namePrefix !== undefined) {
    const [from, to] = [folded(namePrefix), afterPrefix(folded(namePrefix))];
    found.push(condition('name from', sql`folded_name >= ${from}`, from));
    if (to !== undefined) found.push(condition('name to', sql`folded_name < ${to}`, to));
  }
  return found;
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
      'earliest_fact_on',
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
      'earliest_fact_on',
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
