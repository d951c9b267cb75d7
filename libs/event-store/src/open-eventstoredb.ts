import type { EventStore } from './event-store.js';
import type { EventStoreDbOptions } from './eventstoredb/options.js';

/**
 * Opens the log in an EventStoreDB. Its client, and gRPC with it, is loaded only then.
 * @throws {StoreUnavailable} where the server does not answer, or the connection string is none
 */
export const openEventStoreDb = async (options: EventStoreDbOptions): Promise<EventStore> => {
  const { EventStoreDbEventStore } = await import('./eventstoredb/eventstoredb-event-store.js');
  return EventStoreDbEventStore.open(options);
};
