import { describe, expect, it } from '@jest/globals';
import { civilDate, fractionText, plusDays, sumFractions, wholeOf, yen } from '@ledger/kernel';
import fc from 'fast-check';
import { compare, MOST_EXACT, withoutPause, type Comparison } from './compare.js';
import { hasFigure, isSameFigure, membersOf, type Exchange, type FigureValue, type Outcome } from './outcome.js';

type Told = Outcome<string>;
const amounting = (amount: number): { readonly figure: FigureValue } => ({
  figure: { unit: 'yen', value: yen(amount) },
});

/** An exchange by a table of all its outcomes, `null` for what is impossible. */
const tableOf = (amounts: readonly (number | null)[]): Exchange<string> => ({
  count: Math.log2(amounts.length),
  outcome: (exchanged): Told => {
    const amount = amounts[exchanged.reduce((set, number) => set | (1 << number), 0)];
    return typeof amount === 'number' ? amounting(amount) : { refused: 'impossible' };
  },
});

/** The same table told in days, or in words: `null` is no day. */
const inDays = (days: readonly (number | null)[]): Exchange<string> => figured(days, dayOf);
const inWords = (words: readonly number[]): Exchange<string> =>
  figured(words, (word) => ({ unit: 'word', value: `word ${String(word)}` }));
const figured = <Entry>(table: readonly Entry[], figure: (entry: Entry) => FigureValue): Exchange<string> => ({
  count: Math.log2(table.length),
  outcome: (exchanged) => ({
    figure: figure(table[exchanged.reduce((set, number) => set | (1 << number), 0)] as Entry),
  }),
});
const dayOf = (day: number | null): FigureValue => ({
  unit: 'date',
  value: day === null ? undefined : plusDays(civilDate('2026-06-30'), day),
});

const compared = (exchange: Exchange<string>): Comparison<string> => withoutPause(compare(exchange));

/** Few amounts, so that different sets often come to the same. */
const amount = fc.integer({ min: -3, max: 3 });
/** Up to five premises; both sides have a figure. */
const tables = fc
  .integer({ min: 0, max: 5 })
  .chain((count) => fc.array(fc.option(amount, { freq: 6 }), { minLength: 2 ** count, maxLength: 2 ** count }))
  .map((table) => table.map((one, set) => (set === 0 || set === table.length - 1 ? (one ?? 0) : one)));
const possibleTables = tables.map((table) => table.map((one) => one ?? 0));

/** By brute force: every set that turns the first side's figure into the other's. */
const turning = ({ count, outcome }: Exchange<string>): readonly (readonly number[])[] => {
  const wanted = outcome(membersOf(2 ** count - 1));
  return Array.from({ length: 2 ** count }, (_, set) => membersOf(set)).filter((set) => {
    const there = outcome(set);
    return hasFigure(there) && hasFigure(wanted) && isSameFigure(there.figure, wanted.figure);
  });
};
const turnedRound = (table: readonly (number | null)[]): readonly (number | null)[] => table.toReversed();

describe('The smallest set of premises that makes the difference', () => {
  it('is empty where the sides come to the same', () => {
    expect(compared(tableOf([7]))).toMatchObject({ difference: 0, smallestFromFirst: [[]], smallestFromOther: [[]] });
    expect(compared(tableOf([7, 1, 2, 7]))).toMatchObject({ difference: 0, smallestFromFirst: [[]] });
  });

  it('really turns one figure into the other, and no smaller one does', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const exchange = tableOf(table);
        const sets = turning(exchange);
        const least = Math.min(...sets.map((set) => set.length));
        expect(new Set(compared(exchange).smallestFromFirst.map(String))).toEqual(
          new Set(sets.filter((set) => set.length === least).map(String)),
        );
      }),
    );
  });

  it('is found from either side', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const [there, back] = [compared(tableOf(table)), compared(tableOf(turnedRound(table)))];
        expect(back.smallestFromFirst).toEqual(there.smallestFromOther);
        expect(back.smallestFromOther).toEqual(there.smallestFromFirst);
        expect((back.difference ?? NaN) + (there.difference ?? NaN)).toBe(0);
      }),
    );
  });
});

