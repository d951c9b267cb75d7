import { yen, type CivilDate, type Yen } from '@ledger/kernel';
import type { Contract } from '@ledger/contract';
import type { Arisen, Obligation } from './obligation.js';

/** What settles obligations: a payment that stands, an amount waived, or a reduction, which settles like a payment of its day. */
export interface Credited {
  /** The payment's or settlement's event, or the id of the reduction. */
  readonly id: string;
  readonly on: CivilDate;
  readonly amount: Yen;
  /** The obligation it names. */
  readonly obligationId: string | undefined;
}
/** Part of a credited amount, and the obligation it settles. */
export interface Allocation {
  readonly creditId: string;
  readonly obligationId: string;
  readonly amount: Yen;
}
/** Which credited amount settled what, by the credited amounts in the order of their days. */
export interface Settling {
  readonly credits: readonly Credited[];
  readonly allocations: readonly Allocation[];
  /** What is left of each credited amount, by its id, where something is. */
  readonly unused: ReadonlyMap<string, Yen>;
}

/** Payments that stand, settlements and reductions, by day; of one day in this order, each in the order of recording. */
export const creditedAmounts = ({ payments, settlements }: Contract, rows: readonly Arisen[]): readonly Credited[] => {
  const credits: Credited[] = [];
  for (const { eventId, receivedOn, amount, obligationId, reversal } of payments) {
    if (reversal === undefined) credits.push({ id: eventId, on: receivedOn, amount, obligationId });
  }
  for (const { eventId, agreedOn, waived, obligationId } of settlements) {
    credits.push({ id: eventId, on: agreedOn, amount: waived, obligationId });
  }
  for (const { kind, id, arisesOn, amount } of rows) {
    if (kind === 'reduction') credits.push({ id, on: arisesOn, amount: yen(-amount), obligationId: undefined });
  }
  return credits.sort((a, b) => a.on - b.on);
};

/**
 * Each credited amount settles the obligation it names first, then the oldest open. What is paid back is taken from what was left over,
 * then from what was settled last, so that the rows always add up to the totals.
 * @param rows what has arisen, oldest first
 */
export const settle = (rows: readonly Arisen[], credits: readonly Credited[], repaid: number): Settling => {
  const open = openAmounts(rows);
  const settled: Draft[] = [];
  const unused = new Map<string, Yen>();
  for (const credit of credits) {
    let left = credit.amount as number;
    const pay = (obligationId: string, isNamed: boolean): void => {
      const amount = Math.min(left, open.get(obligationId) ?? 0);
      if (amount === 0) return;
      left -= amount;
      open.set(obligationId, (open.get(obligationId) ?? 0) - amount);
      settled.push({ creditId: credit.id, obligationId, amount, isNamed });
    };
    if (credit.obligationId !== undefined) pay(credit.obligationId, true);
    for (const [obligationId, amount] of open) {
      if (left === 0) break;
      if (amount === 0) open.delete(obligationId);
      else pay(obligationId, false);
    }
    if (left > 0) unused.set(credit.id, yen(left));
  }
  if (repaid > 0) takeBack(repaid, settled, unused, rows);
  return {
    credits,
    allocations: settled.map(({ creditId, obligationId, amount }) => ({ creditId, obligationId, amount: yen(amount) })),
    unused,
  };
};

/** Obligations as they stand after settling. */
export const withSettled = (rows: readonly Arisen[], { allocations }: Settling): readonly Obligation[] => {
  const settledOf = new Map<string, number>();
  for (const { obligationId, amount } of allocations) {
    settledOf.set(obligationId, (settledOf.get(obligationId) ?? 0) + amount);
  }
  return rows.map((row): Obligation => {
    if (row.kind === 'reduction') return { ...row, settled: row.amount, outstanding: yen(0), status: 'settled' };
    const settled = yen(settledOf.get(row.id) ?? 0);
    const outstanding = yen(row.amount - settled);
    return {
      ...row,
      settled,
      outstanding,
      status: outstanding === 0 ? 'settled' : settled > 0 ? 'partly-settled' : 'open',
    };
  });
};

interface Draft {
  readonly creditId: string;
  readonly obligationId: string;
  amount: number;
  /** The credited amount named the obligation. */
  readonly isNamed: boolean;
}

/** What is open of each obligation, oldest first. */
const openAmounts = (rows: readonly Arisen[]): Map<string, number> => {
  const open = new Map<string, number>();
  for (const { id, amount } of rows) if (amount > 0) open.set(id, amount);
  return open;
};

/** Money paid back is no longer there to settle: first what was left over, then the youngest rows, at last those it was paid for by name. */
const takeBack = (repaid: number, settled: Draft[], unused: Map<string, Yen>, rows: readonly Arisen[]): void => {
  let left = repaid;
  for (const [id, amount] of [...unused]) {
    const taken = Math.min(left, amount);
    left -= taken;
    if (taken === amount) unused.delete(id);
    else unused.set(id, yen(amount - taken));
  }
  if (left === 0) return;
  const age = new Map(rows.map(({ id }, index) => [id, index]));
  const youngestFirst = settled.toSorted(
    (a, b) => Number(a.isNamed) - Number(b.isNamed) || (age.get(b.obligationId) ?? 0) - (age.get(a.obligationId) ?? 0),
  );
  for (const allocation of youngestFirst) {
    const taken = Math.min(left, allocation.amount);
    allocation.amount -= taken;
    left -= taken;
  }
};
