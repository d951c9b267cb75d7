import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  exactYen,
  exactYenText,
  minExact,
  NO_YEN,
  roundedShare,
  roundedSum,
  roundExact,
  share,
  sumExact,
  type Rounding,
} from './exact-yen.js';
import { yen } from './yen.js';

/** `amount x count / of`, as a figure has many of. */
interface Part {
  readonly amount: number;
  readonly count: number;
  readonly of: number;
}
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const anyPart: fc.Arbitrary<Part> = fc.record({
  amount: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 999_999_999_999 })),
  count: fc.integer({ min: 0, max: 400 }),
  of: fc.constantFrom(28, 29, 30, 31),
});
const anyRounding = fc.constantFrom<Rounding>('down', 'half-up', 'up');

const asFraction = ({ amount, count, of }: Part): Fraction => ({
  numerator: BigInt(amount) * BigInt(count),
  denominator: BigInt(of),
});
const plus = (a: Fraction, b: Fraction): Fraction => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});
const sumOf = (parts: readonly Part[]): Fraction =>
  parts.map(asFraction).reduce(plus, { numerator: 0n, denominator: 1n });
const rounded = ({ numerator, denominator }: Fraction, rounding: Rounding): bigint => {
  const added = { down: 0n, 'half-up': denominator, up: 2n * denominator - 2n }[rounding];
  return (2n * numerator + added) / (2n * denominator);
};
const exactly = ({ amount, count, of }: Part): ReturnType<typeof share> => share(yen(amount), count, of);

describe('An exact amount', () => {
  it.each([
    [{ amount: 31_000, count: 10, of: 31 }, '10000', [10_000, 10_000, 10_000]], // not 9999
    [{ amount: 31_000, count: 17, of: 31 }, '17000', [17_000, 17_000, 17_000]],
    [{ amount: 6200, count: 19, of: 28 }, '4207.142', [4207, 4207, 4208]],
    [{ amount: 37_200, count: 2, of: 30 }, '2480', [2480, 2480, 2480]],
    [{ amount: 1, count: 15, of: 30 }, '0.5', [0, 1, 1]],
    [{ amount: 1, count: 14, of: 29 }, '0.482', [0, 0, 1]],
    [{ amount: 0, count: 31, of: 31 }, '0', [0, 0, 0]],
  ] as const)('of %j is %s, and rounded down, half up, up: %j', (part, text, [down, halfUp, up]) => {
    const amount = exactly(part);
    expect(exactYenText(amount)).toBe(text);
    expect([roundExact(amount, 'down'), roundExact(amount, 'half-up'), roundExact(amount, 'up')]).toEqual([
      down,
      halfUp,
      up,
    ]);
  });

  it('is rounded as the sum of fractions is, whatever the parts', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 40 }), anyRounding, (parts, rounding) => {
        const amount = roundExact(sumExact(parts.map(exactly)), rounding);
        expect(BigInt(amount)).toBe(rounded(sumOf(parts), rounding));
      }),
    );
  });

  it('of one share is rounded without what sums need', () => {
    const anyCount = fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 20_000 }));
    const ofAny = fc.constantFrom(1, 28, 29, 30, 31, 28 * 29, 377_580);
    fc.assert(
      fc.property(anyPart, anyCount, ofAny, anyRounding, ({ amount }, count, of, rounding) => {
        fc.pre(of > 1 || count <= 400); // of what is whole yen, nothing larger than a number holds
        const exact = roundExact(share(yen(amount), count, of), rounding);
        expect(roundedShare(yen(amount), count, of, rounding)).toBe(exact);
        expect(roundedShare(yen(-amount), count, of, rounding)).toBe(yen(-exact));
      }),
    );
    expect(() => roundedShare(yen(1), 1, 365, 'down')).toThrow(RangeError);
  });

  it('is rounded without fractions where whole numbers hold the sum', () => {
    const signed = fc.tuple(anyPart, fc.constantFrom(1, 1, 1, -1)).map(([part, sign]) => ({
      ...part,
      amount: yen(sign * part.amount),
    }));
    fc.assert(
      fc.property(fc.array(signed, { maxLength: 40 }), anyRounding, (shares, rounding) => {
        const exact = sumExact(shares.map(({ amount, count, of }) => share(amount, count, of)));
        expect(roundedSum(shares, rounding)).toBe(roundExact(exact, rounding));
      }),
    );
    expect(() => roundedSum([{ amount: yen(1), count: 365, of: 365 }], 'down')).toThrow(RangeError);
  });

  it('is the same in whatever order its parts are summed', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 20 }), (parts) => {
        const forward = sumExact(parts.map(exactly));
        const backward = sumExact(parts.toReversed().map(exactly));
        expect(forward.equals(backward)).toBe(true);
      }),
    );
  });

  it('is whole again where the parts of a month make the month', () => {
    fc.assert(
      fc.property(anyPart, fc.integer({ min: 0, max: 28 }), ({ amount, of }, days) => {
        const parts = [share(yen(amount), days, of), share(yen(amount), of - days, of)];
        expect(sumExact(parts).equals(exactYen(yen(amount)))).toBe(true);
      }),
    );
  });

  it('is compared exactly', () => {
    fc.assert(
      fc.property(anyPart, anyPart, (a, b) => {
        const [x, y] = [asFraction(a), asFraction(b)];
        const isLess = x.numerator * y.denominator < y.numerator * x.denominator;
        expect(minExact(exactly(a), exactly(b)).equals(isLess ? exactly(a) : exactly(b))).toBe(true);
      }),
    );
  });

  it('is nothing where there are no parts', () => {
    expect(roundExact(sumExact([]), 'up')).toBe(0);
    expect(roundExact(NO_YEN, 'up')).toBe(0);
  });

  it.each([0, 27, 32, 365])('has no share of %d days', (of) => {
    expect(() => share(yen(1), 1, of)).toThrow(RangeError);
  });
});
