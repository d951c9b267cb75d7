import { hash } from 'node:crypto';
import type { BesideStore } from './beside-store.js';
import type { EventStore } from './event-store.js';

/** Commitments asked for, and taken back, at once. */
const TOGETHER = 5_000;
const EVENTS_AT_ONCE = 1_000;

/**
 * Finds values beside a log that belong to no event: whoever appended them died between the two. One look says which values no event names
 * by then, since an append may be under way; what a later look still finds unnamed is taken back. So the time between two looks is the time
 * that an append may take.
 */
export class BesideSweep {
  #unrecorded: ReadonlySet<string> = new Set();

  /** @param log which keeps its values there, itself: what it does not name is gone for good */
  constructor(
    private readonly log: Pick<EventStore, 'head' | 'readAll'>,
    private readonly beside: Pick<BesideStore, 'commitments' | 'withdraw'>,
  ) {}

  /**
   * Reads the log to its end. @param signal ends it without anything being taken back
   * @returns how many values were taken back
   * @throws {EventStoreError}
   */
  async look(signal: AbortSignal): Promise<number> {
    const recorded = await this.#recorded(signal);
    const found = await this.#without(recorded, signal);
    if (signal.aborted) return 0;
    const orphans = [...found].filter((commitment) => this.#unrecorded.has(commitment));
    for (let start = 0; start < orphans.length; start += TOGETHER) {
      await this.beside.withdraw(orphans.slice(start, start + TOGETHER));
    }
    for (const commitment of orphans) found.delete(commitment);
    this.#unrecorded = found;
    return orphans.length;
  }

  /** What the events through the log's end name. */
  async #recorded(signal: AbortSignal): Promise<Prints> {
    const prints: number[] = [];
    const end = await this.log.head();
    for (let after = 0n; after < end && !signal.aborted;) {
      const { events } = await this.log.readAll({ after, limit: EVENTS_AT_ONCE });
      for (const { beside } of events) for (const { commitment } of beside) prints.push(printOf(commitment));
      after = events.at(-1)?.position ?? end;
    }
    return new Prints(prints);
  }

  async #without(recorded: Prints, signal: AbortSignal): Promise<Set<string>> {
    const found = new Set<string>();
    for (let after = ''; !signal.aborted;) {
      const commitments = await this.beside.commitments(after, TOGETHER);
      for (const commitment of commitments) if (!recorded.has(commitment)) found.add(commitment);
      const last = commitments.at(-1);
      if (last === undefined) break;
      after = last;
    }
    return found;
  }
}

/** Commitments by 52 bits of their hash, since there may be millions: one that is taken for another keeps its value. */
class Prints {
  readonly #sorted: Float64Array;

  constructor(prints: readonly number[]) {
    this.#sorted = Float64Array.from(prints).sort();
  }

  has(commitment: string): boolean {
    const print = printOf(commitment);
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? 0) < print) low = middle + 1;
      else high = middle;
    }
    return this.#sorted[low] === print;
  }
}

const printOf = (commitment: string): number => Number.parseInt(hash('sha256', commitment).slice(0, 13), 16);
