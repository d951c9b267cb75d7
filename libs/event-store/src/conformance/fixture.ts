import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent, RecordedEvent } from '../event-store.js';

/** How the suite gets at a store. */
export interface Fixture {
  /** A store with nothing in it. */
  open(): Promise<EventStore>;
  /** Closes the store and opens its log again. Missing where the log goes with the store. */
  reopen?(store: EventStore): Promise<EventStore>;
}

/** Runs a test on a store of its own. */
export const withStore = async (fixture: Fixture, test: (store: EventStore) => Promise<void>): Promise<void> => {
  const store = await fixture.open();
  try {
    await test(store);
  } finally {
    await store.close();
  }
};

export const anEvent = (event: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'Happened',
  data: '{}',
  metadata: '{}',
  ...event,
});

export const someEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => anEvent({ data: `{"number":${index}}` }));

/** What was written of a recorded event. */
export const written = ({ id, type, data, metadata }: RecordedEvent | NewEvent): NewEvent => ({
  id,
  type,
  data,
  metadata,
});

export const idsOf = (events: readonly { readonly id: string }[]): readonly string[] => events.map(({ id }) => id);

/** What a promise is rejected with. */
export const refusalOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expectRefusal(),
    (error: unknown) => error,
  );

const expectRefusal = (): never => {
  throw new Error('this should have been refused');
};
