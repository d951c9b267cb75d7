import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  civilDate,
  dayElapsedFrom,
  daysIn,
  earliest,
  firstOfCountedMonth,
  firstOfMonth,
  isoDate,
  lastDayOf,
  lastOfMonth,
  latest,
  monthLength,
  partsOf,
  plusDays,
  plusMonthsClamped,
  weekday,
  type CivilDate,
  type Period,
} from './civil-calendar.js';

/** Any day from 1900 to 2199. */
const anyDate = fc
  .integer({ min: civilDate('1900-01-01'), max: civilDate('2199-12-31') })
  .map((day) => day as CivilDate);
const anyMonths = fc.integer({ min: 1, max: 60 });
/** The same day in the runtime's own calendar, an independent implementation. */
const plain = (date: CivilDate): Temporal.PlainDate => Temporal.PlainDate.from(isoDate(date));

describe('A civil date', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-03-01', 11017],
    ['1900-01-01', -25567],
  ])('%s is day %i', (text, day) => {
    expect(civilDate(text)).toBe(day);
    expect(isoDate(day as CivilDate)).toBe(text);
  });

  it.each(['2024-02-29', '2000-02-29', '1900-02-28', '9999-12-31'])('%s exists', (text) => {
    expect(isoDate(civilDate(text))).toBe(text);
  });

  it.each([
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1899-12-31',
    '2026-1-1',
    '26-01-01',
    '2026/01/01',
    '2026-01-01T00:00Z',
    ' 2026-01-01',
    '２０２６-01-01',
    '+002026-01-01',
    '',
  ])('%j is none', (text) => {
    expect(() => civilDate(text)).toThrow(RangeError);
  });

  it('is written as it is read', () => {
    fc.assert(fc.property(anyDate, (date) => civilDate(isoDate(date)) === date));
  });

  it('has the year, month, day, weekday and length of month of the calendar', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const { year, month, day, dayOfWeek, daysInMonth } = plain(date);
        expect(partsOf(date)).toEqual({ year, month, day });
        expect(weekday(date)).toBe(dayOfWeek % 7);
        expect(monthLength(date)).toBe(daysInMonth);
      }),
    );
  });

  it('lies between the first and the last day of its month', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(partsOf(firstOfMonth(date))).toEqual({ ...partsOf(date), day: 1 });
        expect(partsOf(plusDays(lastOfMonth(date), 1)).day).toBe(1);
        expect(daysIn({ from: firstOfMonth(date), to: lastOfMonth(date) })).toBe(monthLength(date));
      }),
    );
  });

  it('moves by months to the same day or the last of the month', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const moved = plain(date).add({ months }, { overflow: 'constrain' });
        fc.pre(moved.year >= 1900);
        expect(isoDate(plusMonthsClamped(date, months))).toBe(moved.toString());
      }),
    );
  });

  it('is compared as a number', () => {
    const [first, second] = [civilDate('2026-01-31'), civilDate('2026-02-01')];
    expect(earliest(second, first)).toBe(first);
    expect(latest(first, second)).toBe(second);
  });

  it('counts both ends of a range, and none of an empty one', () => {
    const date = civilDate('2026-01-31');
    expect(daysIn({ from: date, to: date })).toBe(1);
    expect(daysIn({ from: plusDays(date, 1), to: date })).toBe(0);
    expect(daysIn({ from: plusDays(date, 9), to: date })).toBe(0);
  });
});

describe('民法第143条: a period counted from its first day', () => {
  it.each([
    ['2026-04-01', { years: 1 }, '2027-03-31'],
    ['2026-04-15', { years: 1 }, '2027-04-14'],
    ['2024-02-29', { years: 1 }, '2025-02-28'], // no corresponding day
    ['2024-03-01', { years: 1 }, '2025-02-28'],
    ['2023-03-01', { years: 1 }, '2024-02-29'],
    ['2023-02-28', { years: 1 }, '2024-02-27'],
    ['2026-01-31', { months: 1 }, '2026-02-28'], // no corresponding day
    ['2026-01-30', { months: 1 }, '2026-02-28'], // no corresponding day
    ['2026-01-29', { months: 1 }, '2026-02-28'], // no corresponding day
    ['2026-01-28', { months: 1 }, '2026-02-27'],
    ['2026-12-01', { months: 1 }, '2026-12-31'],
    ['2026-06-01', { days: 30 }, '2026-06-30'],
    ['2026-06-01', { days: 1 }, '2026-06-01'],
  ])('from %s, %j: to %s', (first, period, last) => {
    expect(isoDate(lastDayOf(civilDate(first), period))).toBe(last);
  });

  /** Walks day by day until the next day is the corresponding one, or the last month is over. */
  const walked = (first: CivilDate, months: number): CivilDate => {
    const start = plain(first);
    const lastMonth = start.toPlainYearMonth().add({ months });
    let day = start;
    for (;;) {
      const next = day.add({ days: 1 });
      const isInLastMonth = next.toPlainYearMonth().equals(lastMonth);
      if (isInLastMonth && next.day === start.day) return civilDate(day.toString());
      if (Temporal.PlainYearMonth.compare(next.toPlainYearMonth(), lastMonth) > 0) return civilDate(day.toString());
      day = next;
    }
  };

  it('ends as one who walks through the calendar ends', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 24 }), (first, months) => {
        expect(isoDate(lastDayOf(first, { months }))).toBe(isoDate(walked(first, months)));
      }),
    );
  });

  it('is the same in years and in twelve times the months', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 9 }), (first, years) =>
        Object.is(lastDayOf(first, { years }), lastDayOf(first, { months: 12 * years })),
      ),
    );
  });

  it('never ends earlier where it begins later', () => {
    fc.assert(
      fc.property(anyDate, anyMonths, (first, months) => {
        expect(lastDayOf(plusDays(first, 1), { months })).toBeGreaterThanOrEqual(lastDayOf(first, { months }));
      }),
    );
  });

  it('is cut into months that follow on one another and end with it', () => {
    fc.assert(
      fc.property(anyDate, anyMonths, (first, months) => {
        for (let n = 0; n < months; n += 1) {
          const [from, next] = [firstOfCountedMonth(first, n), firstOfCountedMonth(first, n + 1)];
          expect(next - from).toBeGreaterThanOrEqual(28);
          expect(next - from).toBeLessThanOrEqual(31);
        }
        expect(firstOfCountedMonth(first, 0)).toBe(first);
        expect(firstOfCountedMonth(first, months)).toBe(plusDays(lastDayOf(first, { months }), 1));
      }),
    );
  });
});

describe('民法第140条: a period counted from a day that is not counted itself', () => {
  const days: Period = { days: 30 };
  const months: Period = { months: 3 };
  it.each([
    ['2026-01-31', days, '2026-03-02'],
    ['2024-01-30', days, '2024-02-29'],
    ['2026-06-01', days, '2026-07-01'],
    ['2025-02-28', months, '2025-05-31'],
    ['2025-11-30', months, '2026-02-28'],
    ['2025-11-29', months, '2026-02-28'],
    ['2023-11-29', months, '2024-02-29'],
    ['2026-01-31', months, '2026-04-30'],
    ['2026-03-15', months, '2026-06-15'],
  ])('triggered on %s, %j elapse on %s', (trigger, period, elapsesOn) => {
    expect(isoDate(dayElapsedFrom(civilDate(trigger), period))).toBe(elapsesOn);
  });

  it('elapses so many days after, where it is set in days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 400 }), (trigger, count) => {
        expect(dayElapsedFrom(trigger, { days: count })).toBe(trigger + count);
      }),
    );
  });
});
