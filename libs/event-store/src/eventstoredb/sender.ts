import type { EventStoreError } from '../errors.js';
import type { Revision } from '../event-store.js';
import type { Appends, SentEvent, Written } from './appends.js';
import { failureOf, isOfTheServer, isWrongRevision, unknownOutcome, unreachable } from './failures.js';

/** The longest time that a timer can be set to. */
const longestTimer = 2 ** 31 - 1;

/** Sends appends, and sends them again where the server gives no answer. */
export class Sender {
  private last: EventStoreError | undefined;
  private isHurried = false;

  /** @param patience milliseconds in which an append that is not answered is sent again */
  constructor(
    private readonly appends: Appends,
    private readonly patience: number,
  ) {}

  /** Why the last append was not written. */
  get failure(): EventStoreError | undefined {
    return this.last;
  }

  /** To be told that the server answers again. */
  forgetFailure(): void {
    this.last = undefined;
  }

  /** Sends nothing a second time from now on. */
  hurry(): void {
    this.isHurried = true;
  }

  /**
   * Sends an append until there is an answer to it: the same events with the same expectation are written once, however often they are sent.
   * @throws {WrongExpectedVersionError} and the port's own errors
   */
  async send(name: string, events: readonly SentEvent[], expected: Revision | 'none'): Promise<Written> {
    const time = { isUp: this.patience <= 0 };
    const clock = setTimeout(() => (time.isUp = true), Math.min(this.patience, longestTimer));
    try {
      return await this.sendUntil(time, name, events, expected);
    } finally {
      clearTimeout(clock);
    }
  }

  private async sendUntil(
    time: { readonly isUp: boolean },
    name: string,
    events: readonly SentEvent[],
    expected: Revision | 'none',
  ): Promise<Written> {
    let isUncertain = false;
    for (let tries = 0; ; tries += 1) {
      try {
        const written = await this.appends.append(name, events, expected);
        this.last = undefined;
        return written;
      } catch (error) {
        if (isWrongRevision(error) || !isOfTheServer(error)) throw error;
        const failure = failureOf(error);
        if (failure.kind === 'refused') {
          throw isUncertain ? unknownOutcome(failure.error.message, error) : failure.error;
        }
        isUncertain ||= failure.kind === 'uncertain';
        if (time.isUp || this.isHurried) {
          this.last = isUncertain ? unknownOutcome(failure.message, error) : unreachable(failure.message, error);
          throw this.last;
        }
        await pause(Math.min(20 * 2 ** tries, 1_000));
      }
    }
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
