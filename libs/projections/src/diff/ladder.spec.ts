import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, plusDays, yen } from '@ledger/kernel';
import { defaultReadings, editionNamed, xspMailTerms } from '@ledger/terms';
import { obligation, row } from '../conformance/example-rows.js';
import type { ContractRow } from '../read-model.js';
import { DiffSum, EMPTY_DIFF } from './diff-totals.js';
import { differencesAlong, type Difference } from './differences.js';
import { ladderBetween, type DiffSide, type LadderOptions, type RowPremises } from './ladder.js';
import { figuresOfRow } from './row-figures.js';

type Premises = RowPremises<number>;
const edition2018 = editionNamed(xspMailTerms, '2018-11-01');
const premises: Premises = {
  events: 3,
  hypotheses: 0,
  edition: undefined,
  readings: defaultReadings,
  asOf: civilDate('2026-08-01'),
};

/** A contract whose one obligation says by its amount what it was computed from. */
const computed = ({ events, hypotheses, edition, readings, asOf }: Premises): ContractRow | undefined => {
  if (events === 0) return undefined;
  const amount =
    events * 10_000 +
    hypotheses * 1000 +
    (edition === undefined ? 0 : edition.id.length) * 10 +
    (readings.R05 === 'once' ? 0 : 30) * (readings.R09 === 'down' ? 1 : 2) +
    (asOf - premises.asOf);
  return row('c', {
    revision: events - 1,
    outstanding: yen(amount),
    obligations: [obligation('o', '2026-01-15', { amount: yen(amount) }), ...(events > 4 ? [late] : [])],
  });
};
const late = obligation('late', '2026-02-15');

const options: LadderOptions<number> = {
  codeVersion: '2',
  compute: computed,
  sameHypotheses: (one, other) => one === other,
  eventAt: (revision) => ({ eventId: `event-${String(revision)}`, isCorrection: revision % 2 === 1 }),
  textOf: (one) => JSON.stringify([...figuresOfRow(one)].map(([name, { text }]) => [name, text])),
};
const side = (changes: Partial<Premises> = {}, kept: Partial<DiffSide<number>> = {}): DiffSide<number> => {
  const under = { ...premises, ...changes };
  return { row: computed(under), isEdited: false, codeVersion: '2', premises: under, ...kept };
};
const between = (before: DiffSide<number>, after: DiffSide<number>): readonly Difference[] =>
  differencesAlong('c', before.row, ladderBetween(before, after, options));
const causesOf = (differences: readonly Difference[], figure = 'obligations/o'): readonly unknown[] =>
  differences
    .find((one) => one.figure === figure)
    ?.causes.map(({ cause, detail, yen: part }) => [cause, detail, part]) ?? [];

