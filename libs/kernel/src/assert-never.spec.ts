import { expect, it } from '@jest/globals';
import { assertNever } from './assert-never.js';

it('A case that cannot be is named when it comes nevertheless', () => {
  expect(() => assertNever({ type: 'Unheard' } as never)).toThrow('unexpected case: {"type":"Unheard"}');
});
