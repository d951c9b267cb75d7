import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayIn, interpretations, shapes, storyOf } from '../../../../test/support/contracts.js';
import { areEqual, evaluate, shownValue } from '../../../../test/support/evaluate.js';
import { day, reading, workedContract } from '../../../../test/support/history.js';
import { figuresOn, type Figures } from '../figures.js';
import type { Explanation } from './node.js';

const everyStep = (step: Explanation): readonly Explanation[] => [step, ...step.children.flatMap(everyStep)];

/** Every figure of a contract that can be explained, and its derivation. */
const explained = (figures: Figures): readonly Explanation[] =>
  [
    'termination',
    'totals',
    ...figures.obligations().items.map(({ id }) => `obligations/${id}`),
    ...figures.credits().map(({ outageId }) => `credits/${outageId}`),
  ]
    .map((figure) => figures.explanation(figure))
    .filter((explanation) => explanation !== undefined);

const worked = figuresOn(workedContract.history, day('2026-07-31'), reading());
/** The steps of a derivation in words: what a person reads. */
const outline = (step: Explanation, depth = 0): string =>
  [
    `${'  '.repeat(depth)}${step.label.en}: ${step.rule}`,
    ...step.children.map((child) => outline(child, depth + 1)),
  ].join('\n');

const contractsOnADay = shapes.chain((shape) => fc.tuple(fc.constant(shape), dayIn(shape), interpretations));

describe('An explanation', () => {
  it('shows how a part month comes about', () => {
    const explanation = worked.explanation('obligations/monthly-fee:base:2026-01');
    expect(explanation && outline(explanation)).toBe(
      [
        'monthly fee: floor',
        '  share of the monthly fee: prorate',
        '    monthly fee: fact',
        '    days: days-between',
        '      billing start date: fact',
        '      last day: calendar',
        '    days of the month: calendar',
      ].join('\n'),
    );
  });

  it('leads an early termination charge back to the notice', () => {
    const explanation = worked.explanation('obligations/early-termination-charge:1:base');
    const facts = new Set(explanation && everyStep(explanation).flatMap((step) => step.facts));
    expect([...facts].sort()).toEqual(['BillingStarted-3', 'FeesQuoted-1', 'notice']);
  });

  it.each([['obligations/no-such-id'], ['credits/no-such-outage'], ['obligations'], ['nonsense']])(
    'does not exist for %s',
    (figure) => {
      expect(worked.explanation(figure)).toBeUndefined();
    },
  );

  it('does not exist before the day of acceptance', () => {
    expect(figuresOn(workedContract.history, day('2025-12-19'), reading()).explanation('termination')).toBeUndefined();
  });

  it('has the value of its figure at its root', () => {
    fc.assert(
      fc.property(contractsOnADay, ([shape, on, interpretation]) => {
        const figures = figuresOn(storyOf(shape).history, on, interpretation);
        for (const { id, amount } of figures.obligations().items) {
          expect(figures.explanation(`obligations/${id}`)).toMatchObject({ unit: 'yen', value: amount });
        }
        for (const { outageId, amount } of figures.credits()) {
          expect(figures.explanation(`credits/${outageId}`)).toMatchObject({ unit: 'yen', value: amount });
        }
        const { effectiveOn } = figures.termination();
        if (figures.overview().base === undefined) return;
        expect(figures.explanation('termination')).toMatchObject({ unit: 'date', value: effectiveOn });
        expect(figures.explanation('totals')).toMatchObject({ value: figures.obligations().totals.outstanding });
      }),
    );
  });

  it('follows from its leaves by its rules, step by step', () => {
    fc.assert(
      fc.property(contractsOnADay, ([shape, on, interpretation]) => {
        for (const root of explained(figuresOn(storyOf(shape).history, on, interpretation))) {
          for (const step of everyStep(root)) {
            const [shown, followed] = [shownValue(step), evaluate(step)];
            if (shown === undefined || followed === undefined) expect(shown).toBe(followed);
            else if (!areEqual(shown, followed))
              throw new Error(`${step.id}: ${String(shown)} is not ${String(followed)} by ${step.rule}`);
          }
        }
      }),
    );
  });

  it('ends in facts, in numbers of the terms or the calendar, or in the question; and names every step once', () => {
    fc.assert(
      fc.property(contractsOnADay, ([shape, on, interpretation]) => {
        const story = storyOf(shape);
        const recorded = new Set(story.events.map(({ eventId }) => eventId));
        for (const root of explained(figuresOn(story.history, on, interpretation))) {
          const steps = everyStep(root);
          expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
          for (const { rule, children, facts } of steps) {
            expect(facts.filter((id) => !recorded.has(id))).toEqual([]);
            if (children.length > 0) continue;
            expect(['fact', 'terms', 'calendar', 'question']).toContain(rule);
            if (rule === 'fact') expect(facts).not.toEqual([]);
          }
        }
      }),
    );
  });
});
