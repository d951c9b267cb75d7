import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../canonical-json.js';
import { firstDifference } from './first-difference.js';

describe('The first difference of two JSON values', () => {
  it.each([
    [
      { a: '1', b: { c: '2' } },
      { a: '1', b: { c: '3' } },
      { path: '/b/c', was: '2', is: '3' },
    ],
    [{ a: '1' }, {}, { path: '/a', was: '1', is: null }],
    [
      { b: '1', a: ['x'] },
      { b: '2', a: ['x', 'y'] },
      { path: '/a/1', was: null, is: 'y' },
    ],
    [{ 'a/b~c': 1 }, { 'a/b~c': 2 }, { path: '/a~1b~0c', was: 1, is: 2 }],
    [{ a: 1 }, undefined, { path: '', was: { a: 1 }, is: null }],
    [{ a: [] }, { a: {} }, { path: '/a', was: [], is: {} }],
  ])('of %j and %j', (was, is, difference) => {
    expect(firstDifference(was, is)).toEqual(difference);
  });

  it('is none exactly where their canonical JSON is the same, nothing and null taken for one', () => {
    const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).filter((one) => one !== null);
    fc.assert(
      fc.property(value, value, (was, is) => {
        expect(firstDifference(was, structuredClone(was))).toBeUndefined();
        if (firstDifference(was, is) === undefined) expect(said(is)).toBe(said(was));
      }),
      {
        examples: [
          [[null], []],
          [{}, { valueOf: 0 }],
        ],
      },
    );
  });
});

/** Without the properties that are null. */
const said = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value), withoutNull));
const withoutNull = (_: string, value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
