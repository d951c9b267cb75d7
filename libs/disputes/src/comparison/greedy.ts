import { changeBetween, hasFigure, isSameFigure, type Exchange, type FigureValue, type Outcome } from './outcome.js';

/**
 * A set of premises which, exchanged, turns the first side's figure into the other's, of which none can be spared: found by exchanging what
 * comes nearest, one after the other, and sparing again what proves needless. There may be a smaller one. It pauses after every outcome.
 * Undefined where one of the sides has no figure.
 */
export function* greedySet<Refused>(exchange: Exchange<Refused>): Generator<void, readonly number[] | undefined> {
  const { count, outcome } = exchange;
  const all = Array.from({ length: count }, (_, number) => number);
  const [first, wanted] = [outcome([]), outcome(all)];
  if (!hasFigure(first) || !hasFigure(wanted)) return undefined;
  const distanceOf = (one: Outcome<Refused>): number =>
    hasFigure(one) ? distanceBetween(one.figure, wanted.figure) : Number.POSITIVE_INFINITY;
  let exchanged: readonly number[] = [];
  let distance = distanceOf(first);
  while (distance > 0) {
    let nearest: { readonly set: readonly number[]; readonly distance: number } | undefined;
    for (const number of all.filter((one) => !exchanged.includes(one))) {
      const set = [...exchanged, number].sort((a, b) => a - b);
      const there = distanceOf(outcome(set));
      if (nearest === undefined || there < nearest.distance) nearest = { set, distance: there };
      yield;
    }
    exchanged = nearest === undefined || nearest.distance === Number.POSITIVE_INFINITY ? all : nearest.set;
    distance = distanceOf(outcome(exchanged));
  }
  for (let index = 0; index < exchanged.length;) {
    const spared = exchanged.toSpliced(index, 1);
    const isNeedless = distanceOf(outcome(spared)) === 0;
    [exchanged, index] = isNeedless ? [spared, 0] : [exchanged, index + 1]; // what was needed before may be needless now
    yield;
  }
  return exchanged;
}

/** What has no measure is far from everything else. */
const distanceBetween = (one: FigureValue, wanted: FigureValue): number =>
  isSameFigure(one, wanted) ? 0 : Math.abs(changeBetween(one, wanted) ?? Number.MAX_SAFE_INTEGER);
