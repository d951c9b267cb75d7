import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addYen, maxYen, minYen, negateYen, parseYen, subtractYen, sumYen, yen, yenText, ZERO_YEN } from './yen.js';

const anyAmount = fc.integer({ min: 0, max: 999_999_999_999 });

describe('An amount of yen', () => {
  it('is written as it is read', () => {
    fc.assert(fc.property(anyAmount, (amount) => yenText(parseYen(String(amount))) === String(amount)));
  });

  it.each([
    '-1',
    '+1',
    '01',
    '1.0',
    '1.5',
    '1e3',
    '1E3',
    '0x10',
    '1,000',
    '１００',
    ' 1',
    '1\n',
    '',
    '-0',
    'NaN',
    'Infinity',
    '1000000000000', // 13 digits
    '9'.repeat(400),
  ])('is not written %j', (text) => {
    expect(() => parseYen(text)).toThrow(RangeError);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('is not %d', (amount) => {
    expect(() => yen(amount)).toThrow(RangeError);
  });

  it('is never minus zero', () => {
    expect(Object.is(negateYen(ZERO_YEN), 0)).toBe(true);
    expect(yenText(yen(-0))).toBe('0');
  });

  it('adds up as whole numbers do', () => {
    fc.assert(
      fc.property(fc.array(anyAmount, { maxLength: 1000 }), (amounts) => {
        const total = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
        expect(yenText(sumYen(amounts.map(yen)))).toBe(total.toString());
      }),
    );
  });

  it('is added, subtracted, negated and compared', () => {
    const [small, large] = [yen(2480), yen(551_399)];
    expect(addYen(small, large)).toBe(553_879);
    expect(subtractYen(small, large)).toBe(-548_919);
    expect(negateYen(small)).toBe(-2480);
    expect([minYen(small, large), maxYen(small, large)]).toEqual([small, large]);
  });
});
