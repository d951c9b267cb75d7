import { plusDays, type CivilDate, type DateRange } from '@ledger/kernel';
import { contractorOn, type Contract } from '@ledger/contract';
import { settledState, type Arisen, type MonthlyFee, type SettledRows } from '@ledger/figures';
import { kept } from './fold-text.js';
import { comparedByDay, monthAfter, monthFrom, type ObligationRun } from './obligations-text.js';
import type { ObligationRow } from './read-model.js';

/**
 * The obligations of a contract in as few runs as they are kept in, by arisesOn, then id, of the first of each. No row is made of a month
 * that goes on with a run.
 */
export const runsOf = (obligations: SettledRows, contract: Contract): readonly ObligationRun[] => {
  const { rows, open } = inOrder(obligations);
  const counterpartyOn = counterparties(contract);
  const runs: Run[] = [];
  let place = 0;
  for (const arisen of rows) {
    const openOfIt = open[place] ?? 0;
    const counterparty = counterpartyOn(arisen.arisesOn);
    place += 1;
    if (arisen.kind === 'monthly-fee' && isOfLast(runs, arisen, openOfIt, counterparty)) continue;
    runs.push(begun(arisen, openOfIt, counterparty));
  }
  return runs;
};

/** A run that is being made. */
interface Run extends ObligationRun {
  readonly arisen: Arisen;
  readonly open: number;
  months: number;
  /** The month after the last; undefined where none can follow. */
  next: DateRange | undefined;
}

const begun = (arisen: Arisen, open: number, counterparty: string): Run => {
  const { id, kind, subject, item, clause, period, arisesOn, amount } = arisen;
  const { settled, outstanding, status } = settledState(arisen, open);
  const row: ObligationRow = {
    id,
    kind,
    subject,
    item,
    article: clause.label,
    period,
    arisesOn,
    amount,
    settled,
    outstanding,
    status,
    counterparty,
  };
  return { row, arisen, open, months: 1, next: kind === 'monthly-fee' ? monthAfter(row) : undefined };
};

/** Runs that are looked at: months of the service and of its options take turns. */
const TURNS = 4;

/** Whether the month goes on with one of the last runs; then it is of it. */
const isOfLast = (runs: readonly Run[], fee: MonthlyFee, open: number, counterparty: string): boolean => {
  for (let index = runs.length - 1; index >= 0 && index >= runs.length - TURNS; index -= 1) {
    const run = runs[index];
    if (run?.next === undefined || !goesOn(run, run.next, fee, open, counterparty)) continue;
    run.months += 1;
    run.next = monthFrom(plusDays(run.next.to, 1));
    return true;
  }
  return false;
};

/** Of one service, the month that begins where the last ends also bears the next name. */
const goesOn = (
  { arisen, row, open }: Run,
  next: DateRange,
  fee: MonthlyFee,
  openOfIt: number,
  counterparty: string,
): boolean =>
  arisen.kind === 'monthly-fee' &&
  fee.service === arisen.service &&
  fee.period.from === next.from &&
  fee.period.to === next.to &&
  fee.amount === arisen.amount &&
  openOfIt === open &&
  fee.arisesOn - fee.period.from === arisen.arisesOn - arisen.period.from &&
  counterparty === row.counterparty;

/** By arisesOn, then id: as they come, as a rule. */
const inOrder = (obligations: SettledRows): SettledRows => {
  const { rows, open } = obligations;
  if (isInOrder(rows)) return obligations;
  const both = rows.map((row, place) => ({ row, open: open[place] ?? 0 }));
  both.sort(({ row: one }, { row: other }) => comparedByDay(one, other));
  return { rows: both.map(({ row }) => row), open: both.map((one) => one.open) };
};

const isInOrder = (rows: readonly Arisen[]): boolean => {
  let before: Arisen | undefined;
  for (const row of rows) {
    if (before !== undefined && before.arisesOn >= row.arisesOn && comparedByDay(before, row) > 0) return false;
    before = row;
  }
  return true;
};

/** The contractor's name, as it is kept, on days of which none is before the last. */
const counterparties = (contract: Contract): ((on: CivilDate) => string) => {
  let name = '';
  let until = -Infinity;
  return (on) => {
    if (on < until) return name;
    name = kept(contractorOn(contract, on).name);
    until = Infinity;
    for (const { from } of contract.contractorChanges) if (from > on && from < until) until = from;
    return name;
  };
};
