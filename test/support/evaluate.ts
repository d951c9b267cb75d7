import {
  assertNever,
  endOfDay,
  japaneseDateOf,
  lastDayOf,
  nextBusinessDay,
  dayElapsedFrom,
  type CivilDate,
  type Instant,
  type Period,
} from '@ledger/kernel';
import type { Explanation } from '@ledger/figures';

/** A number without any rounding: numerator and denominator, the latter positive. */
export type Fraction = readonly [over: bigint, under: bigint];

const whole = (value: bigint | number): Fraction => [BigInt(value), 1n];
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];
const isLess = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d < c * b;
const floor = ([a, b]: Fraction): bigint => (a >= 0n || a % b === 0n ? a / b : a / b - 1n);
const minus = ([a, b]: Fraction): Fraction => [-a, b];
export const areEqual = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d === c * b;

/** The parts of a yen that an exact amount counts. */
const EXACT_PARTS = 377_580n;
const HOUR = 3_600_000_000n;

/** The value that a step shows; undefined where it shows that there is none. */
export const shownValue = (step: Explanation): Fraction | undefined => {
  if (step.unit === 'exact-yen') return [BigInt(step.value.toFixed()), EXACT_PARTS];
  return step.value === undefined ? undefined : whole(step.value);
};

/** The value of a derivation, from its leaves by the names of its rules alone. */
export const evaluate = (step: Explanation): Fraction | undefined => {
  const { rule, children } = step;
  if (children.length === 0) return shownValue(step);
  const values = children.map((child) => evaluate(child) ?? whole(0));
  const [first = whole(0), second = whole(0), third = whole(1)] = values;
  const [a, b] = [first[0], second[0]]; // whole numbers, where a rule is about days or moments
  const dateOf = (value: bigint): CivilDate => Number(value) as CivilDate;
  const periodOf = (): Period =>
    ({ [children[1]?.unit ?? 'days']: Number(b) }) as Record<'days' | 'months' | 'years', number>;
  switch (rule) {
    case 'fact':
    case 'terms':
    case 'calendar':
    case 'question':
      throw new Error(`${rule} is where a derivation ends: ${step.id}`);
    case 'together':
      return children[0]?.unit === step.unit && step.value !== undefined ? first : undefined;
    case 'whole-month':
      return first;
    case 'sum':
      return values.reduce(plus);
    case 'negate':
      return minus(first);
    case 'not-below-zero':
      return isLess(first, whole(0)) ? whole(0) : first;
    case 'lesser-of':
    case 'earlier-of':
      return values.reduce((least, value) => (isLess(value, least) ? value : least));
    case 'later-of':
      return values.reduce((most, value) => (isLess(most, value) ? value : most));
    case 'prorate':
      return times(times(first, second), [third[1], third[0]]);
    case 'multiply':
      return times(first, second);
    case 'floor':
      return whole(floor(first));
    case 'half-up':
      return whole(floor(plus(first, [1n, 2n])));
    case 'ceiling':
      return whole(-floor(minus(first)));
    case 'difference':
      return values.slice(1).reduce((rest, value) => plus(rest, minus(value)), first);
    case 'count':
      return whole(children.length);
    case 'days-between':
      return whole(b - a + 1n);
    case 'plus-days':
      return whole(a + b);
    case 'minus-days':
      return whole(a - b);
    case 'last-day-of-period':
      return whole(lastDayOf(dateOf(a), periodOf()));
    case 'day-elapsed':
      return whole(dayElapsedFrom(dateOf(a), periodOf()));
    case 'next-business-day':
      return whole(nextBusinessDay(dateOf(a)));
    case 'time-between':
      return whole(b > a ? b - a : 0n);
    case 'plus-hours':
      return whole(a + b * HOUR);
    case 'end-of-day':
      return whole(endOfDay(dateOf(a)));
    case 'day-of':
      return children.length > 1 && a === BigInt(endOfDay(dateOf(b)))
        ? second
        : whole(japaneseDateOf(Number(a) as Instant));
    case 'whole-units':
      return whole(a / (b * HOUR));
    default:
      return assertNever(rule);
  }
};
