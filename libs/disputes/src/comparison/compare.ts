import type { Fraction } from '@ledger/kernel';
import { greedySet } from './greedy.js';
import { impossibleSets, latticeOf, smallestSets, worthsTogether } from './lattice.js';
import { changeBetween, hasFigure, type Exchange, type FigureValue, type Outcome } from './outcome.js';

/** Up to so many premises every set of them is looked at. */
export const MOST_EXACT = 12;

/** What makes the difference between two sides; premises are named by their numbers. */
export interface Comparison<Refused> {
  readonly first: Outcome<Refused>;
  readonly other: Outcome<Refused>;
  /** The other side's figure less the first's, in yen or days; undefined where one of them has none, or words have no measure. */
  readonly difference: number | undefined;
  /** `greedy` where the premises are too many for every set of them to be looked at: then a smaller set is not excluded. */
  readonly method: 'exact' | 'greedy';
  /** Which, exchanged, turn the first side's figure into the other's: all of the least size; under `greedy` one, none of which can be spared. */
  readonly smallestFromFirst: readonly (readonly number[])[];
  /** The same from the other side. */
  readonly smallestFromOther: readonly (readonly number[])[];
  readonly worths: readonly Worth<Refused>[];
  /** The difference less what the premises are worth alone, exchanged from the first side; undefined where one of these is not known. */
  readonly interaction: number | undefined;
  /** What cannot be exchanged without more; only looked for where every set is looked at. */
  readonly impossible: readonly { readonly exchanged: readonly number[]; readonly refused: Refused }[];
}
/** What a premise is worth: in yen where the figure is an amount, in days where it is a day. */
export interface Worth<Refused> {
  /** What its exchange alone changes in the first side's figure. */
  readonly aloneFromFirst: Changed<Refused>;
  /** What its exchange alone, back to what the first side holds, changes in the other side's figure. */
  readonly aloneFromOther: Changed<Refused>;
  /**
   * Its share of the difference; undefined under `greedy`, where the premises cannot be exchanged one after the other, and where figures
   * have no measure.
   */
  readonly together: Fraction | undefined;
}
/** What a figure becomes, and by how much it changes; undefined where that has no measure. */
export type Changed<Refused> =
  { readonly figure: FigureValue; readonly change: number | undefined } | { readonly refused: Refused };

/** Compares two sides; it pauses after every outcome, of which there are at most 2^12. */
export function* compare<Refused>(asked: Exchange<Refused>): Generator<void, Comparison<Refused>> {
  const exchange = remembering(asked);
  return exchange.count > MOST_EXACT ? yield* greedily(exchange) : yield* exactly(exchange);
}

/** The result of steps that pause, without a pause. */
export const withoutPause = <Result>(steps: Generator<void, Result>): Result => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

function* exactly<Refused>({ count, outcome }: Exchange<Refused>): Generator<void, Comparison<Refused>> {
  const all = numbersUpTo(count);
  const [first, other] = [outcome([]), outcome(all)];
  if (!hasFigure(first) || !hasFigure(other)) return withoutFigures(first, other);
  const lattice = yield* latticeOf({ count, outcome });
  const together = worthsTogether(lattice);
  const worths = all.map((number) => ({ ...alone(number, all, first, other, outcome), together: together?.[number] }));
  const difference = changeBetween(first.figure, other.figure);
  return {
    first,
    other,
    difference,
    method: 'exact',
    smallestFromFirst: smallestSets(lattice, false),
    smallestFromOther: smallestSets(lattice, true),
    worths,
    interaction: interactionOf(difference, worths),
    impossible: impossibleSets(lattice),
  };
}

function* greedily<Refused>(exchange: Exchange<Refused>): Generator<void, Comparison<Refused>> {
  const { count, outcome } = exchange;
  const all = numbersUpTo(count);
  const [first, other] = [outcome([]), outcome(all)];
  if (!hasFigure(first) || !hasFigure(other)) return withoutFigures(first, other, 'greedy');
  const fromFirst = yield* greedySet(exchange);
  const fromOther = yield* greedySet(turnedRound(exchange));
  const worths: Worth<Refused>[] = [];
  for (const number of all) {
    worths.push({ ...alone(number, all, first, other, outcome), together: undefined });
    yield;
  }
  const difference = changeBetween(first.figure, other.figure);
  return {
    first,
    other,
    difference,
    method: 'greedy',
    smallestFromFirst: fromFirst === undefined ? [] : [fromFirst],
    smallestFromOther: fromOther === undefined ? [] : [fromOther],
    worths,
    interaction: interactionOf(difference, worths),
    impossible: [],
  };
}

/** What exchanging one premise alone changes in the figure of either side, or why it cannot be exchanged alone. */
const alone = <Refused>(
  number: number,
  all: readonly number[],
  first: Figured,
  other: Figured,
  outcome: Exchange<Refused>['outcome'],
): Pick<Worth<Refused>, 'aloneFromFirst' | 'aloneFromOther'> => ({
  aloneFromFirst: changed(first, outcome([number])),
  aloneFromOther: changed(other, outcome(all.filter((one) => one !== number))),
});

interface Figured {
  readonly figure: FigureValue;
}

const changed = <Refused>(from: Figured, to: Outcome<Refused>): Changed<Refused> =>
  hasFigure(to) ? { figure: to.figure, change: changeBetween(from.figure, to.figure) } : to;

/** The same two sides, seen from the other. */
const turnedRound = <Refused>({ count, outcome }: Exchange<Refused>): Exchange<Refused> => ({
  count,
  outcome: (exchanged) => outcome(numbersUpTo(count).filter((number) => !exchanged.includes(number))),
});

/** Each set is computed once. */
const remembering = <Refused>({ count, outcome }: Exchange<Refused>): Exchange<Refused> => {
  const known = new Map<string, Outcome<Refused>>();
  return {
    count,
    outcome: (exchanged) => {
      const key = exchanged.join();
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered;
      const computed = outcome(exchanged);
      known.set(key, computed);
      return computed;
    },
  };
};

const withoutFigures = <Refused>(
  first: Outcome<Refused>,
  other: Outcome<Refused>,
  method: Comparison<Refused>['method'] = 'exact',
): Comparison<Refused> => ({
  first,
  other,
  difference: undefined,
  method,
  smallestFromFirst: [],
  smallestFromOther: [],
  worths: [],
  interaction: undefined,
  impossible: [],
});

const interactionOf = (difference: number | undefined, worths: readonly Worth<unknown>[]): number | undefined => {
  let rest = difference;
  for (const { aloneFromFirst } of worths) {
    const change = 'change' in aloneFromFirst ? aloneFromFirst.change : undefined;
    if (rest === undefined || change === undefined) return undefined;
    rest -= change;
  }
  return rest;
};

const numbersUpTo = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number);
