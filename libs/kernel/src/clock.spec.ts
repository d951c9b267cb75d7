import { expect, it } from '@jest/globals';
import { SystemClock } from './clock.js';

it('The clock of the machine is read in microseconds', () => {
  const before = Date.now() * 1000;
  const now = new SystemClock().now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now() * 1000);
});
