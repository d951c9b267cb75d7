import { yen, type CivilDate, type Yen } from '@ledger/kernel';
import type { Contract, Repayment } from '@ledger/contract';
import type { Arisen, Obligation, SettledState } from './obligation.js';
import { reductionIdOf, type Credit } from './reductions.js';

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
  readonly credit: Credited;
  /** Of the obligation, among the rows. */
  readonly place: number;
  /** 0 where all of it was paid back. */
  readonly amount: number;
}
/** Which credited amount settled what, by the credited amounts in the order of their days. */
export interface Settling {
  readonly credits: readonly Credited[];
  /** In the order of settling. */
  readonly allocations: readonly Allocation[];
  /** What is left open of each obligation, in their order. */
  readonly open: readonly number[];
  /** What is left of each credited amount, by its id, where something is. */
  readonly unused: ReadonlyMap<string, Yen>;
}

/** Payments that stand, settlements and reductions, by day; of one day in this order, each in the order of recording. */
export const creditedAmounts = (
  { payments, settlements }: Contract,
  reductions: readonly Credit[],
): readonly Credited[] => {
  const credits: Credited[] = [];
  for (const { eventId, receivedOn, amount, obligationId, reversal } of payments) {
    if (reversal === undefined) credits.push({ id: eventId, on: receivedOn, amount, obligationId, isPayment: true });
  }
  for (const { eventId, agreedOn, waived, obligationId } of settlements) {
    credits.push({ id: eventId, on: agreedOn, amount: waived, obligationId, isPayment: false });
  }
  for (const reduction of reductions) {
    const { arisesOn: on, amount } = reduction;
    if (on !== undefined)
      credits.push({ id: reductionIdOf(reduction), on, amount, obligationId: undefined, isPayment: false });
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
  const draft: Draft = {
    rows,
    places: undefined,
    open: openAmounts(rows),
    next: 0,
    allocations: [],
    unused: new Map(),
    missing: 0,
  };
  let next = 0;
  for (const { paidOn, amount } of repayments.toSorted((a, b) => a.paidOn - b.paidOn)) {
    for (let credit = credits[next]; credit !== undefined && credit.on <= paidOn; credit = credits[next]) {
      use(draft, credit);
      next += 1;
    }
    takeBack(draft, amount);
  }
  for (const credit of credits.slice(next)) use(draft, credit);
  const { allocations, open, unused } = draft;
  return { credits, allocations, open, unused };
};

/** Obligations as they stand after settling. */
export const withSettled = (rows: readonly Arisen[], { open }: Settling): readonly Obligation[] =>
  rows.map((row, place) => ({ ...row, ...settledState(row, open[place] ?? 0) }));

/** @param open what is left open of it */
export const settledState = ({ amount }: Arisen, open: number): SettledState => ({
  settled: yen(amount - open),
  outstanding: yen(open),
  status: open === 0 ? 'settled' : open < amount ? 'partly-settled' : 'open',
});

type Allocated = { -readonly [Member in keyof Allocation]: Allocation[Member] };
/** How far the settling has come. */
interface Draft {
  /** What has arisen, oldest first. */
  readonly rows: readonly Arisen[];
  /** By their ids: as a rule none is named. */
  places: ReadonlyMap<string, number> | undefined;
  /** What is open of each of them. */
  open: number[];
  /** The oldest of them that may be open. */
  next: number;
  readonly allocations: Allocated[];
  readonly unused: Map<string, Yen>;
  /** What was paid back beyond all that was there: the next credited amounts make up for it. */
  missing: number;
}

const use = (draft: Draft, credit: Credited): void => {
  const madeUp = Math.min(credit.amount, draft.missing);
  draft.missing -= madeUp;
  let left = credit.amount - madeUp;
  if (credit.obligationId !== undefined) left -= pay(draft, credit, placeOf(draft, credit.obligationId), left);
  while (left > 0 && draft.next < draft.open.length) {
    left -= pay(draft, credit, draft.next, left);
    if (draft.open[draft.next] === 0) draft.next += 1;
  }
  if (left > 0) draft.unused.set(credit.id, yen(left));
};

/** Settles of one obligation what is open and what there is. @returns how much */
const pay = ({ open, allocations }: Draft, credit: Credited, place: number, left: number): number => {
  const owed = open[place] ?? 0;
  const amount = Math.min(left, owed);
  if (amount === 0) return 0;
  open[place] = owed - amount;
  allocations.push({ credit, place, amount });
  return amount;
};

/** @returns -1 for what has not arisen */
const placeOf = (draft: Draft, obligationId: string): number => {
  draft.places ??= new Map(draft.rows.map(({ id }, place) => [id, place]));
  return draft.places.get(obligationId) ?? -1;
};

/** What is open of each obligation before anything is settled; a reduction is not owed. */
const openAmounts = (rows: readonly Arisen[]): number[] => rows.map(({ amount }) => Math.max(0, amount));

/**
 * Money paid back is no longer there to settle: first what was left over, then the youngest rows, at last those it was paid for by name.
 * What was reduced or waived is not open again while a payment is there to take from.
 */
const takeBack = (draft: Draft, repaid: number): void => {
  const { rows, allocations, unused } = draft;
  let left = repaid;
  for (const [id, amount] of [...unused].reverse()) {
    const taken = Math.min(left, amount);
    left -= taken;
    if (taken === amount) unused.delete(id);
    else unused.set(id, yen(amount - taken));
  }
  if (left === 0) return;
  const isNamed = ({ credit, place }: Allocation): boolean => credit.obligationId === rows[place]?.id;
  const youngestFirst = allocations.toSorted(
    (a, b) =>
      Number(b.credit.isPayment) - Number(a.credit.isPayment) ||
      Number(isNamed(a)) - Number(isNamed(b)) ||
      b.place - a.place,
  );
  for (const allocation of youngestFirst) {
    const taken = Math.min(left, allocation.amount);
    allocation.amount -= taken;
    left -= taken;
  }
  draft.missing += left;
  draft.open = openAmounts(rows);
  draft.next = 0;
  for (const { place, amount } of allocations) draft.open[place] = (draft.open[place] ?? 0) - amount;
};
