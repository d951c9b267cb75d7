import { sql, type Transaction } from 'kysely';
import type { ComputedRow } from '../read-model.js';
import type { Flavour } from './flavour.js';
import { basisValues, contractValues, deadlineValues } from './rows.js';
import type { Statements } from './statements.js';
import type { ContractsTable, DeadlinesTable, Tables } from './tables.js';
import type { Upsert } from './upsert.js';

/** With what rows are written. */
export interface Tools {
  readonly upsert: Upsert;
  readonly statements: Statements;
  readonly flavour: Flavour;
}

/** Contracts that are looked for together: as many as keep nobody waiting for what is listed of them. */
const TOGETHER = 16;

/** Puts rows in the place of those of the same contracts, unless those are newer. */
export const saveRows = async (
  transaction: Transaction<Tables>,
  tools: Tools,
  rows: readonly ComputedRow[],
): Promise<void> => {
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows.slice(start, start + TOGETHER);
    const before = await summariesOf(transaction, tools, some);
    const news = some.filter(({ contractId, revision }) => revision >= (before.get(contractId)?.revision ?? -1));
    const contracts = news.map(contractValues);
    await tools.upsert(transaction, 'contracts', contracts);
    await tools.upsert(transaction, 'bases', news.flatMap(basisValues));
    // Rows of one digest have the same deadlines.
    const others = news.filter((row, index) => before.get(row.contractId)?.digest !== contracts[index]?.digest);
    const known = others.flatMap(({ contractId }) => (before.has(contractId) ? [contractId] : []));
    await saveDeadlines(transaction, tools, known, others.flatMap(deadlineValues));
  }
};

type Summary = Pick<ContractsTable, 'contract_id' | 'revision' | 'digest'>;

const summariesOf = async (
  transaction: Transaction<Tables>,
  { statements, flavour }: Tools,
  rows: readonly ComputedRow[],
): Promise<ReadonlyMap<string, Summary>> => {
  const ids = rows.map(({ contractId }) => contractId);
  const statement = () =>
    sql<Summary>`select contract_id, revision, digest from contracts where ${flavour.isOneOf('contract_id', ids)}`;
  const found = await statements.run(transaction, 'summaries', statement, [flavour.listed(ids)]);
  return new Map(found.map((summary) => [summary.contract_id, summary]));
};

/**
 * What is there already, as it is, is not written again; what is no longer so is taken away.
 * @param known the contracts of which something may be there
 */
const saveDeadlines = async (
  transaction: Transaction<Tables>,
  tools: Tools,
  known: readonly string[],
  rows: readonly DeadlinesTable[],
): Promise<void> => {
  const there = await deadlinesOf(transaction, tools, known);
  const changed: DeadlinesTable[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    const before = there.get(key);
    there.delete(key);
    if (before === undefined || !isSame(before, row)) changed.push(row);
  }
  await tools.upsert(transaction, 'deadlines', changed);
  for (const { contract_id: contractId, id } of there.values()) {
    const statement = () => sql`delete from deadlines where contract_id = ${contractId} and id = ${id}`;
    await tools.statements.run(transaction, 'delete from deadlines', statement, [contractId, id]);
  }
};

const deadlinesOf = async (
  transaction: Transaction<Tables>,
  { statements, flavour }: Tools,
  contractIds: readonly string[],
): Promise<Map<string, DeadlinesTable>> => {
  if (contractIds.length === 0) return new Map();
  const statement = () =>
    sql<DeadlinesTable>`select * from deadlines where ${flavour.isOneOf('contract_id', contractIds)}`;
  const found = await statements.run(transaction, 'deadlines of contracts', statement, [flavour.listed(contractIds)]);
  return new Map(found.map((row) => [keyOf(row), row]));
};

const keyOf = ({ contract_id: contractId, id }: DeadlinesTable): string => `${contractId} ${id}`;

const isSame = (one: DeadlinesTable, other: DeadlinesTable): boolean =>
  one.on_day === other.on_day && one.kind === other.kind && one.text === other.text && one.article === other.article;
