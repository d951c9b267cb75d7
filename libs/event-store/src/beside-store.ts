import type { BesideValue } from './event-store.js';

/**
 * Values beside a log that cannot keep them itself: they are erased where the log never is. Whoever appends writes them first, so that no
 * event is read before its values can be.
 */
export abstract class BesideStore {
  /** Keeps values, and has them for good when it answers. @returns the commitments of those that it did not know before, erased ones included */
  abstract write(values: readonly BesideValue[]): Promise<readonly string[]>;

  /** What it knows of these commitments: a value, or `'erased'`. A commitment that it never had is left out. */
  abstract read(commitments: readonly string[]): Promise<ReadonlyMap<string, BesideValue | 'erased'>>;

  /** Takes values away for good, and remembers that it had them; unknown ones are passed over. */
  abstract erase(commitments: readonly string[]): Promise<void>;

  /** Takes away what was written for an append that did not come about; what was erased stays known as erased. */
  abstract withdraw(commitments: readonly string[]): Promise<void>;

  /** The commitments whose values it has, erased ones left out, page by page in an order of its own. @param after the last one of the page before; '' to begin */
  abstract commitments(after: string, limit: number): Promise<readonly string[]>;

  abstract close(): Promise<void>;
}

/** For tests. */
export class MemoryBesideStore extends BesideStore {
  private readonly values = new Map<string, BesideValue | 'erased'>();

  override write(values: readonly BesideValue[]): Promise<readonly string[]> {
    const fresh = values.filter(({ commitment }) => !this.values.has(commitment));
    for (const { commitment, salt, value } of fresh) this.values.set(commitment, { commitment, salt, value });
    return Promise.resolve(fresh.map(({ commitment }) => commitment));
  }

  override read(commitments: readonly string[]): Promise<ReadonlyMap<string, BesideValue | 'erased'>> {
    const known = new Map<string, BesideValue | 'erased'>();
    for (const commitment of commitments) {
      const value = this.values.get(commitment);
      if (value !== undefined) known.set(commitment, value);
    }
    return Promise.resolve(known);
  }

  override erase(commitments: readonly string[]): Promise<void> {
    for (const commitment of commitments) if (this.values.has(commitment)) this.values.set(commitment, 'erased');
    return Promise.resolve();
  }

  override withdraw(commitments: readonly string[]): Promise<void> {
    for (const commitment of commitments) if (this.values.get(commitment) !== 'erased') this.values.delete(commitment);
    return Promise.resolve();
  }

  override commitments(after: string, limit: number): Promise<readonly string[]> {
    const kept = [...this.values].flatMap(([commitment, value]) => (value === 'erased' ? [] : [commitment]));
    const sorted = kept.filter((commitment) => commitment > after).sort();
    return Promise.resolve(sorted.slice(0, limit));
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
