import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { isDead, retryDelay } from './retry-schedule.js';

const failures = fc.integer({ min: 1, max: 10_000 });
const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('The wait before the next attempt', () => {
  it.each([
    [1, 0, 500],
    [1, 1, 1000],
    [2, 1, 2000],
    [5, 0.5, 12_000],
    [12, 1, 2_048_000],
    [13, 1, 3_600_000],
    [5000, 0, 1_800_000],
  ])('after %d failures, by chance %d: %d ms', (count, by, expected) => {
    expect(retryDelay(count, by)).toBe(expected);
  });

  it('is never shorter after more failures, by the same chance, and never above an hour', () => {
    fc.assert(
      fc.property(failures, chance, (count, by) => {
        const [now, next] = [retryDelay(count, by), retryDelay(count + 1, by)];
        expect(now).toBeGreaterThanOrEqual(500);
        expect(next).toBeGreaterThanOrEqual(now);
        expect(next).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });

  it('is what the receiver asks for where that is longer, up to an hour', () => {
    expect(retryDelay(1, 0, 30_000)).toBe(30_000);
    expect(retryDelay(12, 1, 30_000)).toBe(2_048_000);
    expect(retryDelay(1, 0, 1e12)).toBe(3_600_000);
  });

  it('is over after five days', () => {
    expect(isDead(5 * 86_400_000 - 1)).toBe(false);
    expect(isDead(5 * 86_400_000)).toBe(true);
  });
});
