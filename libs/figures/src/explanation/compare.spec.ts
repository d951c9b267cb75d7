import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { historyOf, historyUnder, type History, type Hypothesis } from '@ledger/contract';
import { dayIn, interpretations, shapes, storyOf } from '../../../../test/support/contracts.js';
import { shownValue } from '../../../../test/support/evaluate.js';
import { day, reading, workedContract } from '../../../../test/support/history.js';
import { figuresOn, type Figures } from '../figures.js';
import type { ComparedStep } from './aligned.js';
import { compareExplanations, type ComparedExplanations } from './compare.js';
import type { Explanation } from './node.js';
import type { ExplainedPremise } from './premises.js';
import { unsharedBetween, type Side } from './unshared.js';

const asOf = day('2026-07-31');
const recorded: Side = { history: workedContract.history, interpretation: reading() };
const supposing = (...hypotheses: readonly Hypothesis[]): Side => ({
  ...recorded,
  history: historyUnder(recorded.history, hypotheses, recorded.interpretation),
});
const compared = (figure: string, left: Side, right: Side, on = asOf): ComparedExplanations => {
  const explanation = ({ history, interpretation }: Side): Explanation | undefined =>
    figuresOn(history, on, interpretation).explanation(figure);
  const found = compareExplanations(explanation(left), explanation(right), unsharedBetween(left, right));
  if (found === undefined) throw new Error(`neither side has ${figure}`);
  return found;
};
const everyStep = (step: ComparedStep): readonly ComparedStep[] => [step, ...step.children.flatMap(everyStep)];
const shown = (step: Explanation | undefined): unknown => step && [step.unit, step.value];
const named = ({ premises }: ComparedExplanations): readonly unknown[] =>
  premises.map(({ left, right }) => [(left ?? right)?.label.en, shown(left), shown(right)]);

