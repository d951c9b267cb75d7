import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, isoDate, lastOfMonth, monthLength, plusDays, yen, type CivilDate } from '@ledger/kernel';
import { obligation } from './conformance/example-rows.js';
import { obligationsInText, statusFlag, textOfObligations } from './obligations-text.js';
import type { ObligationRow } from './read-model.js';

const NAME = '山田商店';
const monthly = (month: string, changes: Partial<ObligationRow> = {}): ObligationRow => {
  const from = civilDate(`${month}-01`);
  const period = { from, to: lastOfMonth(from) };
  return obligation(`monthly-fee:base:${month}`, `${month}-01`, { period, ...changes });
};
const MONTHS = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03'] as const;
const textOf = (rows: readonly ObligationRow[]): string => textOfObligations(rows).text;

describe('The text of a contract’s obligations', () => {
  it('says months that are the same once, and how many they are', () => {
    const first = [20393, 20393, 20422];
    const fee = ['monthly-fee:base:2025-11', 2, 1, 0, '8', ...first, 31000, 0, 31000, 0];
    expect(textOf(MONTHS.map((month) => monthly(month)))).toBe(JSON.stringify([[NAME], [...fee, 5]]));
    expect(textOf([monthly('2025-11')])).toBe(JSON.stringify([[NAME], fee]));
  });

  it('begins another run where anything is otherwise', () => {
    const third = monthly('2026-01');
    for (const changes of [
      { id: 'monthly-fee:base:2026-02' },
      { kind: 'initial-fee' },
      { subject: 'homepage' },
      { item: 1 },
      { article: '9(1)' },
      { period: undefined },
      { period: { from: third.arisesOn, to: plusDays(third.arisesOn, 29) } },
      { amount: yen(1) },
      { settled: yen(1) },
      { outstanding: yen(1) },
      { status: 'settled' },
      { counterparty: 'other' },
    ] satisfies Partial<ObligationRow>[]) {
      const rows = MONTHS.map((month) => (month === '2026-01' ? { ...third, ...changes } : monthly(month)));
      expect(obligationsInText(textOf(rows))).toEqual(rows);
    }
  });

  it('takes the months of the service and of its option in turns', () => {
    const rows = MONTHS.flatMap((month) => [
      monthly(month),
      monthly(month, { id: `monthly-fee:homepage:${month}:e-1`, subject: 'homepage', amount: yen(6200) }),
    ]);
    expect(JSON.parse(textOf(rows))).toHaveLength(3);
    expect(obligationsInText(textOf(rows))).toEqual(rows);
  });

  it('knows what a contract’s row says of all of them', () => {
    const reduction = obligation('reduction:o', '2026-04-01', {
      ...{ amount: yen(-2480), status: 'settled', counterparty: 'other\0' },
    });
    expect(textOfObligations([reduction, ...MONTHS.map((month) => monthly(month))])).toMatchObject({
      days: { from: civilDate('2025-11-01'), to: civilDate('2026-04-01') },
      ...{ least: -2480, most: 31000, counterparties: [NAME, 'other\uFFFD'] },
      statuses: statusFlag('open') | statusFlag('settled'),
    });
    const none = { days: undefined, least: undefined, most: undefined, statuses: 0, counterparties: [] };
    expect(textOfObligations([])).toEqual({ text: '[[]]', ...none });
  });
});

const anyDay = fc.integer({ min: civilDate('1900-01-01'), max: civilDate('9999-12-31') }) as fc.Arbitrary<CivilDate>;
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
/** Months on end, whole or not quite, each with its name in its id. */
const months = fc
  .record({
    ...{
      kind: anyKind,
      from: anyDay,
      count: fc.integer({ min: 1, max: 30 }),
      later: fc.integer({ min: -40, max: 40 }),
    },
    ...{ before: fc.constantFrom('monthly-fee:base:', '', '2026-01:'), behind: fc.constantFrom('', ':e-1', '-01') },
    other: fc.option(fc.tuple(fc.nat(29), anyKind), { nil: undefined }),
  })
  .map(({ kind, from, count, later, before, behind, other }) => {
    const rows: ObligationRow[] = [];
    for (let day = from; rows.length < count; day = plusDays(day, monthLength(day))) {
      const period = { from: day, to: plusDays(day, monthLength(day) - 1) };
      const id = `${before}${isoDate(day).slice(0, 7)}${behind}`;
      rows.push({ id, period, arisesOn: plusDays(day, later), ...(rows.length === other?.[0] ? other[1] : kind) });
    }
    return rows;
  });
const anyObligations = fc
  .array(fc.oneof(strange, months), { maxLength: 6 })
  .map((some) => [...new Map(some.flat().map((one) => [one.id, one])).values()]);

const inOrder = (rows: readonly ObligationRow[]): readonly ObligationRow[] =>
  rows.toSorted((a, b) => a.arisesOn - b.arisesOn || (a.id < b.id ? -1 : 1));

describe('A text that is none of obligations', () => {
  it.each(['', '{', '{}', 'null', '1', '[[],1,null]', '[]'])('%j holds none', (text) => {
    expect(obligationsInText(text)).toEqual([]);
  });
});

describe('Whatever the obligations of a contract are', () => {
  it('its text gives them back, by arisesOn, then id', () => {
    fc.assert(
      fc.property(anyObligations, (rows) => {
        expect(obligationsInText(textOf(rows))).toEqual(inOrder(rows));
      }),
    );
  });

  it('it is the same in whatever order they are given, and of what it gives back', () => {
    fc.assert(
      fc.property(anyObligations, (rows) => {
        const text = textOf(rows);
        expect(textOf(rows.toReversed())).toBe(text);
        expect(textOf(obligationsInText(text))).toBe(text);
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
      fc.property(anyObligations, wish, (rows, wanted) => {
        const { from = -Infinity, to = Infinity, amountFrom = -Infinity, amountTo = Infinity, status } = wanted;
        const found = inOrder(rows).filter(
          (one) =>
            one.arisesOn >= from &&
            one.arisesOn <= to &&
            one.amount >= amountFrom &&
            one.amount <= amountTo &&
            (status === undefined || one.status === status) &&
            (wanted.isCounterparty?.(one.counterparty) ?? true),
        );
        expect(obligationsInText(textOf(rows), wanted)).toEqual(found);
      }),
    );
  });
});
