import {
  assertNever,
  firstOfCountedMonth,
  firstOfMonth,
  lastOfMonth,
  partsOf,
  plusDays,
  type CivilDate,
  type DateRange,
} from '@ledger/kernel';
import type { Readings } from '@ledger/terms';

/** A month that a subject is billed by. */
export interface BillingMonth {
  /** The whole month, also where billing starts within it. */
  readonly days: DateRange;
  /** Its place, from 0. */
  readonly n: number;
}

/** The first month of a subject. R18: the months of the calendar, or months counted from the billing start date (民法143条2項). */
export const firstBillingMonth = (startsOn: CivilDate, rule: Readings['R18']): BillingMonth => {
  switch (rule) {
    case 'calendar':
      return { days: { from: firstOfMonth(startsOn), to: lastOfMonth(startsOn) }, n: 0 };
    case 'from-billing-day':
      return { days: { from: startsOn, to: plusDays(firstOfCountedMonth(startsOn, 1), -1) }, n: 0 };
    default:
      return assertNever(rule);
  }
};

/** The month after another. */
export const nextBillingMonth = (
  startsOn: CivilDate,
  { days, n }: BillingMonth,
  rule: Readings['R18'],
): BillingMonth => {
  const from = plusDays(days.to, 1);
  switch (rule) {
    case 'calendar':
      return { days: { from, to: lastOfMonth(from) }, n: n + 1 };
    case 'from-billing-day':
      return { days: { from, to: plusDays(firstOfCountedMonth(startsOn, n + 2), -1) }, n: n + 1 };
    default:
      return assertNever(rule);
  }
};

/**
 * The calendar month that gives the first billing month its name; the `n`th after it bears that of the `n`th calendar month after this one. So
 * it is the same under every reading, and no two months share one, also where two of them begin in one calendar month (31 January, 1 March,
 * 31 March). Counted from the beginning of our era.
 */
export const firstNamedMonth = (startsOn: CivilDate): number => {
  const { year, month } = partsOf(startsOn);
  return year * 12 + (month - 1);
};

/** `2026-01`. */
export const nameOfMonth = (number: number): string =>
  `${String(Math.floor(number / 12))}-${String((number % 12) + 1).padStart(2, '0')}`;