describe('Two explanations of one figure', () => {
  it('begin to differ with the fact that is taken otherwise', () => {
    const theirs = supposing({
      kind: 'corrected',
      eventId: 'notice',
      replacement: { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-07-31', form: 'prescribed' },
    });
    const found = compared('obligations/early-termination-charge:1:base', recorded, theirs);
    expect(found.root).toMatchObject({ state: 'other-value', left: { value: 200_000 }, right: { value: 169_000 } });
    expect(named(found)).toEqual([['designated date', ['date', day('2026-06-30')], ['date', day('2026-07-31')]]]);
  });
  it('begin to differ with the reading by which the sides part', () => {
    const other: Side = { ...recorded, interpretation: reading({ R11: 'not-billed' }) };
    const found = compared('obligations/monthly-fee:base:2026-06', recorded, other);
    expect(found.root).toMatchObject({ left: { value: 31_000 }, right: { value: 29_966 } });
    expect(found.premises[0]?.right?.reading).toBe('R11:not-billed');
  });
  it('have a fact in the place of another that stands there on the other side', () => {
    const theirs = supposing(
      { kind: 'voided', eventId: 'notice' },
      {
        kind: 'added',
        type: 'NoticeReceived',
        data: { subject: 'contract', arrivedAt: '2026-06-20', form: 'prescribed' },
      },
    );
    const { root, premises } = compared('termination', recorded, theirs);
    const end = root.children.find(({ id }) => id === 'termination/effective-on');
    expect(end && everyStep(end).map(({ id, state }) => `${id} ${state}`)).toEqual([
      'termination/effective-on other-value',
      'termination/effective-on/notices/* other-value',
      'termination/effective-on/notices/*/elapses other-value',
      'termination/effective-on/notices/*/elapses/arrived other-value',
      'termination/effective-on/notices/*/elapses/period same',
      'termination/effective-on/notices/*/designated left-only',
    ]);
    expect(premises.slice(0, 2).map(({ id }) => id)).toEqual([
      'termination/effective-on/notices/*/elapses/arrived',
      'termination/effective-on/notices/*/designated',
    ]);
  });
  it('differ in all where one side has no such figure, and begin with what only one side holds', () => {
    const withoutNotice = supposing({ kind: 'voided', eventId: 'notice' });
    const found = compared('obligations/early-termination-charge:1:base', withoutNotice, recorded);
    expect(found.root).toMatchObject({ state: 'right-only', left: undefined });
    expect(found.premises.length).toBeGreaterThan(0);
    for (const { right } of found.premises) expect(right?.facts).toEqual(['notice']);
  });
  it('do not exist where neither side has the figure', () => {
    expect(compareExplanations(undefined, undefined)).toBeUndefined();
  });
});

/** Every explanation that either of two sides has, side by side. */
const pairs = (
  left: Figures,
  right: Figures,
): readonly (readonly [Explanation | undefined, Explanation | undefined])[] => {
  const names = (figures: Figures): readonly string[] => [
    'termination',
    'totals',
    ...figures.obligations().items.map(({ id }) => `obligations/${id}`),
    ...figures.credits().map(({ outageId }) => `credits/${outageId}`),
  ];
  return [...new Set([...names(left), ...names(right)])].map((name) => [
    left.explanation(name),
    right.explanation(name),
  ]);
};
/** A contract, a fact of it that may be missing on the other side, a day for each side and the readings of each. */
const twoSides = shapes.chain((shape) =>
  fc
    .record({
      on: fc.tuple(dayIn(shape), dayIn(shape)),
      interpretation: fc.tuple(interpretations, interpretations),
      isSame: fc.record({ on: fc.boolean(), interpretation: fc.boolean() }),
      known: fc.integer({ min: 3, max: 40 }),
    })
    .map(({ on, interpretation, isSame, known }) => {
      const { history } = storyOf(shape);
      const side = (of: History, at: 0 | 1): { side: Side; figures: Figures } => {
        const one: Side = { history: of, interpretation: interpretation[isSame.interpretation ? 0 : at] };
        return { side: one, figures: figuresOn(of, on[isSame.on ? 0 : at], one.interpretation) };
      };
      return [side(history, 0), side(historyOf('c-1', history.recorded.slice(0, known)), 1)] as const;
    }),
);

const mirrored = ({ id, left, right, state, children }: ComparedStep): ComparedStep => ({
  id,
  left: right,
  right: left,
  state: state === 'left-only' ? 'right-only' : state === 'right-only' ? 'left-only' : state,
  children: children.map(mirrored),
});

const exchanged = ({ id, left, right }: ExplainedPremise): ExplainedPremise => ({ id, left: right, right: left });

describe('A comparison of explanations', () => {
  it('finds nothing between an explanation and itself', () => {
    fc.assert(
      fc.property(twoSides, ([{ figures, side }]) => {
        for (const [one] of pairs(figures, figures)) {
          const found = compareExplanations(one, one, unsharedBetween(side, side));
          expect(found?.premises ?? []).toEqual([]);
          const others = found === undefined ? [] : everyStep(found.root).filter(({ state }) => state !== 'same');
          expect(others).toEqual([]);
        }
      }),
    );
  });
  it('is the same the other way round', () => {
    fc.assert(
      fc.property(twoSides, ([left, right]) => {
        const unshared = unsharedBetween(left.side, right.side);
        for (const [one, other] of pairs(left.figures, right.figures)) {
          const [found, turned] = [
            compareExplanations(one, other, unshared),
            compareExplanations(other, one, unshared),
          ];
          expect(turned && mirrored(turned.root)).toEqual(found?.root);
          expect(turned?.premises.map(exchanged)).toEqual(found?.premises);
        }
      }),
    );
  });
  it('holds every step of both, each once and in its order', () => {
    fc.assert(
      fc.property(twoSides, ([left, right]) => {
        const unshared = unsharedBetween(left.side, right.side);
        for (const [one, other] of pairs(left.figures, right.figures)) {
          const found = compareExplanations(one, other, unshared);
          const steps = found === undefined ? [] : everyStep(found.root);
          const ids = (root: Explanation | undefined): readonly string[] =>
            root === undefined ? [] : [root.id, ...root.children.flatMap(ids)];
          const ofLeft = steps.flatMap((step) => (step.left === undefined ? [] : [step.left.id]));
          const ofRight = steps.flatMap((step) => (step.right === undefined ? [] : [step.right.id]));
          expect([...ofLeft].sort()).toEqual([...ids(one)].sort());
          expect([...ofRight].sort()).toEqual([...ids(other)].sort());
        }
      }),
    );
  });
  it('leads every difference back to steps that differ, and finds none where the figure is the same', () => {
    fc.assert(
      fc.property(twoSides, ([left, right]) => {
        const unshared = unsharedBetween(left.side, right.side);
        for (const [one, other] of pairs(left.figures, right.figures)) {
          const found = compareExplanations(one, other, unshared);
          if (found === undefined) continue;
          const differs = found.root.state !== 'same' && found.root.state !== 'same-value';
          expect(found.premises.length > 0).toBe(differs);
          for (const premise of found.premises) {
            const said = [premise.left, premise.right].map(
              (one) => one && `${String(shownValue(one))} ${one.reading ?? ''}`,
            );
            const isOther = said[0] !== said[1];
            expect([premise.id, isOther]).toEqual([premise.id, true]);
          }
        }
      }),
    );
  });
});
