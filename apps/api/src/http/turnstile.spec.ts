import { describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { Turnstile } from './turnstile.js';

describe('The turnstile for commands', () => {
  it('lets so many through in a turn of the event loop, and the others in their order', async () => {
    const turnstile = new Turnstile(2);
    const passed: number[] = [];
    for (const number of [1, 2, 3, 4, 5]) turnstile.enter(() => passed.push(number));
    expect(passed).toEqual([1, 2]);
    await setImmediate();
    expect(passed).toEqual([1, 2, 3, 4]);
    await setImmediate();
    expect(passed).toEqual([1, 2, 3, 4, 5]);
  });

  it('lets nobody overtake those who wait', async () => {
    const turnstile = new Turnstile(1);
    const passed: number[] = [];
    for (const number of [1, 2, 3]) turnstile.enter(() => passed.push(number));
    await setImmediate();
    turnstile.enter(() => passed.push(4));
    while (passed.length < 4) await setImmediate();
    expect(passed).toEqual([1, 2, 3, 4]);
  });

  it('is open again after a turn in which nobody waited', async () => {
    const turnstile = new Turnstile(1);
    const passed: number[] = [];
    turnstile.enter(() => passed.push(1));
    await setImmediate();
    turnstile.enter(() => passed.push(2));
    expect(passed).toEqual([1, 2]);
  });
});
