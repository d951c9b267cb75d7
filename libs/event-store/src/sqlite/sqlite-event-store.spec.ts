import { jest } from '@jest/globals';
import { conformsToEventStore } from '../conformance/event-store.conformance.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import type { EventStore } from '../event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

jest.setTimeout(60_000); // each test makes a log and syncs it

const directories = new WeakMap<EventStore, string>();

const open = async (directory: string): Promise<EventStore> => {
  const store = await SqliteEventStore.open({ directory });
  directories.set(store, directory);
  return store;
};

conformsToEventStore('SqliteEventStore', {
  open: () => open(temporaryDirectory()),
  reopen: async (store) => {
    await store.close();
    return open(directories.get(store) ?? '');
  },
});
