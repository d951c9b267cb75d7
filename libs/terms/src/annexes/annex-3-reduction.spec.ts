import { civilDate, MICROSECONDS_PER_HOUR, roundExact, yen } from '@ledger/kernel';
import { describe, expect, it } from '@jest/globals';
import { editionOn, xspMailTerms } from '../editions.js';
import { reductionAmount, unusableUnits } from './annex-3-reduction.js';

const edition = editionOn(xspMailTerms, civilDate('2026-01-01'));

describe('別紙3（料金の減額）', () => {
  it.each([
    [0, 0],
    [23.999, 0],
    [24, 1],
    [47.999, 1],
    [48, 2],
    [71 + 59 / 60, 2], // aware 2026-03-10T09:00, recovered 2026-03-13T08:59
    [720, 30],
  ])('%d unusable hours are %i units', (hours, units) => {
    expect(unusableUnits(hours * MICROSECONDS_PER_HOUR, edition)).toBe(units);
  });

  it('makes no unit of a time that is a microsecond short', () => {
    expect(unusableUnits(24 * MICROSECONDS_PER_HOUR - 1, edition)).toBe(0);
    expect(unusableUnits(48 * MICROSECONDS_PER_HOUR - 1, edition)).toBe(1);
  });

  it.each([
    [2, 37_200, 2480],
    [1, 31_000, 1033], // 1033.33
    [3, 31_000, 3100], // not 3 x 1033
    [45, 30_000, 45_000], // more than the fee: R08 is asked elsewhere
    [0, 31_000, 0],
    [7, 0, 0],
  ])('%i units of a monthly fee of %i: %i yen', (units, monthlyFee, amount) => {
    expect(roundExact(reductionAmount(units, yen(monthlyFee), edition), 'down')).toBe(amount);
  });
});
