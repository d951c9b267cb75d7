import { civilDate } from '@ledger/kernel';
import { describe, expect, it } from '@jest/globals';
import { endsEarly, isExemptEnd } from './article-09-early-termination.js';

describe('第9条（最低利用期間内解除調定）', () => {
  it.each([
    ['2027-03-30', true],
    ['2027-03-31', false], // the day on which the period elapses
    ['2027-04-01', false],
  ])('a minimum period to 2027-03-31, an end on %s: early %s', (endsOn, early) => {
    const minimumPeriod = { from: civilDate('2026-04-01'), to: civilDate('2027-03-31') };
    expect(endsEarly(civilDate(endsOn), minimumPeriod)).toBe(early);
  });
});

describe('第9条第1項, its exception and R20', () => {
  it.each([
    ['general-28-2', true, true],
    ['general-28-3', true, true],
    ['agreement', false, true],
    ['notice', false, false],
    ['provider-for-cause', false, false],
    ['statutory', false, false],
  ] as const)('an end by %s is exempt: %s; under not-charged: %s', (ground, byDefault, underNotCharged) => {
    expect(isExemptEnd(ground, { R20: 'charged' })).toBe(byDefault);
    expect(isExemptEnd(ground, { R20: 'not-charged' })).toBe(underNotCharged);
  });
});
