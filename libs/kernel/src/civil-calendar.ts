import type { Brand } from './brand.js';
import { digitsAt } from './digits.js';

/** A Japanese civil date (暦日) as a day number, 1970-01-01 being 0: compared, added and kept as a number. */
export type CivilDate = Brand<number, 'CivilDate'>;
/** A civil date as it is written: `YYYY-MM-DD`. */
export type IsoDate = string;
/** A span of the civil calendar as the terms state it: so many years, months or days. */
export type Period = { readonly years: number } | { readonly months: number } | { readonly days: number };
/** Two days and all days between them. */
export interface DateRange {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The date written as `YYYY-MM-DD`, years 1900 to 9999. @throws {RangeError} for any other text and for days that do not exist. */
export const civilDate = (text: IsoDate): CivilDate => {
  const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10)];
  const isWritten = text.length === 10 && text[4] === '-' && text[7] === '-' && !Number.isNaN(year + month + day);
  if (!isWritten) throw new RangeError(`not a date (YYYY-MM-DD): ${JSON.stringify(text)}`);
  if (year < 1900) throw new RangeError(`a year before 1900: ${text}`);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new RangeError(`no such day: ${text}`);
  }
  return dateOf(year, month, day);
};

/** `YYYY-MM-DD`. */
export const isoDate = (date: CivilDate): IsoDate => {
  const { year, month, day } = partsOf(date);
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${String(month)}-${day < 10 ? '0' : ''}${String(day)}`;
};

/** 民法143条2項: the day before the corresponding day (応当日), or the month's last day where there is none. */
export const lastDayOf = (first: CivilDate, period: Period): CivilDate => {
  if ('days' in period) return plusDays(first, period.days - 1);
  const months = 'years' in period ? period.years * 12 : period.months;
  const { year, month, day } = partsOf(first);
  const [inYear, inMonth] = monthAfter(year, month, months);
  const length = daysInMonth(inYear, inMonth);
  return day <= length ? dateOf(inYear, inMonth, day - 1) : dateOf(inYear, inMonth, length);
};

/** 民法140条: the day on which the period elapses (経過する日); the triggering day itself is not counted. */
export const dayElapsedFrom = (trigger: CivilDate, period: Period): CivilDate =>
  lastDayOf(plusDays(trigger, 1), period);

/** The first day of the `n`th month (from 0) counted from `first` by 民法143条2項: the day after the month before it ends. */
export const firstOfCountedMonth = (first: CivilDate, n: number): CivilDate =>
  n === 0 ? first : plusDays(lastDayOf(first, { months: n }), 1);

/** So many days later, or earlier where negative. */
export const plusDays = (date: CivilDate, days: number): CivilDate => (date + days) as CivilDate;
/** How many days a range has, both ends counted; never negative. */
export const daysIn = ({ from, to }: DateRange): number => Math.max(0, to - from + 1);
export const earliest = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b);
export const latest = (a: CivilDate, b: CivilDate): CivilDate => (a > b ? a : b);

/** The first day of the calendar month that `date` is in. */
export const firstOfMonth = (date: CivilDate): CivilDate => plusDays(date, 1 - partsOf(date).day);
/** The last day of the calendar month that `date` is in. */
export const lastOfMonth = (date: CivilDate): CivilDate => {
  const { year, month, day } = partsOf(date);
  return plusDays(date, daysInMonth(year, month) - day);
};
/** The calendar month `months` after the one that `date` is in, on the same day or, where there is none, on the month's last day. */
export const plusMonthsClamped = (date: CivilDate, months: number): CivilDate => {
  const { year, month, day } = partsOf(date);
  const [inYear, inMonth] = monthAfter(year, month, months);
  return dateOf(inYear, inMonth, Math.min(day, daysInMonth(inYear, inMonth)));
};
/** Year, month (from 1) and day of a date. */
export const partsOf = (date: CivilDate): YearMonthDay => {
  // Howard Hinnant's civil_from_days: eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
  const shifted = date + 719468;
  const era = quotient(shifted, 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = quotient(
    dayOfEra - quotient(dayOfEra, 1460) + quotient(dayOfEra, 36524) - quotient(dayOfEra, 146096),
    365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + quotient(yearOfEra, 4) - quotient(yearOfEra, 100));
  const marchMonth = quotient(5 * dayOfYear + 2, 153);
  const day = dayOfYear - quotient(153 * marchMonth + 2, 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
};

/** Days of the calendar month that `date` is in. */
export const monthLength = (date: CivilDate): number => {
  const { year, month } = partsOf(date);
  return daysInMonth(year, month);
};
/** The calendar month that `date` is in, counted from January of the year 0: the month after it is one more. */
export const monthOf = (date: CivilDate): number => {
  const { year, month } = partsOf(date);
  return year * 12 + (month - 1);
};
/** The first and the last day of such a month. */
export const daysOfMonth = (month: number): DateRange => {
  const from = dateOf(quotient(month, 12), (month % 12) + 1, 1);
  return { from, to: lastOfMonth(from) };
};
/** 0 for Sunday to 6 for Saturday. */
export const weekday = (date: CivilDate): number => (((date + 4) % 7) + 7) % 7;

const daysInMonth = (year: number, month: number): number => {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
};

const monthAfter = (year: number, month: number, months: number): readonly [year: number, month: number] => {
  const index = year * 12 + (month - 1) + months;
  return [quotient(index, 12), (index % 12) + 1];
};

/** Howard Hinnant's days_from_civil; day 0 is the last day of the month before. */
const dateOf = (year: number, month: number, day: number): CivilDate => {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = quotient(marchYear, 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = quotient(153 * (month > 2 ? month - 3 : month + 9) + 2, 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + quotient(yearOfEra, 4) - quotient(yearOfEra, 100) + dayOfYear;
  return (era * 146097 + dayOfEra - 719468) as CivilDate;
};

/** The whole part of a quotient that is not negative: so written, it is computed in whole numbers. */
const quotient = (dividend: number, divisor: number): number => (dividend / divisor) | 0;