describe('The worth of premises', () => {
  it('adds up to the difference, though some sets are impossible', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { worths, difference } = compared(tableOf(table));
        const shares = worths.flatMap(({ together }) => together ?? []);
        if (shares.length > 0) expect(wholeOf(sumFractions(shares))).toBe(difference);
      }),
    );
  });

  it('is Shapley’s where every set is possible', () => {
    fc.assert(
      fc.property(possibleTables, (table) => {
        const { worths } = compared(tableOf(table));
        for (const [number, { together }] of worths.entries()) {
          const share = Number(together?.numerator) / Number(together?.denominator);
          expect(share).toBeCloseTo(shapley(table, worths.length, number));
        }
      }),
    );
  });

  it('is the same seen from the other side, but for the sign', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const [there, back] = [compared(tableOf(table)), compared(tableOf(turnedRound(table)))];
        expect(back.worths.map(({ aloneFromFirst }) => aloneFromFirst)).toEqual(
          there.worths.map(({ aloneFromOther }) => aloneFromOther),
        );
        for (const [number, { together }] of there.worths.entries()) {
          expect(-(back.worths[number]?.together?.numerator ?? 0n)).toBe(together?.numerator ?? 0n);
        }
      }),
    );
  });

  it('is shared where two premises do together what neither does alone', () => {
    const { worths, interaction, smallestFromFirst } = compared(tableOf([0, 0, 0, 2481]));
    expect(worths.map(({ together }) => together && fractionText(together))).toEqual(['2481/2', '2481/2']);
    expect(worths.map(({ aloneFromFirst }) => aloneFromFirst)).toMatchObject([{ change: 0 }, { change: 0 }]);
    expect(worths.map(({ aloneFromOther }) => aloneFromOther)).toMatchObject([{ change: -2481 }, { change: -2481 }]);
    expect([interaction, smallestFromFirst]).toEqual([2481, [[0, 1]]]);
  });

  it('counts only the orders that are possible, and names what is not', () => {
    const { worths, impossible, interaction } = compared(tableOf([0, 100, null, 500]));
    expect(worths.map(({ together }) => together && fractionText(together))).toEqual(['100', '400']);
    expect(worths[1]?.aloneFromFirst).toEqual({ refused: 'impossible' });
    expect(impossible).toEqual([{ exchanged: [1], refused: 'impossible' }]);
    expect(interaction).toBeUndefined();
  });

  it('is nobody’s where nothing can be exchanged by itself', () => {
    const { worths, smallestFromFirst, impossible } = compared(tableOf([0, null, null, 500]));
    expect(worths.map(({ together }) => together)).toEqual([undefined, undefined]);
    expect(smallestFromFirst).toEqual([[0, 1]]);
    expect(impossible.map(({ exchanged }) => exchanged)).toEqual([[0], [1]]);
  });
});

