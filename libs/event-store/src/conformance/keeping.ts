import { describe, expect, it } from '@jest/globals';
import { ClaimTaken } from '../errors.js';
import type { BesideValue, EventStore, NewEvent } from '../event-store.js';
import { anEvent, refusalOf, someEvents, withStore, type Fixture } from './fixture.js';

const name = { commitment: 'commitment-1', salt: 'salt-1', value: '山田 太郎 😀' };
const contact = { commitment: 'commitment-2', salt: 'salt-2', value: '' };

export const keeps = (fixture: Fixture): void => {
  describe('values beside', () => {
    it('come back with their event, in their order', () =>
      withStore(fixture, async (store) => {
        const events = [anEvent({ beside: [contact, name] }), anEvent({ beside: [] }), anEvent()];
        await store.append('one', events, 'none');
        for (const { events: read } of [await store.readStream('one'), await store.readAll()]) {
          expect(read.map(({ beside }) => beside)).toEqual([[contact, name], [], []]);
        }
      }));

    it('are not written when the append is refused', () =>
      withStore(fixture, async (store) => {
        await refusalOf(store.append('one', [anEvent({ beside: [name] })], 7n));
        await store.append('one', [anEvent()], 'none');
        expect((await store.readStream('one')).events[0]?.beside).toEqual([]);
      }));

    it('can be erased, while the events stand as they were', () =>
      withStore(fixture, async (store) => {
        await store.append('one', [anEvent({ data: '{"name":"commitment-1"}', beside: [name, contact] })], 'none');
        const before = await store.readStream('one');
        await store.eraseBeside('one', ['commitment-1', 'unknown']);
        const after = await store.readStream('one');
        expect(after.events[0]).toEqual({ ...before.events[0], beside: [contact] });
        await store.eraseBeside('one', ['commitment-1', 'commitment-2']);
        expect((await store.readAll()).events[0]?.beside).toEqual([]);
        expect(after.head).toBe(1n);
      }));

    it('are erased in the one stream alone, wherever they stand in it', () =>
      withStore(fixture, async (store) => {
        const [first, second, other] = ['a', 'b', 'c'].map((commitment) => ({ ...name, commitment }));
        const noted = (value: BesideValue | undefined): NewEvent =>
          anEvent({ beside: value === undefined ? [] : [value] });
        await store.append('one', [noted(first), anEvent(), noted(second), noted(contact)], 'none');
        await store.append('two', [noted(other)], 'none');
        for (const stream of ['one', 'no stream', '\ud800']) await store.eraseBeside(stream, ['a', 'b', 'c']);
        const besides = (await store.readAll()).events.map(({ beside }) => beside);
        expect(besides).toEqual([[], [], [], [contact], [other]]);
      }));
  });

  const { reopen } = fixture;
  if (reopen === undefined) return;

  describe('closing and reopening', () => {
    const reopened = async (store: EventStore, test: (again: EventStore) => Promise<void>): Promise<void> => {
      const again = await reopen(store);
      try {
        await test(again);
      } finally {
        await again.close();
      }
    };

    it('finds an empty log empty', () =>
      withStore(fixture, (store) =>
        reopened(store, async (again) => {
          expect(await again.readAll()).toEqual({ events: [], head: 0n });
          expect(await again.append('one', someEvents(1), 'none')).toMatchObject({ position: 1n });
        }),
      ));

    it('finds everything as it was, and goes on from there', () =>
      withStore(fixture, async (store) => {
        const [events, later] = [someEvents(3), someEvents(2)];
        await store.append('one', events, 'none', { claim: 'key' });
        await store.append('two', [anEvent({ beside: [name, contact] })], 'none');
        await store.eraseBeside('two', ['commitment-2']);
        const [one, all] = [await store.readStream('one'), await store.readAll()];
        await reopened(store, async (again) => {
          expect(await again.readStream('one')).toEqual(one);
          expect(await again.readAll()).toEqual(all);
          expect(await again.claimedBy('key')).toEqual({ stream: 'one' });
          expect(await refusalOf(again.append('three', later, 'none', { claim: 'key' }))).toBeInstanceOf(ClaimTaken);
          expect(await again.append('one', events, 'none')).toEqual({ revision: 2n, position: 3n, replayed: true });
          expect(await again.append('one', later, 2n)).toEqual({ revision: 4n, position: 6n, replayed: false });
        });
      }));
  });
};
