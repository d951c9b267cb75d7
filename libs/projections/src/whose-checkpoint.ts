import type { EventStore } from '@ledger/event-store';
import type { Checkpoint } from './read-model.js';

/** The read model is of another log, and others may rest on it: it is not for one process to throw away. */
export class ForeignReadModel extends Error {
  override readonly name = 'ForeignReadModel';
  constructor({ position, eventId }: Checkpoint) {
    super(
      `the read model is of another log, which has event ${eventId} at position ${String(position)}: let LEDGER_READ_MODEL_URL name the ` +
        'database of this log, or, where this one is to be made anew from it, DELETE FROM checkpoint',
    );
  }
}

/** Whether the event of a checkpoint stands where that says; `beyond`: the log does not go so far. */
export const whoseCheckpoint = async (
  store: EventStore,
  { position, eventId }: Checkpoint,
): Promise<'own' | 'foreign' | 'beyond'> => {
  const { events } = await store.readAll({ after: position - 1n, limit: 1 });
  const [event] = events;
  if (event === undefined) return 'beyond';
  return event.position === position && event.id === eventId ? 'own' : 'foreign';
};
