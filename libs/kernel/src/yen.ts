import type { Brand } from './brand.js';
import { digitsAt } from './digits.js';

/** A whole amount of Japanese yen. Every amount of a fact is below 10^12, so that sums of thousands stay exact as numbers. */
export type Yen = Brand<number, 'Yen'>;
/** A whole amount of yen as it is written: `"12000"`, `"-2480"`. */
export type YenText = string;

/** The most digits that an amount in a fact may have. */
const MAX_YEN_DIGITS = 12;
export const ZERO_YEN = 0 as Yen;

/** The amount written as a whole, not negative number without sign, leading zero, point or exponent. @throws {RangeError} otherwise. */
export const parseYen = (text: YenText): Yen => {
  const amount = digitsAt(text, 0, text.length);
  const isWritten = text === '0' || (text !== '' && !text.startsWith('0') && !Number.isNaN(amount));
  if (!isWritten) throw new RangeError('not a whole number of yen, not negative, in plain digits');
  if (text.length > MAX_YEN_DIGITS) throw new RangeError(`more than ${String(MAX_YEN_DIGITS)} digits of yen`);
  return amount as Yen;
};

/** A whole amount of yen. @throws {RangeError} where the number is not whole or no longer exact. */
export const yen = (amount: number): Yen => {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of yen: ${String(amount)}`);
  return (amount === 0 ? 0 : amount) as Yen; // never minus zero
};
export const yenText = (amount: Yen): YenText => String(amount);
export const addYen = (a: Yen, b: Yen): Yen => yen(a + b);
export const subtractYen = (a: Yen, b: Yen): Yen => yen(a - b);
export const negateYen = (amount: Yen): Yen => yen(-amount);
export const sumYen = (amounts: Iterable<Yen>): Yen => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return yen(total);
};
export const minYen = (a: Yen, b: Yen): Yen => (a < b ? a : b);
export const maxYen = (a: Yen, b: Yen): Yen => (a > b ? a : b);
