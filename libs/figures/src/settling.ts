import { yen, type CivilDate, type Yen } from '@ledger/kernel';
import type { Contract, Repayment } from '@ledger/contract';
import type { Arisen, Obligation } from './obligation.js';

/** What settles obligations: a payment that stands, an amount waived, or a reduction, which settles like a payment of its day. */
export interface Credited {
  /** The payment's or settlement's event, or the id of the reduction. */
  readonly id: string;
  readonly on: CivilDate;
  readonly amount: Yen;
  /** The obligation it names. */
  readonly obligationId: string | undefined;
  readonly isPayment: boolean;
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
    if (reversal === undefined) credits.push({ id: eventId, on: receivedOn, amount, obligationId, isPayment: true });
  }
  for (const { eventId, agreedOn, waived, obligationId } of settlements) {
    credits.push({ id: eventId, on: agreedOn, amount: waived, obligationId, isPayment: false });
  }
  for (const { kind, id, arisesOn, amount } of rows) {
    if (kind === 'reduction')
      credits.push({ id, on: arisesOn, amount: yen(-amount), obligationId: undefined, isPayment: false });
  }
  return credits.sort((a, b) => a.on - b.on);
};

/**
 * Each credited amount settles the obligation it names first, then the oldest open. What is paid back, after the credited amounts of its
 * day, is taken from what was left over, then from what was settled by then, so that the rows always add up to the totals.
 * @param rows what has arisen, oldest first
 * @param credits by day
 */
export const settle = (
  rows: readonly Arisen[],
  credits: readonly Credited[],
  repayments: readonly Repayment[],
): Settling => {
  const draft: Draft = { open: openAmounts(rows), settled: [], unused: new Map(), missing: 0 };
  let next = 0;
  for (const { paidOn, amount } of repayments.toSorted((a, b) => a.paidOn - b.paidOn)) {
    for (let credit = credits[next]; credit !== undefined && credit.on <= paidOn; credit = credits[next]) {
      use(draft, credit);
      next += 1;
    }
    takeBack(draft, amount, rows);
  }
  for (const credit of credits.slice(next)) use(draft, credit);
  const { settled, unused } = draft;
  return {
    credits,
    allocations: settled.flatMap(({ credit, obligationId, amount }) =>
      amount === 0 ? [] : [{ creditId: credit.id, obligationId, amount: yen(amount) }],
    ),
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

interface SettledPart {
  readonly credit: Credited;
  readonly obligationId: string;
  amount: number;
}
/** How far the settling has come. */
interface Draft {
  /** What is open of each obligation, oldest first. */
  open: Map<string, number>;
  /** In the order of settling. */
  readonly settled: SettledPart[];
  readonly unused: Map<string, Yen>;
  /** What was paid back beyond all that was there: the next credited amounts make up for it. */
  missing: number;
}

const use = (draft: Draft, credit: Credited): void => {
  const { open, settled, unused } = draft;
  const madeUp = Math.min(credit.amount, draft.missing);
  draft.missing -= madeUp;
  let left = credit.amount - madeUp;
  const pay = (obligationId: string): void => {
    const owed = open.get(obligationId) ?? 0;
    const amount = Math.min(left, owed);
    if (amount === 0) return;
    left -= amount;
    open.set(obligationId, owed - amount);
    settled.push({ credit, obligationId, amount });
  };
  if (credit.obligationId !== undefined) pay(credit.obligationId);
  for (const [obligationId, amount] of open) {
    if (left === 0) break;
    if (amount === 0) open.delete(obligationId);
    else pay(obligationId);
  }
  if (left > 0) unused.set(credit.id, yen(left));
};

/** What is open of each obligation, oldest first. */
const openAmounts = (rows: readonly Arisen[]): Map<string, number> => {
  const open = new Map<string, number>();
  for (const { id, amount } of rows) if (amount > 0) open.set(id, amount);
  return open;
};

/**
 * Money paid back is no longer there to settle: first what was left over, then the youngest rows, at last those it was paid for by name.
 * What was reduced or waived is not open again while a payment is there to take from.
 */
const takeBack = (draft: Draft, repaid: number, rows: readonly Arisen[]): void => {
  const { settled, unused } = draft;
  let left = repaid;
  for (const [id, amount] of [...unused].reverse()) {
    const taken = Math.min(left, amount);
    left -= taken;
    if (taken === amount) unused.delete(id);
    else unused.set(id, yen(amount - taken));
  }
  if (left === 0) return;
  const age = new Map(rows.map(({ id }, index) => [id, index]));
  const youngestFirst = settled.toSorted(
    (a, b) =>
      Number(b.credit.isPayment) - Number(a.credit.isPayment) ||
      Number(isNamed(a)) - Number(isNamed(b)) ||
      (age.get(b.obligationId) ?? 0) - (age.get(a.obligationId) ?? 0),
  );
  for (const allocation of youngestFirst) {
    const taken = Math.min(left, allocation.amount);
    allocation.amount -= taken;
    left -= taken;
  }
  draft.missing += left;
  draft.open = openAmounts(rows);
  for (const { obligationId, amount } of settled) {
    draft.open.set(obligationId, (draft.open.get(obligationId) ?? 0) - amount);
  }
};

const isNamed = ({ credit, obligationId }: SettledPart): boolean => credit.obligationId === obligationId;
