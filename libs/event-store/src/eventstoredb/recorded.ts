import type { BesideStore } from '../beside-store.js';
import { StoreDamaged } from '../errors.js';
import type { BesideValue, RecordedEvent } from '../event-store.js';
import type { RawEvent } from './read-message.js';
import { openedMetadata } from './stored-metadata.js';

/**
 * The events as they were given, with the values beside them.
 * @param ownName the name of an event's stream as the ledger knows it
 */
export const recorded = async (
  events: readonly RawEvent[],
  beside: BesideStore,
  ownName: (event: RawEvent) => string,
): Promise<readonly RecordedEvent[]> => {
  const opened = events.map(({ metadata }) => openedMetadata(metadata));
  const commitments = opened.flatMap(({ beside: kept = [] }) => kept);
  const values = commitments.length === 0 ? none : await beside.read(commitments);
  return events.map((event, index) => {
    const { metadata = '', claim, beside: kept = [] } = opened[index] ?? {};
    const { revision, position, id, type, data } = event;
    const stream = ownName(event);
    const known = kept.flatMap((commitment) => valueOf(values, commitment, event));
    return {
      stream,
      revision,
      position,
      id,
      type,
      data,
      metadata,
      beside: known,
      ...(claim !== undefined && { claim }),
    };
  });
};

const none: ReadonlyMap<string, BesideValue | 'erased'> = new Map();

const valueOf = (
  values: ReadonlyMap<string, BesideValue | 'erased'>,
  commitment: string,
  { position }: RawEvent,
): readonly BesideValue[] => {
  const value = values.get(commitment);
  if (value === undefined) throw new StoreDamaged(`a value beside the event at position ${position} is missing`);
  return value === 'erased' ? [] : [value];
};
