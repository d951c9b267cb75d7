import { civilDate, isoDate } from '@ledger/kernel';
import { describe, expect, it } from '@jest/globals';
import { editionOn, xspMailTerms } from '../editions.js';
import { defaultReadings } from '../readings.js';
import { effectiveCessation, optionMinimumPeriodOf, optionNoticeElapsesOn } from './article-05-options.js';

const edition = editionOn(xspMailTerms, civilDate('2026-01-01'));

describe('第5条（オプションサービス）第3項', () => {
  it.each([
    ['2026-02-10', '2027-02-09'],
    ['2024-02-29', '2025-02-28'],
  ])('the option is billed from %s: minimum period to %s', (billingStart, lastDay) => {
    const { from, to } = optionMinimumPeriodOf(civilDate(billingStart), edition);
    expect([isoDate(from), isoDate(to)]).toEqual([billingStart, lastDay]);
  });
});

describe('第5条第4項', () => {
  it.each([
    ['2026-01-31', undefined, '2026-03-02'],
    ['2024-01-30', '2024-01-30', '2024-02-29'],
    ['2026-06-01', '2026-06-15', '2026-07-01'], // the 30 days govern
    ['2026-06-01', '2026-07-01', '2026-07-01'],
    ['2026-06-01', '2026-07-02', '2026-07-02'], // the designated date governs
  ])('arrived %s, designated %s: %s', (arrivedOn, designatedOn, expected) => {
    const notice = {
      arrivedOn: civilDate(arrivedOn),
      atMidnight: false,
      designatedOn: designatedOn === undefined ? undefined : civilDate(designatedOn),
    };
    expect(isoDate(effectiveCessation(notice, edition, defaultReadings))).toBe(expected);
  });

  it('counts with the readings as Art. 7 does', () => {
    const midnight = { arrivedOn: civilDate('2026-06-01'), atMidnight: true };
    const readings = { R01: 'elapsed', R16: 'counted' } as const;
    expect(isoDate(optionNoticeElapsesOn(midnight, edition, readings))).toBe('2026-07-01');
  });
});
