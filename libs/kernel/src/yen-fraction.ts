import { yen, type Yen } from './yen.js';

/** An exact amount of yen that need not be whole, such as one share of a sum among seven: in lowest terms, with a positive denominator. */
export interface YenFraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** @throws {RangeError} for a denominator that is not positive */
export const yenFraction = (numerator: bigint, denominator = 1n): YenFraction => {
  if (denominator <= 0n) throw new RangeError(`no denominator of a fraction of yen: ${String(denominator)}`);
  const common = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
};

export const sumFractions = (fractions: Iterable<YenFraction>): YenFraction => {
  let sum = yenFraction(0n);
  for (const { numerator, denominator } of fractions) {
    sum = yenFraction(sum.numerator * denominator + numerator * sum.denominator, sum.denominator * denominator);
  }
  return sum;
};

/** The amount where it is whole. @throws {RangeError} where it is not */
export const wholeYen = ({ numerator, denominator }: YenFraction): Yen => {
  if (denominator !== 1n) throw new RangeError(`no whole number of yen: ${String(numerator)}/${String(denominator)}`);
  return yen(Number(numerator));
};

/** As it is written: `2480`, `-4960/3`. */
export const fractionText = ({ numerator, denominator }: YenFraction): string =>
  denominator === 1n ? String(numerator) : `${String(numerator)}/${String(denominator)}`;

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestCommonDivisor(b, a % b));
