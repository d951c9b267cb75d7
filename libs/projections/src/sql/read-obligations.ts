import { setImmediate } from 'node:timers/promises';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ListedObligation, ObligationFilter, PlaceInContract } from '../read-model.js';
import { statusFlag, type WantedObligations } from '../obligations-text.js';
import { allOf, condition, type Condition } from './conditions.js';
import type { Flavour } from './flavour.js';
import { folded, obligationsOf, type ObligationColumns } from './rows.js';
import type { Statements } from './statements.js';
import type { Tables } from './tables.js';

/** Contracts that are looked at before others have their turn. */
const LOOKED_AT = 2000;
/** Contracts whose obligations are looked through together: few where the first have enough, more where they have not. */
const [FEWEST, MOST] = [8, 500];

/**
 * The obligations that are found, by contract: of the contracts that come into question by what their rows say, those that the contract's text
 * has. So many contracts are looked at in one statement, however few are found.
 * @param upTo only of contracts whose first event stands at this position or before
 */
export async function* obligationsAfter(
  database: Kysely<Tables>,
  statements: Statements,
  flavour: Flavour,
  filter: ObligationFilter,
  upTo: bigint,
  after: PlaceInContract | undefined,
): AsyncGenerator<readonly ListedObligation[], void, void> {
  const conditions = [condition('up to', sql`made_at <= ${upTo}`, upTo), ...conditionsOf(filter, flavour)];
  const wanted = wantedBy(filter);
  let together = FEWEST;
  let start = condition('from', sql`contracts.contract_id >= ${''}`, after?.contractId ?? '');
  for (;;) {
    const end = await endOfLook(database, statements, start);
    const within = end === undefined ? [] : [condition('through', sql`contracts.contract_id <= ${end}`, end)];
    const rows = await contractsWith(database, statements, [start, ...within, ...conditions], together);
    for (const row of rows) {
      const found = obligationsOf(row, wanted);
      yield after?.contractId === row.contract_id ? found.filter((one) => isAfter(one, after)) : found;
    }
    const last = rows.length < together ? end : rows.at(-1)?.contract_id;
    if (last === undefined) return;
    start = condition('after', sql`contracts.contract_id > ${''}`, last);
    together = Math.min(MOST, 2 * together);
    await setImmediate();
  }
}

const endOfLook = async (
  database: Kysely<Tables>,
  statements: Statements,
  start: Condition,
): Promise<string | undefined> => {
  const statement = (): RawBuilder<{ contract_id: string }> => sql<{ contract_id: string }>`
    select contract_id from contracts where ${start.clause} order by contract_id limit 1 offset ${LOOKED_AT}`;
  const name = `look ${start.name}`;
  const [row] = await statements.run(database, name, statement, [...start.values, LOOKED_AT]);
  return row?.contract_id;
};

const contractsWith = (
  database: Kysely<Tables>,
  statements: Statements,
  conditions: readonly Condition[],
  limit: number,
): Promise<readonly ObligationColumns[]> => {
  const { name, clause, values } = allOf(conditions);
  const statement = (): RawBuilder<ObligationColumns> => sql<ObligationColumns>`
    select contracts.contract_id, earliest_fact_on, obligations, since, reason
    from contracts left join failures on failures.contract_id = contracts.contract_id
    where ${clause} order by contracts.contract_id limit ${limit}`;
  return statements.run(database, `obligations ${name}`, statement, [...values, limit]);
};

/** What is known of a contract without its text: whether any of its obligations may be wanted. */
const conditionsOf = (filter: ObligationFilter, { contains }: Flavour): readonly Condition[] => {
  const { from, to, counterparty, amountFrom, amountTo, status } = filter;
  const found: Condition[] = [];
  if (from !== undefined) found.push(condition('arisen from', sql`last_on >= ${from}`, from));
  if (to !== undefined) found.push(condition('arisen to', sql`first_on <= ${to}`, to));
  if (amountFrom !== undefined) found.push(condition('amount from', sql`most >= ${amountFrom}`, amountFrom));
  if (amountTo !== undefined) found.push(condition('amount to', sql`least <= ${amountTo}`, amountTo));
  if (amountFrom !== undefined && amountFrom === amountTo) {
    const written = `,${String(amountFrom)},`; // as every amount stands in a text
    found.push(condition('amount', contains(sql.ref('obligations'), written), written));
  }
  if (status !== undefined) {
    const flag = statusFlag(status);
    found.push(condition('status', sql`(statuses & ${flag}) <> 0`, flag));
  }
  if (counterparty !== undefined) {
    const part = folded(counterparty);
    const [name, others] = [contains(sql.ref('folded_name'), part), contains(sql.ref('folded_others'), part)];
    found.push(condition('counterparty', sql`(${name} or ${others})`, part, part));
  }
  return found;
};

const wantedBy = ({ counterparty, ...filter }: ObligationFilter): WantedObligations => {
  if (counterparty === undefined) return filter;
  const part = folded(counterparty);
  return { ...filter, isCounterparty: (name) => folded(name).includes(part) };
};

const isAfter = ({ arisesOn, id }: ListedObligation, { on, id: last }: PlaceInContract): boolean =>
  arisesOn > on || (arisesOn === on && id > last);
