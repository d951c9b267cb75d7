import { subtractYen, type Yen, type YenFraction } from '@ledger/kernel';
import { greedySet } from './greedy.js';
import { changeBetween, impossibleSets, latticeOf, smallestSets, worthAlone, worthsTogether } from './lattice.js';
import { isAmount, type Exchange, type Outcome } from './outcome.js';

/** Up to so many premises every set of them is looked at. */
export const MOST_EXACT = 12;

/** What makes the difference between two sides; premises are named by their numbers. */
export interface Comparison<Refused> {
  readonly first: Outcome<Refused>;
  readonly other: Outcome<Refused>;
  /** The other side's figure less the first's; undefined where one of them has none. */
  readonly difference: Yen | undefined;
  /** `greedy` where the premises are too many for every set of them to be looked at: then a smaller set is not excluded. */
  readonly method: 'exact' | 'greedy';
  /** Which, exchanged, turn the first side's figure into the other's: all of the least size; under `greedy` one, none of which can be spared. */
  readonly smallestFromFirst: readonly (readonly number[])[];
  /** The same from the other side. */
  readonly smallestFromOther: readonly (readonly number[])[];
  readonly worths: readonly Worth<Refused>[];
  /** The difference less what the premises are worth alone, exchanged from the first side; undefined where one cannot be exchanged alone. */
  readonly interaction: Yen | undefined;
  /** What cannot be exchanged without more; only looked for where every set is looked at. */
  readonly impossible: readonly { readonly exchanged: readonly number[]; readonly refused: Refused }[];
}
/** What a premise is worth in yen. */
export interface Worth<Refused> {
  /** What its exchange alone changes in the first side's figure. */
  readonly aloneFromFirst: Outcome<Refused>;
  /** What its exchange alone, back to what the first side holds, changes in the other side's figure. */
  readonly aloneFromOther: Outcome<Refused>;
  /** Its share of the difference; undefined under `greedy`, and where the premises cannot be exchanged one after the other. */
  readonly together: YenFraction | undefined;
}

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
  if (!isAmount(first) || !isAmount(other)) return withoutFigures(first, other);
  const lattice = yield* latticeOf({ count, outcome });
  const together = worthsTogether(lattice);
  const worths = all.map((number) => ({
    aloneFromFirst: worthAlone(lattice, number, false) ?? first,
    aloneFromOther: worthAlone(lattice, number, true) ?? other,
    together: together?.[number],
  }));
  const difference = subtractYen(other.yen, first.yen);
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
  if (!isAmount(first) || !isAmount(other)) return withoutFigures(first, other, 'greedy');
  const fromFirst = yield* greedySet(exchange);
  const fromOther = yield* greedySet(turnedRound(exchange));
  const worths: Worth<Refused>[] = [];
  for (const number of all) {
    const rest = all.filter((one) => one !== number);
    worths.push({
      aloneFromFirst: changeBetween(first, outcome([number])),
      aloneFromOther: changeBetween(other, outcome(rest)),
      together: undefined,
    });
    yield;
  }
  const difference = subtractYen(other.yen, first.yen);
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

const interactionOf = (difference: Yen, worths: readonly Worth<unknown>[]): Yen | undefined => {
  let rest = difference;
  for (const { aloneFromFirst } of worths) {
    if (!isAmount(aloneFromFirst)) return undefined;
    rest = subtractYen(rest, aloneFromFirst.yen);
  }
  return rest;
};

const numbersUpTo = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number);
