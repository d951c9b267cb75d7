import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fractionText, sumFractions, wholeYen, yenFraction } from './yen-fraction.js';

const fractions = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 479_001_600n }))
  .map(([numerator, denominator]) => yenFraction(numerator, denominator));

describe('A fraction of yen', () => {
  it.each([
    [7440n, 3n, '2480'],
    [-4960n, 3n, '-4960/3'],
    [-6n, 4n, '-3/2'],
    [0n, 12n, '0'],
  ])('%s over %s is written %s', (numerator, denominator, text) => {
    expect(fractionText(yenFraction(numerator, denominator))).toBe(text);
  });

  it('is whole, or says that it is not', () => {
    expect(wholeYen(yenFraction(7440n, 3n))).toBe(2480);
    expect(() => wholeYen(yenFraction(1n, 2n))).toThrow('1/2');
  });

  it.each([0n, -1n])('has no denominator %s', (denominator) => {
    expect(() => yenFraction(1n, denominator)).toThrow(RangeError);
  });

  it('is summed exactly, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fractions, { maxLength: 6 }), (some) => {
        const opposite = some.map(({ numerator, denominator }) => yenFraction(-numerator, denominator));
        expect(sumFractions([...some, ...opposite])).toEqual(yenFraction(0n));
        expect(sumFractions(some)).toEqual(sumFractions(some.toReversed()));
      }),
    );
  });
});
