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

/**
 * The `n`th month (from 0) that a subject is billed by, whole, also where billing starts within it. R18: the months of the calendar, or
 * months counted from the billing start date (民法143条2項).
 */
export const billingMonth = (startsOn: CivilDate, n: number, rule: Readings['R18']): DateRange => {
  switch (rule) {
    case 'calendar': {
      const from = nthCalendarMonth(startsOn, n);
      return { from, to: lastOfMonth(from) };
    }
    case 'from-billing-day':
      return { from: firstOfCountedMonth(startsOn, n), to: plusDays(firstOfCountedMonth(startsOn, n + 1), -1) };
    default:
      return assertNever(rule);
  }
};

/**
 * The name of the `n`th billing month: the calendar month that is `n` after the one billing starts in. It is the same under every
 * reading, and no two months share one, also where two of them begin in one calendar month (31 January, 1 March, 31 March).
 */
export const billingMonthName = (startsOn: CivilDate, n: number): string => {
  const { year, month } = partsOf(startsOn);
  const index = year * 12 + (month - 1) + n;
  return `${String(Math.floor(index / 12))}-${String((index % 12) + 1).padStart(2, '0')}`;
};

const nthCalendarMonth = (date: CivilDate, n: number): CivilDate => {
  if (n === 0) return firstOfMonth(date);
  return firstOfCountedMonth(firstOfMonth(date), n);
};
