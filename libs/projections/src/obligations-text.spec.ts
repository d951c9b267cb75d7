import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, isoDate, lastOfMonth, monthLength, plusDays, yen, type CivilDate } from '@ledger/kernel';
import { obligation } from './conformance/example-rows.js';
import { comparedByDay, monthAfter, obligationsInText, statusFlag, textOfRuns } from './obligations-text.js';
import type { ObligationRow } from './read-model.js';

const NAME = '山田商店';
const monthly = (month: string, changes: Partial<ObligationRow> = {}): ObligationRow => {
  const from = civilDate(`${month}-01`);
  const period = { from, to: lastOfMonth(from) };
  return obligation(`monthly-fee:base:${month}`, `${month}-01`, { period, ...changes });
};
const MONTHS = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03'] as const;
const [november] = [monthly('2025-11')];

describe('The text of a contract’s obligations', () => {
  it('says months that are the same once, and how many they are', () => {
    const first = [20393, 20393, 20422];
    const fee = ['monthly-fee:base:2025-11', 2, 1, 0, '8', ...first, 31000, 0, 31000, 0];
    const { text } = textOfRuns([{ row: november, months: 5 }]);
    expect(text).toBe(JSON.stringify([[NAME], [...fee, 5]]));
    expect(obligationsInText(text)).toEqual(MONTHS.map((month) => monthly(month)));
    expect(textOfRuns([{ row: november, months: 1 }]).text).toBe(JSON.stringify([[NAME], fee]));
  });

  it('goes on in order where the months of the service and of its option take turns', () => {
    const option = (month: string): ObligationRow =>
      monthly(month, { id: `monthly-fee:homepage:${month}:e-1`, subject: 'homepage', counterparty: 'other' });
    const runs = [november, option('2025-11')].map((row) => ({ row, months: 5 }));
    expect(obligationsInText(textOfRuns(runs).text)).toEqual(
      MONTHS.flatMap((month) => [monthly(month), option(month)]),
    );
  });

  it('comes with what a search asks of all of them', () => {
    const reduction = obligation('reduction:o', '2026-03-15', {
      ...{ amount: yen(-2480), status: 'settled', counterparty: 'other' },
    });
    const runs = [
      { row: november, months: 6 },
      { row: reduction, months: 1 },
    ];
    expect(textOfRuns(runs).bounds).toEqual({
      days: { from: civilDate('2025-11-01'), to: civilDate('2026-04-01') },
      ...{ least: -2480, most: 31000, counterparties: [NAME, 'other'] },
      statuses: statusFlag('open') | statusFlag('settled'),
    });
    const bounds = { days: undefined, least: undefined, most: undefined, statuses: 0, counterparties: [] };
    expect(textOfRuns([])).toEqual({ text: '[[]]', bounds });
  });
});

describe('The month after an obligation’s', () => {
  it('is the next of the calendar, or the next counted from the same day', () => {
    expect(monthAfter(monthly('2025-12'))).toEqual(monthly('2026-01').period);
    const counted = { from: civilDate('2026-01-28'), to: civilDate('2026-02-27') };
    expect(monthAfter(monthly('2026-01', { period: counted }))).toEqual({
      from: civilDate('2026-02-28'),
      to: civilDate('2026-03-27'),
    });
  });

  it.each<[string, Partial<ObligationRow>]>([
    ['is no month', { period: undefined }],
    ['is not whole', { period: { from: civilDate('2026-01-01'), to: civilDate('2026-01-30') } }],
    ['has no corresponding day', { period: { from: civilDate('2026-01-29'), to: civilDate('2026-02-28') } }],
    ['bears another name', { id: 'monthly-fee:base:2026-02' }],
  ])('is none where it %s', (_, changes) => {
    expect(monthAfter(monthly('2026-01', changes))).toBeUndefined();
  });
});

