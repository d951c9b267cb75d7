import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('Turns', () => {
  it('are taken one after the other under one name, and at once under several', async () => {
    const [turns, log, gate] = [new Turns(), [] as string[], Promise.withResolvers<undefined>()];
    const first = turns.take('a', async () => {
      log.push('a1 begins');
      await gate.promise;
      log.push('a1 ends');
    });
    const second = turns.take('a', () => Promise.resolve(log.push('a2')));
    await turns.take('b', () => Promise.resolve(log.push('b')));
    expect(log).toEqual(['a1 begins', 'b']);
    gate.resolve(undefined);
    await Promise.all([first, second]);
    expect(log).toEqual(['a1 begins', 'b', 'a1 ends', 'a2']);
  });

  it('go on after one that failed, and tell only its own taker', async () => {
    const turns = new Turns();
    const first = turns.take('a', () => Promise.reject(new Error('mine')));
    const second = turns.take('a', () => Promise.resolve('next'));
    await expect(first).rejects.toThrow('mine');
    await expect(second).resolves.toBe('next');
  });
});