describe('Figures that are no amounts', () => {
  const daysOrNone = possibleTables.chain((table) =>
    fc.tuple(...table.map((day) => fc.option(fc.constant(day), { freq: 5 }))),
  );

  it('are turned one into the other by the smallest set, whatever they are', () => {
    const exchanges = fc.oneof(daysOrNone.map(inDays), possibleTables.map(inWords));
    fc.assert(
      fc.property(exchanges, (exchange) => {
        const sets = turning(exchange);
        const least = Math.min(...sets.map((set) => set.length));
        expect(new Set(compared(exchange).smallestFromFirst.map(String))).toEqual(
          new Set(sets.filter((set) => set.length === least).map(String)),
        );
      }),
    );
  });

  it('are worth days where they are days, and as many as amounts would be yen', () => {
    fc.assert(
      fc.property(possibleTables, (table) => {
        const [days, amounts] = [compared(inDays(table)), compared(tableOf(table))];
        expect(days.difference).toBe(amounts.difference);
        expect(days.interaction).toBe(amounts.interaction);
        expect(days.worths.map(({ together }) => together)).toEqual(amounts.worths.map(({ together }) => together));
      }),
    );
  });

  it('are worth nothing that is measured where one of them is no day, but it is said what becomes of them', () => {
    const { difference, worths, interaction, smallestFromFirst } = compared(inDays([null, 0, null, 31]));
    expect([difference, interaction, smallestFromFirst]).toEqual([undefined, undefined, [[0, 1]]]);
    expect(worths).toEqual([
      {
        aloneFromFirst: { figure: dayOf(0), change: undefined },
        aloneFromOther: { figure: dayOf(null), change: undefined },
        together: undefined,
      },
      {
        aloneFromFirst: { figure: dayOf(null), change: 0 },
        aloneFromOther: { figure: dayOf(0), change: -31 },
        together: undefined,
      },
    ]);
  });

  it('are worth nothing where they are words', () => {
    const { difference, worths } = compared(inWords([1, 2, 1, 3]));
    expect([difference, ...worths.map(({ together }) => together)]).toEqual([undefined, undefined, undefined]);
    expect(worths[0]?.aloneFromFirst).toEqual({ figure: { unit: 'word', value: 'word 2' }, change: undefined });
  });

  it('are found greedily, too', () => {
    const count = MOST_EXACT + 1;
    const exchange: Exchange<string> = {
      count,
      outcome: (exchanged) => ({
        figure: { unit: 'word', value: String(exchanged.includes(7) && exchanged.includes(11)) },
      }),
    };
    expect(compared(exchange)).toMatchObject({ method: 'greedy', smallestFromFirst: [[7, 11]] });
  });
});

describe('Sides that have no figure', () => {
  it.each([
    ['the first', [null, 1]],
    ['the other', [1, null]],
  ])('are not compared: %s', (_, table) => {
    expect(compared(tableOf(table))).toMatchObject({ difference: undefined, smallestFromFirst: [], worths: [] });
  });
});

describe('More premises than every set of which is looked at', () => {
  /** Each premise has its amount. */
  const summing = (amounts: readonly number[]): Exchange<string> => ({
    count: amounts.length,
    outcome: (exchanged) => amounting(exchanged.reduce((sum, number) => sum + (amounts[number] ?? 0), 0)),
  });

  it('are exact up to twelve', () => {
    const twelve = compared(summing(Array.from({ length: MOST_EXACT }, (_, number) => (number === 4 ? 100 : 0))));
    expect([twelve.method, twelve.smallestFromFirst]).toEqual(['exact', [[4]]]);
  });

  it('are answered greedily, and it is said so: the set turns the figure, and none of it can be spared', () => {
    const amounts = fc.array(fc.integer({ min: -5, max: 5 }), {
      minLength: MOST_EXACT + 1,
      maxLength: MOST_EXACT + 4,
    });
    fc.assert(
      fc.property(amounts, (some) => {
        const exchange = summing(some);
        const { method, smallestFromFirst, difference, worths } = compared(exchange);
        expect(method).toBe('greedy');
        expect(worths.every(({ together }) => together === undefined)).toBe(true);
        const [set = []] = smallestFromFirst;
        expect(exchange.outcome(set)).toEqual(amounting(difference ?? NaN));
        for (const number of set) {
          expect(exchange.outcome(set.filter((one) => one !== number))).not.toEqual(amounting(difference ?? NaN));
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** By the definition: the average over all orders. */
const shapley = (table: readonly number[], count: number, number: number): number => {
  const orders = permutations(Array.from({ length: count }, (_, one) => one));
  const changes = orders.map((order) => {
    const before = order.slice(0, order.indexOf(number)).reduce((set, one) => set | (1 << one), 0);
    return (table[before | (1 << number)] ?? 0) - (table[before] ?? 0);
  });
  return changes.reduce((sum, change) => sum + change, 0) / orders.length;
};

const permutations = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) => permutations(items.filter((one) => one !== first)).map((rest) => [first, ...rest]));
