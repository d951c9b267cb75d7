import {
  civilDate,
  daysIn,
  firstOfCountedMonth,
  isoDate,
  lastDayOf,
  plusDays,
  type CivilDate,
  type DateRange,
} from '@ledger/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { monthsCountedBack, remainingPeriod, wholeMonths } from './annex-2-early-termination-charge.js';

const range = (from: string, to: string): DateRange => ({ from: civilDate(from), to: civilDate(to) });
const text = ({ from, to }: DateRange): string => `${isoDate(from)}..${isoDate(to)}`;

/** A minimum period of a year and what remains of it from some day in it. */
const anyRest = fc
  .tuple(fc.integer({ min: civilDate('2018-11-01'), max: civilDate('2040-01-01') }), fc.integer({ min: 0, max: 364 }))
  .map(([first, days]) => {
    const from = first as CivilDate;
    const minimumPeriod = { from, to: lastDayOf(from, { years: 1 }) };
    return { minimumPeriod, remaining: { from: plusDays(from, days), to: minimumPeriod.to } };
  });

describe('別紙2（最低利用期間内解除調定金）: 残余の期間', () => {
  it.each([
    ['2026-07-01', '2026-07-01..2027-01-14'],
    ['2027-01-14', '2027-01-14..2027-01-14'],
    ['2027-01-15', undefined],
  ])('of a minimum period to 2027-01-14, from %s: %s', (from, expected) => {
    const remaining = remainingPeriod(civilDate(from), range('2026-01-15', '2027-01-14'));
    expect(remaining && text(remaining)).toBe(expected);
  });
});

describe('R04 whole-months', () => {
  it.each([
    ['2026-07-01', 7, '2026-06-15..2026-07-14'], // the month in which the rest begins counts in full
    ['2026-07-14', 7, '2026-06-15..2026-07-14'],
    ['2026-07-15', 6, '2026-07-15..2026-08-14'],
    ['2026-01-15', 12, '2026-01-15..2026-02-14'],
    ['2027-01-14', 1, '2026-12-15..2027-01-14'],
  ])('a minimum period from 2026-01-15, its rest from %s: %i months, the first %s', (from, count, first) => {
    const minimumPeriod = range('2026-01-15', '2027-01-14');
    const months = wholeMonths(minimumPeriod, { from: civilDate(from), to: minimumPeriod.to });
    expect(months).toHaveLength(count);
    expect(months.map(text)[0]).toBe(first);
  });

  it('cuts months to the last day of a month that has no corresponding day', () => {
    const minimumPeriod = range('2026-01-31', '2027-01-30');
    const months = wholeMonths(minimumPeriod, minimumPeriod).map(text);
    expect(months.slice(0, 3)).toEqual(['2026-01-31..2026-02-28', '2026-03-01..2026-03-30', '2026-03-31..2026-04-30']);
    expect(months.at(-1)).toBe('2026-12-31..2027-01-30');
  });

  it('gives months that follow on one another, from the one of the first day to the last day', () => {
    fc.assert(
      fc.property(anyRest, ({ minimumPeriod, remaining }) => {
        const months = wholeMonths(minimumPeriod, remaining);
        months.slice(1).forEach(({ from }, index) => {
          expect(from).toBe(plusDays(months[index]?.to ?? from, 1));
        });
        expect(months[0]?.from).toBeLessThanOrEqual(remaining.from);
        expect(months[0]?.to).toBeGreaterThanOrEqual(remaining.from);
        expect(months.at(-1)?.to).toBe(remaining.to);
        expect(months[0]?.from).toBe(firstOfCountedMonth(minimumPeriod.from, 12 - months.length));
      }),
    );
  });
});

describe('R04 anniversary', () => {
  it.each([
    ['2026-07-01', '2027-01-14', 6, '2026-07-01..2026-07-14'],
    ['2026-07-14', '2027-01-14', 6, '2026-07-14..2026-07-14'],
    ['2026-07-15', '2027-01-14', 6, undefined], // nothing before the whole months
    ['2026-07-16', '2027-01-14', 5, '2026-07-16..2026-08-14'],
    ['2027-01-14', '2027-01-14', 0, '2027-01-14..2027-01-14'],
    ['2026-02-28', '2026-03-30', 1, undefined], // counted back from the 31st, to the last day of February
    ['2026-02-27', '2026-03-30', 1, '2026-02-27..2026-02-27'],
  ])('the rest %s to %s: %i whole months, the days before them %s', (from, to, count, days) => {
    const counted = monthsCountedBack(range(from, to));
    expect(counted.months).toHaveLength(count);
    expect(counted.days && text(counted.days)).toBe(days);
  });

  it('leaves no day out and counts none twice, and fewer days than a month before the months', () => {
    fc.assert(
      fc.property(anyRest, ({ remaining }) => {
        const { days, months } = monthsCountedBack(remaining);
        const parts = [...(days === undefined ? [] : [days]), ...months];
        expect(parts[0]?.from).toBe(remaining.from);
        expect(parts.at(-1)?.to).toBe(remaining.to);
        expect(parts.reduce((sum, part) => sum + daysIn(part), 0)).toBe(daysIn(remaining));
        expect(days === undefined ? 0 : daysIn(days)).toBeLessThan(31);
      }),
    );
  });
});
