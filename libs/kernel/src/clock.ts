import { instantOfMilliseconds, type Instant } from './instant.js';

/** Where the present comes in: the one place that asks the machine for the time. */
export abstract class Clock {
  abstract now(): Instant;
}

/** Milliseconds that go on whatever is done to the calendar, also while the process is stopped: for how long something has lasted. */
export const monotonicMilliseconds = (): number => performance.now();

export class SystemClock extends Clock {
  override now(): Instant {
    return instantOfMilliseconds(Date.now());
  }
}
