import { civilDate, isoDate, MICROSECONDS_PER_HOUR, roundExact, yen } from '@ledger/kernel';
import { describe, expect, it } from '@jest/globals';
import { reductionAmount, unusableUnits } from './annexes/annex-3-reduction.js';
import { minimumPeriodOf } from './articles/article-01-minimum-period.js';
import { effectiveCessation, optionMinimumPeriodOf } from './articles/article-05-options.js';
import { effectiveEnd } from './articles/article-07-effective-end.js';
import { claimDeadline, isUnusableTime } from './articles/article-10-reduction.js';
import type { Terms } from './edition.js';
import { editionNamed, editionOn, governedBy, xspMailTerms } from './editions.js';
import { defaultReadings } from './readings.js';
import { Refusal } from './refusal.js';

describe('附則: the edition in force', () => {
  it.each([
    ['2018-11-01', '2018-11-01', false],
    ['2022-10-31', '2018-11-01', false],
    ['2022-11-01', '2022-11-01', true],
    ['2050-01-01', '2022-11-01', true],
  ])('on %s is that of %s, its text at hand: %s', (date, id, textAtHand) => {
    expect(editionOn(xspMailTerms, civilDate(date))).toMatchObject({ id, textAtHand });
  });

  it('is none before 2018-11-01', () => {
    const ask = (): unknown => editionOn(xspMailTerms, civilDate('2018-10-31'));
    expect(ask).toThrow(Refusal);
    expect(ask).toThrow(
      expect.objectContaining({
        code: 'no-edition-in-force',
        clause: expect.objectContaining({ label: 'supplementary' }) as unknown,
      }),
    );
  });

  it('has the numbers that the text states', () => {
    expect(editionOn(xspMailTerms, civilDate('2022-11-01')).parameters).toEqual({
      minimumPeriod: { years: 1 },
      optionMinimumPeriod: { years: 1 },
      optionNoticePeriod: { days: 30 },
      noticePeriod: { days: 30 },
      unusableHours: 24,
      claimPeriod: { months: 3 },
      reductionUnitHours: 24,
      reductionDivisor: 30,
    });
  });

  it('R17: has the same numbers before its amendment', () => {
    const [of2018, of2022] = xspMailTerms.editions;
    expect(of2018?.parameters).toEqual(of2022?.parameters);
  });
});

/** What another service might publish over the same articles, and what it might amend. */
const elsewhere: Terms = {
  service: 'Another Platform/Mail',
  editions: [
    {
      id: '2020-04-01',
      inForceFrom: civilDate('2020-04-01'),
      textAtHand: true,
      parameters: {
        minimumPeriod: { months: 6 },
        optionMinimumPeriod: { days: 90 },
        optionNoticePeriod: { days: 7 },
        noticePeriod: { months: 1 },
        unusableHours: 12,
        claimPeriod: { days: 10 },
        reductionUnitHours: 6,
        reductionDivisor: 31,
      },
    },
    {
      id: '2024-04-01',
      inForceFrom: civilDate('2024-04-01'),
      textAtHand: true,
      parameters: {
        minimumPeriod: { years: 2 },
        optionMinimumPeriod: { months: 1 },
        optionNoticePeriod: { days: 60 },
        noticePeriod: { days: 60 },
        unusableHours: 48,
        claimPeriod: { months: 1 },
        reductionUnitHours: 24,
        reductionDivisor: 28,
      },
    },
  ],
};

describe('Another edition, or another service, is data', () => {
  it.each([
    {
      on: '2023-04-01',
      minimumPeriodTo: '2023-09-30',
      optionTo: '2023-06-29',
      cessation: '2023-04-08',
      end: '2023-05-01',
      claimBy: '2023-04-11',
      unusable: [false, true],
      units: [0, 2],
      reduction: 2000, // 2 x 31000 / 31
    },
    {
      on: '2024-04-01',
      minimumPeriodTo: '2026-03-31',
      optionTo: '2024-04-30',
      cessation: '2024-05-31',
      end: '2024-05-31',
      claimBy: '2024-05-01',
      unusable: [false, false],
      units: [0, 0],
      reduction: 2214, // 2 x 31000 / 28
    },
  ])('whose numbers on $on reach every article', (expected) => {
    const day = civilDate(expected.on);
    const edition = editionOn(elsewhere, day);
    const notice = { arrivedOn: day, atMidnight: false, designatedOn: undefined };
    const lasted = [11.9, 12].map((hours) => hours * MICROSECONDS_PER_HOUR);
    expect({
      on: expected.on,
      minimumPeriodTo: isoDate(minimumPeriodOf(day, edition).to),
      optionTo: isoDate(optionMinimumPeriodOf(day, edition).to),
      cessation: isoDate(effectiveCessation(notice, edition, defaultReadings)),
      end: isoDate(effectiveEnd(notice, edition, defaultReadings)),
      claimBy: isoDate(claimDeadline(day, edition, defaultReadings)),
      unusable: lasted.map((time) => isUnusableTime(time, edition)),
      units: lasted.map((time) => unusableUnits(time, edition)),
      reduction: roundExact(reductionAmount(2, yen(31_000), edition), 'down'),
    }).toEqual(expected);
  });
});

describe('The terms under one edition', () => {
  it('have it in force on every day', () => {
    const terms = governedBy(editionNamed(xspMailTerms, '2018-11-01'), xspMailTerms);
    for (const date of ['1900-01-01', '2018-10-31', '2022-11-01', '2199-12-31']) {
      expect(editionOn(terms, civilDate(date))).toMatchObject({ id: '2018-11-01', textAtHand: false });
    }
    expect(terms.service).toBe(xspMailTerms.service);
  });
  it('need one that there is', () => {
    const ask = (): unknown => editionNamed(xspMailTerms, '2020-01-01');
    expect(ask).toThrow(new RangeError('no edition "2020-01-01"; there are 2018-11-01, 2022-11-01'));
  });
});
