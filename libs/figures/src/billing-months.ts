import {
  assertNever,
  firstOfCountedMonth,
  daysOfMonth,
  monthOf,
  plusDays,
  type CivilDate,
  type DateRange,
} from '@ledger/kernel';
import type { Readings } from '@ledger/terms';

/** A month that a subject is billed by. */
export interface BillingMonth {
  /** The whole month, also where billing starts within it. */
  readonly days: DateRange;
  /**
   * The calendar month that gives it its name: the first bears that of the month in which billing starts, each later one the next. So the name
   * is the same under every reading, and no two months share one, also where two of them begin in one calendar month (31 January, 1 March,
   * 31 March).
   */
  readonly named: number;
}

/** The first month of a subject. R18: the months of the calendar, or months counted from the billing start date (民法143条2項). */
export const firstBillingMonth = (startsOn: CivilDate, rule: Readings['R18']): BillingMonth => {
  const named = monthOf(startsOn);
  switch (rule) {
    case 'calendar':
      return calendarMonth(named);
    case 'from-billing-day':
      return { days: { from: startsOn, to: plusDays(firstOfCountedMonth(startsOn, 1), -1) }, named };
    default:
      return assertNever(rule);
  }
};

/** The month after another. */
export const nextBillingMonth = (startsOn: CivilDate, month: BillingMonth, rule: Readings['R18']): BillingMonth => {
  const named = month.named + 1;
  switch (rule) {
    case 'calendar':
      return calendarMonth(named);
    case 'from-billing-day': {
      const later = firstOfCountedMonth(startsOn, named + 1 - monthOf(startsOn));
      return { days: { from: plusDays(month.days.to, 1), to: plusDays(later, -1) }, named };
    }
    default:
      return assertNever(rule);
  }
};

/** All contracts are billed by the same months of the calendar, so that each is made once. */
const calendarMonth = (named: number): BillingMonth => {
  let month = calendarMonths.get(named);
  if (month === undefined) calendarMonths.set(named, (month = { days: daysOfMonth(named), named }));
  return month;
};
const calendarMonths = new Map<number, BillingMonth>();

/** `2026-01`. */
export const nameOfMonth = (month: number): string =>
  `${String(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`;
