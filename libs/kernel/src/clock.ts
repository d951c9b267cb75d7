import { instantOfMilliseconds, type Instant } from './instant.js';

/** Where the present comes in: the one place that asks the machine for the time. */
export abstract class Clock {
  abstract now(): Instant;
}

export class SystemClock extends Clock {
  override now(): Instant {
    return instantOfMilliseconds(Date.now());
  }
}
