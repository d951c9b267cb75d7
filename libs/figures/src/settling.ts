import { yen, type CivilDate, type Yen } from '@ledger/kernel';
import type { Contract, Repayment } from '@ledger/contract';
import type { Arisen, Obligation, SettledState } from './obligation.js';

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
  /** What is settled of each obligation, in their order. */
  readonly settled: readonly number[];
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
  const draft: Draft = {
    rows,
    places: undefined,
    open: openAmounts(rows),
    next: 0,
    parts: [],
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
  const allocations: Allocation[] = [];
  const settled = rows.map(() => 0);
  for (const { credit, place, obligationId, amount } of draft.parts) {
    if (amount === 0) continue;
    allocations.push({ creditId: credit.id, obligationId, amount: yen(amount) });
    settled[place] = (settled[place] ?? 0) + amount;
  }
  return { credits, allocations, settled, unused: draft.unused };
};

/** Obligations as they stand after settling. */
export const withSettled = (rows: readonly Arisen[], settling: Settling): readonly Obligation[] =>
  settledAs(rows, settling, (row, state) => ({ ...row, ...state }));

/** What is made of each of them, and of how far it is settled. */
export const settledAs = <Item>(
  rows: readonly Arisen[],
  { settled }: Settling,
  make: (row: Arisen, state: SettledState) => Item,
): readonly Item[] => rows.map((row, place) => make(row, stateOf(row, settled[place] ?? 0)));

const stateOf = ({ kind, amount }: Arisen, settled: number): SettledState => {
  if (kind === 'reduction') return { settled: amount, outstanding: yen(0), status: 'settled' };
  const outstanding = yen(amount - settled);
  const status = outstanding === 0 ? 'settled' : settled > 0 ? 'partly-settled' : 'open';
  return { settled: yen(settled), outstanding, status };
};

interface SettledPart {
  readonly credit: Credited;
  /** Of the obligation, among the rows. */
  readonly place: number;
  readonly obligationId: string;
  amount: number;
}
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
  /** In the order of settling. */
  readonly parts: SettledPart[];
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
const pay = ({ rows, open, parts }: Draft, credit: Credited, place: number, left: number): number => {
  const [row, owed] = [rows[place], open[place]];
  if (row === undefined || owed === undefined) return 0;
  const amount = Math.min(left, owed);
  if (amount === 0) return 0;
  open[place] = owed - amount;
  parts.push({ credit, place, obligationId: row.id, amount });
  return amount;
};

/** @returns -1 for what has not arisen */
const placeOf = (draft: Draft, obligationId: string): number => {
  draft.places ??= new Map(draft.rows.map(({ id }, place) => [id, place]));
  return draft.places.get(obligationId) ?? -1;
};

/** What is open of each obligation; a reduction is not owed. */
const openAmounts = (rows: readonly Arisen[]): number[] => rows.map(({ amount }) => Math.max(0, amount));

/**
 * Money paid back is no longer there to settle: first what was left over, then the youngest rows, at last those it was paid for by name.
 * What was reduced or waived is not open again while a payment is there to take from.
 */
const takeBack = (draft: Draft, repaid: number): void => {
  const { parts, unused } = draft;
  let left = repaid;
  for (const [id, amount] of [...unused].reverse()) {
    const taken = Math.min(left, amount);
    left -= taken;
    if (taken === amount) unused.delete(id);
    else unused.set(id, yen(amount - taken));
  }
  if (left === 0) return;
  const youngestFirst = parts.toSorted(
    (a, b) =>
      Number(b.credit.isPayment) - Number(a.credit.isPayment) ||
      Number(isNamed(a)) - Number(isNamed(b)) ||
      b.place - a.place,
  );
  for (const part of youngestFirst) {
    const taken = Math.min(left, part.amount);
    part.amount -= taken;
    left -= taken;
  }
  draft.missing += left;
  draft.open = openAmounts(draft.rows);
  draft.next = 0;
  for (const { place, amount } of parts) draft.open[place] = (draft.open[place] ?? 0) - amount;
};

const isNamed = ({ credit, obligationId }: SettledPart): boolean => credit.obligationId === obligationId;