const anyDay = fc.integer({ min: civilDate('1900-01-01'), max: civilDate('9990-12-31') }) as fc.Arbitrary<CivilDate>;
const anyYen = fc.oneof(fc.constantFrom(0, 1, 31000), fc.maxSafeInteger()).map(yen);
const anyName = fc.oneof(fc.constantFrom(NAME, 'other'), fc.string({ unit: 'grapheme' }));
/** What all of them have that are of one run, or might be. */
const anyKind = fc.record({
  kind: fc.constantFrom('initial-fee', 'one-time-fee', 'monthly-fee', 'early-termination-charge', 'reduction'),
  subject: fc.constantFrom(undefined, 'base', 'homepage'),
  item: fc.constantFrom(undefined, 1, 2),
  article: fc.oneof(fc.constant('8'), fc.string()),
  amount: anyYen,
  settled: anyYen,
  outstanding: anyYen,
  status: fc.constantFrom('open', 'partly-settled', 'settled'),
  counterparty: anyName,
}) satisfies fc.Arbitrary<Partial<ObligationRow>>;
const anyPeriod = fc.option(fc.record({ from: anyDay, to: anyDay }), { nil: undefined });
const strange = fc
  .record({ id: fc.string({ unit: 'binary' }), kind: anyKind, period: anyPeriod, arisesOn: anyDay })
  .map(({ kind, ...rest }): readonly ObligationRow[] => [{ ...rest, ...kind }]);
/** Months on end, of the calendar or counted, each with its name in its id. */
const months = fc
  .record({
    ...{
      kind: anyKind,
      from: anyDay,
      count: fc.integer({ min: 1, max: 30 }),
      later: fc.integer({ min: -40, max: 40 }),
    },
    ...{ before: fc.constantFrom('monthly-fee:base:', '', '2026-01:'), behind: fc.constantFrom('', ':e-1', '-01') },
  })
  .map(({ kind, from, count, later, before, behind }): readonly ObligationRow[] => {
    const rows: ObligationRow[] = [];
    for (let day = from; rows.length < count; day = plusDays(day, monthLength(day))) {
      const period = { from: day, to: plusDays(day, monthLength(day) - 1) };
      const id = `${before}${isoDate(day).slice(0, 7)}${behind}`;
      rows.push({ id, period, arisesOn: plusDays(day, later), ...kind });
    }
    return monthAfter(rows[0]!) === undefined ? rows.slice(0, 1) : rows;
  });
/** All obligations of runs; no two of them bear the same id. */
const anyRuns = fc
  .array(fc.oneof(strange, months), { maxLength: 6 })
  .filter((runs) => new Set(runs.flat().map(({ id }) => id)).size === runs.flat().length);

const inOrder = (runs: readonly (readonly ObligationRow[])[]): readonly ObligationRow[] =>
  runs.flat().toSorted(comparedByDay);
const textOf = (runs: readonly (readonly ObligationRow[])[]): string => {
  const made = runs.map((rows) => ({ row: rows[0]!, months: rows.length }));
  return textOfRuns(made.toSorted((one, other) => comparedByDay(one.row, other.row))).text;
};

describe('A text that is none of obligations', () => {
  it.each(['', '{', '{}', 'null', '1', '[[],1,null]', '[]'])('%j holds none', (text) => {
    expect(obligationsInText(text)).toEqual([]);
  });
});

describe('Whatever the obligations of a contract are', () => {
  it('its text gives them back, by arisesOn, then id', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        expect(obligationsInText(textOf(runs))).toEqual(inOrder(runs));
      }),
    );
  });

  it('those that are wanted are found in it', () => {
    const wish = fc.record(
      {
        ...{ from: anyDay, to: anyDay, amountFrom: anyYen, amountTo: anyYen },
        status: fc.constantFrom('open', 'partly-settled', 'settled'),
        isCounterparty: fc.constant((name: string) => name === 'other'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anyRuns, wish, (runs, wanted) => {
        const { from = -Infinity, to = Infinity, amountFrom = -Infinity, amountTo = Infinity, status } = wanted;
        const found = inOrder(runs).filter(
          (one) =>
            one.arisesOn >= from &&
            one.arisesOn <= to &&
            one.amount >= amountFrom &&
            one.amount <= amountTo &&
            (status === undefined || one.status === status) &&
            (wanted.isCounterparty?.(one.counterparty) ?? true),
        );
        expect(obligationsInText(textOf(runs), wanted)).toEqual(found);
      }),
    );
  });
});