describe('What makes the difference between two generations', () => {
  it('is nothing where they follow from the same', () => {
    expect(between(side(), side())).toEqual([]);
    expect(between(side({ events: 0 }), side({ events: 0 }))).toEqual([]);
  });

  it('is a fact recorded later, or a correction, each for itself', () => {
    const differences = between(side(), side({ events: 5 }));
    expect(causesOf(differences)).toEqual([
      ['correction', 'event-3', 10_000],
      ['later-fact', 'event-4', 10_000],
    ]);
    expect(causesOf(differences, 'obligations/late')).toEqual([['later-fact', 'event-4', 31_000]]);
  });

  it('goes the other way back', () => {
    expect(causesOf(between(side({ events: 5 }), side()))).toEqual([
      ['later-fact', 'event-4', -10_000],
      ['correction', 'event-3', -10_000],
    ]);
  });

  it('is each reading, in the order of the register', () => {
    const readings = { ...defaultReadings, R05: 'separate', R09: 'up' } as const;
    expect(causesOf(between(side(), side({ readings })))).toEqual([
      ['reading', 'R05:separate', 30],
      ['reading', 'R09:up', 30],
    ]);
  });

  it('is an edition, a hypothesis, or the day', () => {
    const asOf = civilDate('2026-08-04');
    const differences = between(side(), side({ edition: edition2018, hypotheses: 2, asOf }));
    expect(causesOf(differences)).toEqual([
      ['hypothesis', undefined, 2000],
      ['edition', '2018-11-01', 100],
      ['day', '2026-08-04', 3],
    ]);
  });

  it('is an edited row, where it bears another digest than its own, or this code computed it otherwise', () => {
    const edited = computed({ ...premises, events: 4 });
    for (const isEdited of [true, false]) {
      expect(causesOf(between(side({}, { row: edited, isEdited }), side()))).toEqual([
        ['edited-row', undefined, -10_000],
      ]);
    }
    expect(causesOf(between(side(), side({}, { row: undefined })))).toEqual([['edited-row', undefined, -30_000]]);
  });

  it('is another version of the code, where that computed the row', () => {
    const other = computed({ ...premises, events: 4 });
    expect(causesOf(between(side(), side({}, { row: other, codeVersion: '1' })))).toEqual([
      ['code-version', '1', 10_000],
    ]);
  });

  it('says so where the contract cannot be computed', () => {
    const compute = (): never => {
      throw new Error('no such event');
    };
    const [before, after] = [side(), side({ events: 4 })];
    const rungs = ladderBetween(before, after, { ...options, compute });
    expect(causesOf(differencesAlong('c', before.row, rungs))).toEqual([
      ['unreadable', 'Error: no such event', 10_000],
    ]);
  });
});

const anySide = fc
  .record({
    events: fc.nat(9),
    hypotheses: fc.nat(3),
    edition: fc.constantFrom(undefined, edition2018, { ...edition2018, id: 'another' }),
    readings: fc.constantFrom(defaultReadings, { ...defaultReadings, R05: 'separate' as const, R09: 'up' as const }),
    asOf: fc.nat(5).map((days) => plusDays(premises.asOf, days)),
  })
  .chain((under) =>
    fc.record({
      premises: fc.constant(under),
      row: fc.oneof(
        { weight: 3, arbitrary: fc.constant(computed(under)) },
        fc.constantFrom(undefined, computed({ ...under, events: 9 })),
      ),
      isEdited: fc.boolean(),
      codeVersion: fc.constantFrom('1', '2', undefined),
    }),
  );

describe('Whatever two rows follow from', () => {
  it('the parts add up to the whole', () => {
    fc.assert(
      fc.property(anySide, anySide, (before, after) => {
        for (const { yen: whole, causes } of between(before, after)) {
          expect(causes.length).toBeGreaterThan(0);
          expect(causes.reduce((sum, one) => sum + (one.yen ?? 0), 0)).toBe(whole ?? 0);
        }
      }),
    );
  });

  it('the way back is worth the opposite', () => {
    fc.assert(
      fc.property(anySide, anySide, (before, after) => {
        const wholes = (differences: readonly Difference[], sign: number): ReadonlyMap<string, number> =>
          new Map(differences.map(({ figure, yen: whole }) => [figure, sign * (whole ?? 0) + 0]));
        expect(wholes(between(before, after), 1)).toEqual(wholes(between(after, before), -1));
      }),
    );
  });

  it('the totals are those of the figures, by cause and by article', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anySide, anySide), { maxLength: 5 }), (pairs) => {
        const sum = new DiffSum();
        const all = pairs.map(([before, after], index) =>
          between(before, after).map((one) => ({ ...one, contractId: `c${String(index)}` })),
        );
        for (const differences of all) sum.add(differences);
        const { byCause, byArticle, digest, ...whole } = sum.totals();
        expect(whole.figures).toBe(all.flat().length);
        expect(whole.contracts).toBe(all.filter(({ length }) => length > 0).length);
        for (const parts of [byCause, byArticle]) {
          expect(parts.reduce((yens, { obligations }) => yens + obligations, 0)).toBe(whole.obligations);
          expect(parts.reduce((yens, { outstanding }) => yens + outstanding, 0)).toBe(whole.outstanding);
        }
        expect(digest === EMPTY_DIFF).toBe(whole.figures === 0);
      }),
    );
  });
});
