import { sql, type Kysely, type RawBuilder } from 'kysely';
import type {
  DeadlineFilter,
  ListedContract,
  ListedDeadline,
  ListFilter,
  ListRange,
  PlaceByDay,
  RangeByDay,
} from '../read-model.js';
import { afterPrefix } from '../fold-text.js';
import { allOf, condition, type Condition } from './conditions.js';
import type { Flavour } from './flavour.js';
import { contractOf, deadlineOf, folded, type ContractColumns } from './rows.js';
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
  const { name, clause, values } = allOf([
    condition('up to', sql`made_at <= ${upTo}`, upTo),
    ...(after === undefined ? [] : [condition('after', sql`contracts.contract_id > ${after}`, after)]),
    ...conditionsOf(filter, flavour),
  ]);
  const statement = (): RawBuilder<ContractColumns> => sql<ContractColumns>`
    select contracts.contract_id, contractor, status, billing_started_on, minimum_period_ends_on, effective_end_on, outstanding, earliest_fact_on, due_on,
      revision, cast(made_at as text) as made_at, since, reason
    from contracts left join failures on failures.contract_id = contracts.contract_id
    where ${clause} order by contracts.contract_id limit ${limit}`;
  return (await statements.run(database, `contracts ${name}`, statement, [...values, limit])).map(contractOf);
};

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
  if (after !== undefined) query = query.where(isAfter(after));
  const page = query.orderBy('on_day').orderBy('deadlines.contract_id').orderBy('id').limit(limit);
  return (await page.execute()).map(deadlineOf);
};

const isAfter = ({ on, contractId, id }: PlaceByDay): RawBuilder<boolean> =>
  sql<boolean>`(on_day, deadlines.contract_id, id) > (${on}, ${contractId}, ${id})`;
