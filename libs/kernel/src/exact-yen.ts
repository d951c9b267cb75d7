import { Decimal } from 'decimal.js';
import type { Brand } from './brand.js';
import { yen, type Yen } from './yen.js';

/**
 * An exact amount of yen between its parts and its one rounding: a whole number of 377,580ths of a yen. That is the least
 * common multiple of 28, 29, 30 and 31, so that every share of a month, of thirty days included, and every sum of such shares is
 * whole, and no quotient is cut off on the way.
 */
export type ExactYen = Brand<Decimal, 'ExactYen'>;
/** R09: what becomes of the fraction of a yen. */
export type Rounding = 'down' | 'half-up' | 'up';

const PARTS = 377_580;
/** Room for every product and sum: an amount has at most 12 digits, a contract's sums fewer than 40. */
const Exact = Decimal.clone({ precision: 60 });
const MODES = { down: Decimal.ROUND_DOWN, 'half-up': Decimal.ROUND_HALF_UP, up: Decimal.ROUND_UP } as const;

export const NO_YEN = new Exact(0) as ExactYen;
export const exactYen = (whole: Yen): ExactYen => new Exact(whole).times(PARTS) as ExactYen;

/** `amount x count / of`, exactly. @throws {RangeError} where `of` is no number of days that a month has. */
export const share = (amount: Yen, count: number, of: number): ExactYen => {
  if (PARTS % of !== 0) throw new RangeError(`no share of a month: ${String(of)}`);
  return new Exact(amount).times(count).times(PARTS / of) as ExactYen;
};
export const sumExact = (amounts: Iterable<ExactYen>): ExactYen => {
  let total: Decimal = NO_YEN;
  for (const amount of amounts) total = total.plus(amount);
  return total as ExactYen;
};
export const minExact = (a: ExactYen, b: ExactYen): ExactYen => (a.lessThan(b) ? a : b);
/** The one rounding at the end of a figure. */
export const roundExact = (amount: ExactYen, rounding: Rounding): Yen =>
  yen(amount.dividedBy(PARTS).toDecimalPlaces(0, MODES[rounding]).toNumber());
/** `amount x count / of` */
export interface Share {
  readonly amount: Yen;
  readonly count: number;
  readonly of: number;
}
/** `roundExact(share(amount, count, of), rounding)`: one share alone, as most are, needs no more than whole numbers. */
export const roundedShare = (amount: Yen, count: number, of: number, rounding: Rounding): Yen => {
  const product = amount * count;
  if (!(Number.isSafeInteger(product) && product >= 0 && PARTS % of === 0))
    return roundExact(share(amount, count, of), rounding);
  return roundedQuotient(product, of, rounding);
};
/** `roundExact` of the sum of shares: in whole numbers, too, while they hold it. */
export const roundedSum = (shares: readonly Share[], rounding: Rounding): Yen => {
  let sum = 0;
  for (const { amount, count, of } of shares) {
    if (amount < 0 || count < 0 || PARTS % of !== 0) sum = Number.NaN;
    sum += amount * count * (PARTS / of);
  }
  if (Number.isSafeInteger(sum)) return roundedQuotient(sum, PARTS, rounding);
  return roundExact(sumExact(shares.map(({ amount, count, of }) => share(amount, count, of))), rounding);
};
/** For a person to read: yen with at most three decimals, cut off. */
export const exactYenText = (amount: ExactYen): string => {
  const parts = amount.toNumber();
  return Number.isSafeInteger(parts) && parts % PARTS === 0
    ? String(parts / PARTS)
    : amount.dividedBy(PARTS).toDecimalPlaces(3, Decimal.ROUND_DOWN).toFixed();
};

/** Of whole numbers that are not negative. */
const roundedQuotient = (dividend: number, divisor: number, rounding: Rounding): Yen => {
  const rest = dividend % divisor;
  const isUp = rounding === 'half-up' ? 2 * rest >= divisor : rounding === 'up' && rest > 0;
  return yen((dividend - rest) / divisor + (isUp ? 1 : 0));
};
