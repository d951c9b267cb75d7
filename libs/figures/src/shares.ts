import {
  assertNever,
  daysIn,
  exactYen,
  plusDays,
  roundedShare,
  roundedSum,
  share,
  sumExact,
  yen,
  type DateRange,
  type ExactYen,
  type Yen,
} from '@ledger/kernel';
import type { Readings } from '@ledger/terms';
import { feeOn, feesWithin, isOneFee } from './fees.js';
import type { FeeStep, Part } from './subjects.js';

/** R03 `thirtieth`, R04 `anniversary`: a day costs one part in so many of the monthly fee. */
export const THIRTIETHS = 30;

/**
 * What some days of a billing month cost: the fee where they are the whole month, else their share of it by R03. Where the fee is
 * revised on one of them, the sum of the parts, each by its own fee. (A part of a month has at most thirty days, so that in thirtieths
 * it never costs more than the fee.)
 */
export const sharesOf = (
  steps: readonly FeeStep[],
  month: DateRange,
  days: DateRange,
  rule: Readings['R03'],
): readonly Part[] => {
  const isWhole = isAll(month, days);
  const fees = feesWithin(steps, days.from, days.to);
  if (rule === 'full-month' || (isWhole && fees.length === 1)) return [wholeMonth(days, feeOn(fees, days.from))];
  const of = daysCountedAs(month, rule);
  if (fees.length === 1) return [{ ...days, fee: feeOn(fees, days.from), count: daysIn(days), of }];
  const parts = fees.map((fee, index): Part => {
    const from = index === 0 ? days.from : fee.from;
    const next = fees[index + 1];
    const to = next === undefined ? days.to : plusDays(next.from, -1);
    return { from, to, fee, count: to - from + 1, of };
  });
  return isWhole && rule === 'thirtieth' ? withTheRestInTheLast(parts) : parts;
};

/** A whole month at a fee. */
export const wholeMonth = ({ from, to }: DateRange, fee: FeeStep): Part => ({ from, to, fee, count: 1, of: 1 });

/** What the parts cost together, before the rounding. */
export const exactSum = (parts: readonly Part[]): ExactYen => {
  let whole = 0;
  const shares: ExactYen[] = [];
  for (const { fee, count, of } of parts) {
    if (of === 1) whole += fee.fee * count;
    else shares.push(share(fee.fee, count, of));
  }
  return sumExact([exactYen(yen(whole)), ...shares]);
};

/** What the parts cost together, rounded once (R09). */
export const costOf = (parts: readonly Part[], rounding: Readings['R09']): Yen => {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return roundedShare(only.fee.fee, only.count, only.of, rounding);
  return roundedSum(
    parts.map(({ fee, count, of }) => ({ amount: fee.fee, count, of })),
    rounding,
  );
};

/** `costOf(sharesOf(...))`: most are whole months, which cost their fee as it stands. */
export const costOfDays = (
  steps: readonly FeeStep[],
  month: DateRange,
  days: DateRange,
  { R03, R09 }: Readings,
): Yen =>
  isAll(month, days) && isOneFee(steps, days.from, days.to)
    ? feeOn(steps, days.from).fee
    : costOf(sharesOf(steps, month, days, R03), R09);

const isAll = (month: DateRange, days: DateRange): boolean => days.from === month.from && days.to === month.to;

const daysCountedAs = (month: DateRange, rule: 'actual-days' | 'thirtieth'): number => {
  switch (rule) {
    case 'actual-days':
      return daysIn(month);
    case 'thirtieth':
      return THIRTIETHS;
    default:
      return assertNever(rule);
  }
};

/** In thirtieths a whole month counts thirty days, whatever the calendar says: the last part has those that are left. */
const withTheRestInTheLast = (parts: readonly Part[]): readonly Part[] => {
  const counted = parts.slice(0, -1).reduce((sum, { count }) => sum + count, 0);
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, count: THIRTIETHS - counted } : part));
};
