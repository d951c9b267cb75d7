import { civilDate, isoDate } from '@ledger/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EndingNotice } from '../arrival.js';
import { editionOn, xspMailTerms } from '../editions.js';
import { defaultReadings } from '../readings.js';
import { effectiveEnd, noticeElapsesOn } from './article-07-effective-end.js';

const edition = editionOn(xspMailTerms, civilDate('2026-01-01'));
const notice = (arrivedOn: string, designatedOn?: string): EndingNotice => ({
  arrivedOn: civilDate(arrivedOn),
  atMidnight: false,
  designatedOn: designatedOn === undefined ? undefined : civilDate(designatedOn),
});

describe('第7条（解除の効力が生ずる日）', () => {
  it.each([
    ['2026-01-31', undefined, '2026-03-02'],
    ['2024-01-30', undefined, '2024-02-29'],
    ['2023-01-30', undefined, '2023-03-01'],
    ['2023-08-01', '2023-08-10', '2023-08-31'], // the 30 days govern
    ['2026-06-01', '2026-06-15', '2026-07-01'],
    ['2026-06-01', '2026-06-30', '2026-07-01'], // a day too early
    ['2026-06-01', '2026-07-01', '2026-07-01'], // the very day
    ['2026-06-01', '2026-07-02', '2026-07-02'], // a day later
    ['2026-06-01', '2026-09-30', '2026-09-30'], // the designated date governs
    ['2023-08-01', '2023-12-25', '2023-12-25'],
    ['2026-06-01', '2020-01-01', '2026-07-01'], // a date long gone
    ['2026-05-20', '2026-06-30', '2026-06-30'],
  ])('arrived %s, designated %s: %s', (arrivedOn, designatedOn, expected) => {
    expect(isoDate(effectiveEnd(notice(arrivedOn, designatedOn), edition, defaultReadings))).toBe(expected);
  });

  it('never ends before the 30 days or before the designated date', () => {
    const day = fc
      .integer({ min: civilDate('2018-11-01'), max: civilDate('2100-01-01') })
      .map((date) => date as EndingNotice['arrivedOn']);
    fc.assert(
      fc.property(day, fc.option(day, { nil: undefined }), fc.boolean(), (arrivedOn, designatedOn, atMidnight) => {
        const end = effectiveEnd({ arrivedOn, atMidnight, designatedOn }, edition, defaultReadings);
        expect(end).toBe(Math.max(arrivedOn + 30, designatedOn ?? 0));
      }),
    );
  });
});

describe('R01: 「30 日を経過する日」; R16: a notice that arrives at exactly 00:00', () => {
  it.each([
    ['elapses', 'not-counted', false, '2026-07-01'],
    ['elapses', 'not-counted', true, '2026-07-01'],
    ['elapses', 'counted', false, '2026-07-01'],
    ['elapses', 'counted', true, '2026-06-30'], // its own day is the first of the 30
    ['elapsed', 'not-counted', false, '2026-07-02'],
    ['elapsed', 'not-counted', true, '2026-07-02'],
    ['elapsed', 'counted', false, '2026-07-02'],
    ['elapsed', 'counted', true, '2026-07-01'],
  ] as const)('%s and %s, at midnight %s: arrived 2026-06-01, elapses %s', (R01, R16, atMidnight, expected) => {
    const arrival = { arrivedOn: civilDate('2026-06-01'), atMidnight };
    expect(isoDate(noticeElapsesOn(arrival, edition, { R01, R16 }))).toBe(expected);
  });
});
