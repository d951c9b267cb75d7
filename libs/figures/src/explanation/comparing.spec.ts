import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { History } from '@ledger/contract';
import { choicesOf, readingIds, type Readings } from '@ledger/terms';
import { day, reading, story, workedContract } from '../../../../test/support/history.js';
import { randomDays, randomLives, randomReadings } from '../../../../test/support/random-lives.js';
import { figuresOn, type Figures } from '../figures.js';
import type { ComparedExplanations } from './compare.js';
import { comparing, type ExplainedSide } from './comparing.js';

const asOf = day('2026-07-31');
const side = (history: History, readings: Partial<Readings> = {}, on = asOf): ExplainedSide => {
  const interpretation = reading(readings);
  return { history, interpretation, figures: figuresOn(history, on, interpretation) };
};
/** What a difference begins with: labels are left out, readings and facts say it. */
const begins = (found: ComparedExplanations | undefined): readonly unknown[] =>
  (found?.premises ?? []).map(({ left, right }) => [left, right].map((step) => step && (step.reading ?? step.facts)));

/** The worked contract, ended otherwise than by a notice. */
const endedBy = (ground: 'agreement' | 'general-28-2'): History =>
  story(workedContract.history.recorded.filter(({ type }) => type !== 'NoticeReceived')).and('ContractTerminated', {
    declaredOn: '2026-06-01',
    effectiveOn: '2026-06-30',
    ground,
    reason: '終了',
  }).history;

describe('A difference that one reading makes', () => {
  it.each<[row: string, history: History, readings: Partial<Readings>, from: string, to: string]>([
    ['1:homepage', workedContract.history, { R05: 'separate' }, 'R05:once', 'R05:separate'],
    ['1:base', endedBy('agreement'), { R20: 'not-charged' }, 'R20:charged', 'R20:not-charged'],
    ['2:homepage', endedBy('agreement'), { R20: 'not-charged' }, 'R20:charged', 'R20:not-charged'],
    ['2:homepage', endedBy('general-28-2'), { R10: 'follows-contract' }, 'R10:literal', 'R10:follows-contract'],
  ])('of the charge %s begins with it, also where no step names it: %#', (row, history, readings, from, to) => {
    const found = comparing(side(history), side(history, readings))(`obligations/early-termination-charge:${row}`);
    expect(begins(found)).toEqual([[from, to]]);
  });

  it('begins with it whatever it is', () => {
    const names = (figures: Figures): readonly string[] => [
      'termination',
      'totals',
      ...figures.obligations().items.map(({ id }) => `obligations/${id}`),
      ...figures.credits().map(({ outageId }) => `credits/${outageId}`),
    ];
    fc.assert(
      fc.property(randomLives, randomDays, randomReadings, fc.nat(), ({ history }, on, readings, turn) => {
        const rows = names(side(history, readings, on).figures);
        fc.pre(new Set(rows).size === rows.length); // no ledger records two outages of one id: rows are compared by their ids
        for (const id of readingIds) {
          const choices = choicesOf(id);
          const choice = choices[turn % choices.length] ?? '';
          const [one, other] = [side(history, readings, on), side(history, { ...readings, [id]: choice }, on)];
          const [compare, turned] = [comparing(one, other), comparing(other, one)];
          for (const name of new Set([...names(one.figures), ...names(other.figures)])) {
            const { premises = [] } = compare(name) ?? {};
            expect(turned(name)?.premises ?? []).toEqual(
              premises.map(({ id: at, left, right }) => ({ id: at, left: right, right: left })),
            );
            const read = premises.flatMap(({ left, right }) => [left?.reading, right?.reading]);
            const isNamed = read.some((text) => text?.startsWith(`${id}:`));
            expect([name, id, premises.length === 0 || isNamed]).toEqual([name, id, true]);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('An amount that only one side has', () => {
  it('begins to differ with what it follows from, where it does not name that itself', () => {
    const without = workedContract.history.recorded.filter(({ type }) => type !== 'NoticeReceived');
    const compare = comparing(side(story(without).history), side(workedContract.history));
    const found = compare('obligations/monthly-fee:base:2026-07');
    expect(found?.root.state).toBe('left-only');
    expect(begins(found)[0]).toEqual([undefined, ['notice']]);
    const longer = reading();
    const { editions } = longer.terms;
    const sixty = editions.map((edition) => ({
      ...edition,
      parameters: { ...edition.parameters, noticePeriod: { days: 60 } },
    }));
    const interpretation = { ...longer, terms: { ...longer.terms, editions: sixty } };
    const { history } = workedContract;
    const drafted = { history, interpretation, figures: figuresOn(history, asOf, interpretation) };
    const [period] = comparing(side(history), drafted)('obligations/monthly-fee:base:2026-07')?.premises ?? [];
    expect([period?.left, period?.right]).toMatchObject([{ value: 30 }, { value: 60 }]);
    const unclaimed = workedContract.history.recorded.filter(({ type }) => type !== 'ReductionClaimed');
    const claimed = comparing(side(story(unclaimed.slice(0, -1)).history), side(workedContract.history));
    expect(begins(claimed('obligations/reduction:outage'))[0]).toEqual([undefined, ['ReductionClaimed-8']]);
  });
});
