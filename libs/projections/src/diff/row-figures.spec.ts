import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, yen } from '@ledger/kernel';
import { obligation, row } from '../conformance/example-rows.js';
import type { ContractRow, DeadlineRow } from '../read-model.js';
import { figuresOfRow, surelySayTheSame } from './row-figures.js';

const deadline = (id: string): DeadlineRow => ({
  id,
  on: civilDate('2026-12-31'),
  kind: 'minimum-period-ends',
  text: '最低利用期間',
  article: '1',
});
const [some, deadlines] = [[obligation('o', '2026-01-15'), obligation('p', '2026-02-01')], ['d', 'e'].map(deadline)];
const full = row('c', { effectiveEndOn: civilDate('2026-06-30'), obligations: some, deadlines });
const textOf = (one: ContractRow | undefined): string =>
  [...figuresOfRow(one)]
    .map(([name, { text }]) => `${name} ${text}`)
    .sort()
    .join('\n');

/** Of what figures say nothing: whose it is, and when and whence it was written. */
const BESIDE = ['contractId', 'earliestFactOn', 'dueOn', 'revision', 'madeAt', 'bounds'];
const changed = <Of extends object>(of: Of, name: string): Of => ({ ...of, [name]: 'other' });
const otherRows = (): readonly (readonly [name: string, row: ContractRow])[] => {
  const [first, second] = deadlines as [DeadlineRow, DeadlineRow];
  const { obligations } = row('c', { obligations: [obligation('o', '2026-01-15', { settled: yen(1) })] });
  const names = Object.keys(full).filter((name) => ![...BESIDE, 'obligations', 'deadlines'].includes(name));
  return [
    ...names.map((name) => [name, changed(full, name)] as const),
    ...Object.keys(first).map((name) => [name, { ...full, deadlines: [changed(first, name), second] }] as const),
    ['what was settled', { ...full, obligations }],
    ['one deadline more', { ...full, deadlines: [...deadlines, deadline('f')] }],
    ['one deadline less', { ...full, deadlines: [first] }],
  ];
};

describe('Whether two rows surely say the same', () => {
  it('they do where they are alike, whenever they were written', () => {
    expect(surelySayTheSame(full, { ...full, dueOn: undefined, revision: 9, madeAt: 8n })).toBe(true);
    expect(surelySayTheSame(undefined, undefined)).toBe(true);
  });

  it.each(otherRows())('they do not where %s is another', (_, other) => {
    expect([surelySayTheSame(full, other), surelySayTheSame(other, full)]).toEqual([false, false]);
    expect(textOf(other)).not.toBe(textOf(full));
  });

  it('nobody knows where there is one only, or another order', () => {
    expect([surelySayTheSame(full, undefined), surelySayTheSame(undefined, full)]).toEqual([false, false]);
    const turned = { ...full, deadlines: full.deadlines.toReversed() };
    expect([surelySayTheSame(full, turned), textOf(turned)]).toEqual([false, textOf(full)]);
  });

  it('never unless their texts are the same', () => {
    const anyRow = fc
      .record({
        amounts: fc.array(fc.nat(2), { maxLength: 3 }),
        ids: fc.shuffledSubarray(['d', 'e', 'f']),
        owed: fc.nat(1),
      })
      .map(({ amounts, ids, owed }) =>
        row('c', {
          outstanding: yen(owed),
          obligations: amounts.map((amount, at) => obligation(`o${String(at)}`, '2026-01-15', { amount: yen(amount) })),
          deadlines: ids.map(deadline),
        }),
      );
    fc.assert(
      fc.property(anyRow, anyRow, (one, other) => !surelySayTheSame(one, other) || textOf(one) === textOf(other)),
    );
  });
});
