import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cursorOf, placeOf } from './cursor.js';
import { InvalidCursor } from './errors.js';

describe('A cursor', () => {
  const list = ['events', 'c-1', { type: 'PaymentReceived' }];

  it('leads back to its place', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        fc.string({ unit: 'grapheme', maxLength: 64 }),
        (position, after) => {
          expect(placeOf(list, cursorOf(list, { position, after }))).toEqual({ position, after });
        },
      ),
    );
  });

  it('is refused where it was made up', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => placeOf(list, text)).toThrow(InvalidCursor);
        expect(() => placeOf(list, Buffer.from(text).toString('base64url'))).toThrow(InvalidCursor);
      }),
    );
  });

  it('is refused with one character changed', () => {
    const cursor = cursorOf(list, { position: 12n, after: 'c-7' });
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...'ABab01-_='), (at, character) => {
        fc.pre(cursor[at] !== character);
        expect(() => placeOf(list, cursor.slice(0, at) + character + cursor.slice(at + 1))).toThrow(InvalidCursor);
      }),
    );
  });

  it('is refused by every other list', () => {
    const cursor = cursorOf(list, { position: 12n, after: 'c-7' });
    for (const other of [['events', 'c-2', { type: 'PaymentReceived' }], ['events', 'c-1', {}], ['contracts']]) {
      expect(() => placeOf(other, cursor)).toThrow(InvalidCursor);
    }
  });
});
