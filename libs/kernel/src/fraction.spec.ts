import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fractionText, sumFractions, wholeOf, fraction } from './fraction.js';

const fractions = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 479_001_600n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe('A fraction', () => {
  it.each([
    [7440n, 3n, '2480'],
    [-4960n, 3n, '-4960/3'],
    [-6n, 4n, '-3/2'],
    [0n, 12n, '0'],
  ])('%s over %s is written %s', (numerator, denominator, text) => {
    expect(fractionText(fraction(numerator, denominator))).toBe(text);
  });

  it('is whole, or says that it is not', () => {
    expect(wholeOf(fraction(7440n, 3n))).toBe(2480);
    expect(() => wholeOf(fraction(1n, 2n))).toThrow('1/2');
  });

  it.each([0n, -1n])('has no denominator %s', (denominator) => {
    expect(() => fraction(1n, denominator)).toThrow(RangeError);
  });

  it('is summed exactly, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fractions, { maxLength: 6 }), (some) => {
        const opposite = some.map(({ numerator, denominator }) => fraction(-numerator, denominator));
        expect(sumFractions([...some, ...opposite])).toEqual(fraction(0n));
        expect(sumFractions(some)).toEqual(sumFractions(some.toReversed()));
      }),
    );
  });
});
