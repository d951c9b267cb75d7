import { setImmediate, setTimeout } from 'node:timers/promises';

/** Contracts computed between two rests: about a millisecond. */
const SLICE = 8;
const IDLE_MILLISECONDS = 2;
const BUSY_MILLISECONDS = 100;

/**
 * Keeps work in the background from being felt: it rests after every few contracts, longer while the log grows, and does not rest
 * at all while somebody waits for the work to be done.
 */
export class Pace {
  #sinceRest = 0;
  #waiting = 0;
  #lastHead = 0n;
  #awake = new AbortController();

  /** @param head the end of the log */
  constructor(private readonly head: () => Promise<bigint>) {}

  /** To be called after every contract. */
  async step(): Promise<void> {
    if (++this.#sinceRest < SLICE) return;
    this.#sinceRest = 0;
    if (this.#waiting > 0) return setImmediate(undefined);
    const head = await this.head();
    const pause = head === this.#lastHead ? IDLE_MILLISECONDS : BUSY_MILLISECONDS;
    this.#lastHead = head;
    await setTimeout(pause, undefined, { signal: this.#awake.signal, ref: false }).catch(() => undefined);
  }

  /** Does something that waits for the work. */
  async hurried<Result>(wait: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    this.#awake.abort();
    this.#awake = new AbortController();
    try {
      return await wait();
    } finally {
      this.#waiting -= 1;
    }
  }
}
