import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  startEventStoreDouble,
  type EventStoreDouble,
} from '../../../../test/support/eventstoredb/event-store-double.js';
import { MemoryBesideStore } from '../beside-store.js';
import { anEvent, refusalOf, someEvents } from '../conformance/fixture.js';
import { ClaimTaken } from '../errors.js';
import type { NewEvent } from '../event-store.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';

let node: EventStoreDouble;
beforeAll(async () => {
  node = await startEventStoreDouble();
});
afterAll(() => node.stop());

/** Stops a process between the claim and the append that is to hold it. */
class Crash extends MemoryBesideStore {
  override write(): Promise<never> {
    return Promise.reject(new Error('killed'));
  }
}

const beside = [{ commitment: 'sha256:1', salt: 'aa', value: '山田' }];

const withStores = async (
  test: (store: EventStoreDbEventStore, crash: (stream: string, event: NewEvent) => Promise<void>) => Promise<void>,
): Promise<void> => {
  const [url, namespace] = [node.url, `claims-${randomUUID()}`];
  const crashing = await EventStoreDbEventStore.open({ url, namespace, beside: new Crash() });
  const store = await EventStoreDbEventStore.open({ url, namespace, beside: new MemoryBesideStore() });
  try {
    await test(store, async (stream, event) => {
      const failed = await refusalOf(crashing.append(stream, [event], 'none', { claim: 'key' }));
      expect((failed as Error).message).toBe('killed');
    });
  } finally {
    await Promise.all([crashing.close(), store.close()]);
  }
};

describe('A claim that a crash left unfinished', () => {
  it('is held by nobody, and does not stand in the way of the same request', () =>
    withStores(async (store, crash) => {
      const event = anEvent({ beside });
      await crash('one', event);
      expect(await store.claimedBy('key')).toBeUndefined();
      expect(await store.head()).toBe(0n);
      expect(await store.append('one', [event], 'none', { claim: 'key' })).toMatchObject({ replayed: false });
      expect(await store.claimedBy('key')).toEqual({ stream: 'one' });
    }));

  it('keeps every other stream from it: the request may still be on its way', () =>
    withStores(async (store, crash) => {
      await crash('one', anEvent({ beside }));
      const refusal = await refusalOf(store.append('two', someEvents(1), 'none', { claim: 'key' }));
      expect(refusal).toBeInstanceOf(ClaimTaken);
      expect(refusal).toMatchObject({ stream: 'one' });
      expect(await store.lastRevision('two')).toBeUndefined();
    }));

  it('goes to another request for the same place, and never to both', () =>
    withStores(async (store, crash) => {
      const event = anEvent({ beside });
      await crash('one', event);
      await store.append('one', someEvents(1), 'none', { claim: 'key' });
      expect(await store.claimedBy('key')).toEqual({ stream: 'one' });
      expect(await refusalOf(store.append('one', [event], 'none', { claim: 'key' }))).toBeInstanceOf(Error);
      expect(await store.lastRevision('one')).toBe(0n);
      expect(await refusalOf(store.append('two', someEvents(1), 'none', { claim: 'key' }))).toBeInstanceOf(ClaimTaken);
    }));

  it('is free again when something else stands in its place', () =>
    withStores(async (store, crash) => {
      await crash('one', anEvent({ beside }));
      await store.append('one', someEvents(1), 'none');
      expect(await store.claimedBy('key')).toBeUndefined();
      await store.append('two', someEvents(1), 'none', { claim: 'key' });
      expect(await store.claimedBy('key')).toEqual({ stream: 'two' });
    }));
});

describe('A claim wanted by several processes at once', () => {
  it('is won by one, whatever their streams', async () => {
    const [url, namespace] = [node.url, `claims-${randomUUID()}`];
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => EventStoreDbEventStore.open({ url, namespace, beside: new MemoryBesideStore() })),
    );
    try {
      for (let round = 0; round < 10; round += 1) {
        const results = await Promise.allSettled(
          Array.from({ length: 24 }, (_, index) =>
            stores[index % 4]!.append(`${round}-${index % 6}`, someEvents(1), 'none', { claim: `key ${round}` }),
          ),
        );
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await stores[0]!.claimedBy(`key ${round}`)).toBeDefined();
      }
      expect((await stores[0]!.readAll()).events).toHaveLength(10);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });
});
