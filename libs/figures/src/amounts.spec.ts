import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountFactsOf, historyOfAmounts, type AmountFacts, type History } from '@ledger/contract';
import type { CivilDate } from '@ledger/kernel';
import type { Interpretation } from '@ledger/terms';
import { reading, workedContract } from '../../../test/support/history.js';
import { randomDays, randomLives, randomReadings } from '../../../test/support/random-lives.js';
import { AMOUNT_ARTICLES, amountsOn } from './amounts.js';
import { figuresOn } from './figures.js';

const sumsOf = (history: History, asOf: CivilDate, interpretation: Interpretation): readonly number[] => {
  const { items } = figuresOn(history, asOf, interpretation).obligations();
  return AMOUNT_ARTICLES.map((article) =>
    items.filter(({ clause }) => clause.label === article).reduce((sum, { amount }) => sum + amount, 0),
  );
};
const cases = [randomLives, randomDays, randomReadings] as const;
const runs = { numRuns: 200 };

describe('What the obligations of a contract come to by article', () => {
  it('is the sum of the obligations, on whatever day and by whatever readings', () => {
    fc.assert(
      fc.property(...cases, ({ history }, asOf, readings) => {
        expect(amountsOn(history, asOf, reading(readings))).toEqual(sumsOf(history, asOf, reading(readings)));
      }),
      runs,
    );
  });

  it('rests on nothing but the facts that are kept for it, written and read again', () => {
    fc.assert(
      fc.property(...cases, ({ history }, asOf, readings) => {
        const written = JSON.stringify(amountFactsOf(history));
        const kept = historyOfAmounts(history.contractId, JSON.parse(written) as AmountFacts);
        expect(amountsOn(kept, asOf, reading(readings))).toEqual(sumsOf(history, asOf, reading(readings)));
      }),
      runs,
    );
  });

  it('keeps of the worked contract this: days, moments, yen and places, in the order of recording', () => {
    expect(JSON.stringify(amountFactsOf(workedContract.history))).toBe(
      '[0,20442,1,20442,100000,31000,5000,6200,2,20442,3,20468,6,0,20485,7,0,20494,11,0,1773100800000000,0,0,' +
        '12,0,1773359940000000,13,0,20544,8,0,0,20593,0,20634,0]',
    );
  });
});
