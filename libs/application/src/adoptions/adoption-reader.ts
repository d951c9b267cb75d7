import type { EventStore, RecordedEvent } from '@ledger/event-store';
import { NO_ADOPTIONS, openAdoptionEvent, type Adoptions, type RecordedAdoptionEvent, unseal } from '@ledger/contract';
import { readMetadata, type Metadata } from '../metadata.js';

/** All that is adopted stands in this one stream. */
export const ADOPTIONS_STREAM = 'adoptions';

/** The stream as it was read. */
export interface StoredAdoptions extends Adoptions {
  /** What stands about the recording of each event. */
  readonly metadata: readonly Metadata[];
}

/**
 * What is adopted, kept in memory. Nearly always nothing was since it was last asked for, so only the end of the stream is looked up: every
 * answer sees what was adopted before it was asked for, also by another server.
 */
export class AdoptionReader {
  #kept: StoredAdoptions = { ...NO_ADOPTIONS, metadata: [] };

  constructor(private readonly store: EventStore) {}

  /** As it was last read here; another server may have adopted more since. */
  get lastSeen(): StoredAdoptions {
    return this.#kept;
  }

  /** Everything adopted by now: the same object again where nothing was since. */
  async upToDate(): Promise<StoredAdoptions> {
    const last = await this.store.lastRevision(ADOPTIONS_STREAM);
    const known = this.#kept;
    if (last === undefined || Number(last) < known.recorded.length) return known;
    const { events } = await this.store.readStream(ADOPTIONS_STREAM, { from: BigInt(known.recorded.length) });
    const opened = events.map(openAdoption);
    const grown = {
      recorded: [...known.recorded, ...opened.map(({ event }) => event)],
      metadata: [...known.metadata, ...opened.map(({ metadata }) => metadata)],
    };
    if (grown.recorded.length > this.#kept.recorded.length) this.#kept = grown;
    return this.#kept;
  }
}

const openAdoption = (
  stored: RecordedEvent,
): { readonly event: RecordedAdoptionEvent; readonly metadata: Metadata } => {
  const metadata = readMetadata(stored.metadata);
  const { id: eventId, type, position } = stored;
  const opened = openAdoptionEvent({ type, data: unseal(stored.data, stored.beside) });
  const event = { ...opened, eventId, position, revision: Number(stored.revision), recordedAt: metadata.recordedAt };
  return { event, metadata };
};
