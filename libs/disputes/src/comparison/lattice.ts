import { fraction, type Fraction } from '@ledger/kernel';
import { hasFigure, isSameFigure, measureOf, membersOf, sizeOf, type Exchange, type Outcome } from './outcome.js';

/**
 * The outcome of every set of premises exchanged, by the set's bits: 0 is the first side's figure, the last the other side's.
 * It pauses after every outcome.
 */
export function* latticeOf<Refused>({ count, outcome }: Exchange<Refused>): Generator<void, Lattice<Refused>> {
  const outcomes: Outcome<Refused>[] = [];
  for (let set = 0; set < 2 ** count; set += 1) {
    outcomes.push(outcome(membersOf(set)));
    yield;
  }
  return outcomes;
}
export type Lattice<Refused> = readonly Outcome<Refused>[];

/**
 * The smallest sets of premises which, exchanged, turn one side's figure into the other's: all of the least size, in the order of their
 * numbers.
 * @param isFromOther whether it is the other side's figure that is turned into the first's
 */
export const smallestSets = (lattice: Lattice<unknown>, isFromOther: boolean): readonly (readonly number[])[] => {
  const all = lattice.length - 1;
  const wanted = lattice[isFromOther ? 0 : all];
  if (wanted === undefined || !hasFigure(wanted)) return [];
  let least = Number.POSITIVE_INFINITY;
  let sets: number[] = [];
  for (let exchanged = 0; exchanged <= all; exchanged += 1) {
    const outcome = lattice[isFromOther ? all ^ exchanged : exchanged];
    if (outcome === undefined || !hasFigure(outcome) || !isSameFigure(outcome.figure, wanted.figure)) continue;
    const size = sizeOf(exchanged);
    if (size < least) [least, sets] = [size, []];
    if (size === least) sets.push(exchanged);
  }
  return sets.map(membersOf).sort(byNumbers);
};

/** The sets that cannot be exchanged, and hold none smaller that cannot. */
export const impossibleSets = <Refused>(
  lattice: Lattice<Refused>,
): readonly { readonly exchanged: readonly number[]; readonly refused: Refused }[] => {
  const found: { readonly set: number; readonly refused: Refused }[] = [];
  const bySize = lattice.map((_, set) => set).sort((a, b) => sizeOf(a) - sizeOf(b) || a - b);
  for (const set of bySize) {
    const outcome = lattice[set];
    if (outcome === undefined || hasFigure(outcome)) continue;
    if (found.every((smaller) => (smaller.set & set) !== smaller.set)) found.push({ set, refused: outcome.refused });
  }
  return found.map(({ set, refused }) => ({ exchanged: membersOf(set), refused }));
};

/**
 * What each premise is worth together with the others: what its exchange changes in the figure, on the average over all orders in which
 * the premises can be exchanged one after the other. Where every set is possible this is Shapley's value. The worths add up to the
 * difference between the sides. Undefined where there is no such order, or one of the figures has no measure.
 */
export const worthsTogether = (lattice: Lattice<unknown>): readonly Fraction[] | undefined => {
  const last = lattice.length - 1;
  if (lattice.some((outcome) => hasFigure(outcome) && measureOf(outcome.figure) === undefined)) return undefined;
  const amounts = lattice.map((outcome) => (hasFigure(outcome) ? measureOf(outcome.figure) : undefined));
  const numbers = membersOf(last);
  const [upTo, onward] = [waysUpTo(amounts, numbers), waysOnward(amounts, numbers)];
  const orders = upTo[last] ?? 0n;
  if (orders === 0n) return undefined;
  return numbers.map((number) => {
    let sum = 0n;
    for (const [set, before] of amounts.entries()) {
      const grown = set | (1 << number);
      const after = amounts[grown];
      if (grown === set || before === undefined || after === undefined) continue;
      sum += (upTo[set] ?? 0n) * (onward[grown] ?? 0n) * BigInt(after - before);
    }
    return fraction(sum, orders);
  });
};

type Amounts = readonly (number | undefined)[];

/** In how many orders each set can be reached from none. */
const waysUpTo = (amounts: Amounts, numbers: readonly number[]): readonly bigint[] => {
  const ways: bigint[] = [];
  for (const [set, amount] of amounts.entries()) {
    let sum = set === 0 ? 1n : 0n;
    for (const number of numbers) if ((set & (1 << number)) !== 0) sum += ways[set ^ (1 << number)] ?? 0n;
    ways.push(amount === undefined ? 0n : sum);
  }
  return ways;
};

/** In how many orders all is reached from each set. */
const waysOnward = (amounts: Amounts, numbers: readonly number[]): readonly bigint[] => {
  const last = amounts.length - 1;
  const ways: bigint[] = Array.from({ length: amounts.length }, () => 0n);
  for (let set = last; set >= 0; set -= 1) {
    if (amounts[set] === undefined) continue;
    let sum = set === last ? 1n : 0n;
    for (const number of numbers) if ((set & (1 << number)) === 0) sum += ways[set | (1 << number)] ?? 0n;
    ways[set] = sum;
  }
  return ways;
};

const byNumbers = (a: readonly number[], b: readonly number[]): number => {
  for (const [index, number] of a.entries()) {
    const difference = number - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};
