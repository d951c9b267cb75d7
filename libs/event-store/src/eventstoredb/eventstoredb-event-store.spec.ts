import { afterAll, beforeAll, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  startEventStoreDouble,
  type EventStoreDouble,
} from '../../../../test/support/eventstoredb/event-store-double.js';
import { MemoryBesideStore } from '../beside-store.js';
import { conformsToEventStore } from '../conformance/event-store.conformance.js';
import { InOrdinals } from '../conformance/in-ordinals.js';
import type { EventStore } from '../event-store.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';

jest.setTimeout(120_000);

const given = process.env['EVENTSTOREDB_TEST_URL'] ?? '';
let double: EventStoreDouble | undefined;
beforeAll(async () => {
  if (given === '') double = await startEventStoreDouble();
});
afterAll(() => double?.stop());

/** What a store was opened with, so that it can be opened again. */
const opened = new WeakMap<EventStore, { readonly namespace: string; readonly beside: MemoryBesideStore }>();

const open = async (namespace: string, beside: MemoryBesideStore): Promise<EventStore> => {
  const url = double?.url ?? given;
  const store = new InOrdinals(await EventStoreDbEventStore.open({ url, namespace, beside }));
  opened.set(store, { namespace, beside });
  return store;
};

const against = given === '' ? 'the double' : 'the node that EVENTSTOREDB_TEST_URL names';

conformsToEventStore(`EventStoreDbEventStore against ${against}`, {
  open: () => open(`test-${randomUUID()}`, new MemoryBesideStore()),
  reopen: async (store) => {
    await store.close();
    const { namespace, beside } = opened.get(store) ?? { namespace: '', beside: new MemoryBesideStore() };
    return open(namespace, beside);
  },
});
