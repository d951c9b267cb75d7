import { civilDate, isoDate } from '@ledger/kernel';
import { describe, expect, it } from '@jest/globals';
import { editionOn, xspMailTerms } from '../editions.js';
import { minimumPeriodOf } from './article-01-minimum-period.js';

describe('第1条（最低利用期間）', () => {
  it.each([
    ['2026-04-01', '2027-03-31'],
    ['2026-04-15', '2027-04-14'],
    ['2024-02-29', '2025-02-28'], // no corresponding day in 2025
    ['2024-03-01', '2025-02-28'],
    ['2023-03-01', '2024-02-29'],
    ['2023-02-28', '2024-02-27'],
    ['2026-01-15', '2027-01-14'],
  ])('billing from %s: to %s', (billingStart, lastDay) => {
    const start = civilDate(billingStart);
    const { from, to } = minimumPeriodOf(start, editionOn(xspMailTerms, start));
    expect([isoDate(from), isoDate(to)]).toEqual([billingStart, lastDay]);
  });
});
