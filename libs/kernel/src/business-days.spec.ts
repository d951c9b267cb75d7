import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBusinessDay, nextBusinessDay } from './business-days.js';
import { civilDate, isoDate, plusDays, weekday, type CivilDate } from './civil-calendar.js';

describe('民法第142条: a day of business', () => {
  it.each([
    ['2026-06-15', true], // a Monday
    ['2026-06-13', false], // a Saturday
    ['2026-06-14', false], // a Sunday
    ['2026-02-23', false], // the Emperor's Birthday
    ['2026-05-06', false], // a substitute holiday
    ['2026-09-22', false], // between two holidays
    ['2025-12-28', false], // a Sunday
    ['2026-12-28', true],
    ['2026-12-29', false],
    ['2026-12-31', false],
    ['2025-01-01', false],
    ['2025-01-02', false],
    ['2025-01-03', false],
    ['2027-01-04', true],
  ])('%s: %s', (date, is) => {
    expect(isBusinessDay(civilDate(date))).toBe(is);
  });

  it.each([
    ['2026-06-15', '2026-06-15'],
    ['2026-06-13', '2026-06-15'],
    ['2026-05-02', '2026-05-07'],
    ['2026-12-29', '2027-01-04'],
    ['2024-12-28', '2025-01-06'],
  ])('from %s the next is %s', (date, next) => {
    expect(isoDate(nextBusinessDay(civilDate(date)))).toBe(next);
  });

  it('is the first from a day on, and never a weekend', () => {
    const anyDate = fc.integer({ min: civilDate('2018-11-01'), max: civilDate('2049-12-01') });
    fc.assert(
      fc.property(anyDate, (day) => {
        const next = nextBusinessDay(day as CivilDate);
        expect(isBusinessDay(next)).toBe(true);
        expect([0, 6]).not.toContain(weekday(next));
        for (let date = day as CivilDate; date < next; date = plusDays(date, 1))
          expect(isBusinessDay(date)).toBe(false);
      }),
    );
  });
});
