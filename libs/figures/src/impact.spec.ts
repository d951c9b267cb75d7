import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addYen, yen, ZERO_YEN, type Yen } from '@ledger/kernel';
import { registerInterpretation } from '@ledger/contract';
import { day, reading, workedContract } from '../../../test/support/history.js';
import { figuresOn } from './figures.js';
import type { Amounts } from './amounts.js';
import { impactBetween, impactOfAll, impactOn, impactTogether, type ContractImpact } from './impact.js';

const asOf = day('2026-07-31');

describe('The impact of a reading on a contract', () => {
  it('is what its articles come to otherwise', () => {
    const impact = impactOn(workedContract.history, asOf, registerInterpretation, reading({ R05: 'cumulative' }));
    expect(impact).toEqual({
      contractId: 'c-1',
      before: 548919,
      after: 588919,
      byArticle: new Map([['9(2)', 40000]]),
    });
  });
  it('is shown where articles change places, though the sum is the same', () => {
    const impact = impactOn(workedContract.history, asOf, registerInterpretation, reading({ R05: 'separate' }));
    expect(impact?.after).toBe(impact?.before);
    expect(impact?.byArticle).toEqual(
      new Map([
        ['9(1)', -40000],
        ['9(2)', 40000],
      ]),
    );
  });
  it('is none where nothing comes to another amount', () => {
    const same = impactOn(workedContract.history, asOf, registerInterpretation, reading({ R21: 'any-contract' }));
    expect(same).toBeUndefined();
  });
  it('is the difference of the totals that are answered', () => {
    const after = reading({ R04: 'whole-months', R11: 'not-billed' });
    const impact = impactOn(workedContract.history, asOf, registerInterpretation, after);
    const { arisen, reduced } = figuresOn(workedContract.history, asOf, after).totals();
    expect(impact?.after).toBe(arisen - reduced);
  });
});

describe('The impact on many contracts', () => {
  const few = fc.integer({ min: -5, max: 5 });
  const amounts: fc.Arbitrary<Amounts> = fc.tuple(few, few, few, few);
  const impacts: fc.Arbitrary<readonly ContractImpact[]> = fc
    .array(fc.tuple(amounts, amounts), { maxLength: 150 })
    .map((pairs) =>
      pairs.flatMap(([before, after], index) => impactBetween(`c-${String(index)}`, before, after) ?? []),
    );
  const sumOf = (all: readonly Yen[]): Yen => all.reduce((sum, one) => addYen(sum, one), ZERO_YEN);

  it('adds up, by article and altogether, in whatever order they come', () => {
    fc.assert(
      fc.property(impacts, (all) => {
        const { contracts, total, byArticle, mostAffected } = impactOfAll(all);
        expect(contracts).toBe(all.length);
        expect(total.sum).toBe(sumOf(all.map(({ before, after }) => yen(after - before))));
        expect(sumOf(byArticle.map(({ sum }) => sum))).toBe(total.sum);
        for (const { up, down, sum } of [total, ...byArticle]) expect(addYen(up, down)).toBe(sum);
        expect(impactOfAll(all.toReversed())).toEqual({ contracts, total, byArticle, mostAffected });
        const least = Math.abs((mostAffected.at(-1)?.after ?? 0) - (mostAffected.at(-1)?.before ?? 0));
        const shown = new Set(mostAffected);
        expect(mostAffected).toHaveLength(Math.min(100, all.length));
        for (const one of all) if (!shown.has(one)) expect(Math.abs(one.after - one.before)).toBeLessThanOrEqual(least);
      }),
    );
  });

  it('is the same when parts of them were added up elsewhere', () => {
    fc.assert(
      fc.property(impacts, fc.nat(150), (all, middle) => {
        const parts = [all.slice(middle), all.slice(0, middle)].map(impactOfAll);
        expect(impactTogether(parts)).toEqual(impactOfAll(all));
        expect(impactTogether([])).toEqual(impactOfAll([]));
      }),
    );
  });
});
