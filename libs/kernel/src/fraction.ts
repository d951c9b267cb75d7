/** An exact number that need not be whole, such as one share of a sum among seven: in lowest terms, with a positive denominator. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** @throws {RangeError} for a denominator that is not positive */
export const fraction = (numerator: bigint, denominator = 1n): Fraction => {
  if (denominator <= 0n) throw new RangeError(`no denominator of a fraction: ${String(denominator)}`);
  const common = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
};

export const sumFractions = (fractions: Iterable<Fraction>): Fraction => {
  let sum = fraction(0n);
  for (const { numerator, denominator } of fractions) {
    sum = fraction(sum.numerator * denominator + numerator * sum.denominator, sum.denominator * denominator);
  }
  return sum;
};

/** The number where it is whole. @throws {RangeError} where it is not */
export const wholeOf = ({ numerator, denominator }: Fraction): number => {
  if (denominator !== 1n) throw new RangeError(`not a whole number: ${String(numerator)}/${String(denominator)}`);
  return Number(numerator);
};

/** As it is written: `2480`, `-4960/3`. */
export const fractionText = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? String(numerator) : `${String(numerator)}/${String(denominator)}`;

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestCommonDivisor(b, a % b));
