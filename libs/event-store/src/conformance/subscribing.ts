import { describe, expect, it } from '@jest/globals';
import type { EventStore, RecordedEvent } from '../event-store.js';
import { anEvent, refusalOf, someEvents, withStore, type Fixture } from './fixture.js';

export const subscribes = (fixture: Fixture): void => {
  describe('subscribing', () => {
    it('catches up, says so, and goes on with what comes', () =>
      withStore(fixture, async (store) => {
        await store.append('one', someEvents(25), 'none');
        const seen: bigint[] = [];
        const subscription = store.subscribe({ after: 5n, limit: 10 }, collectIn(seen));
        await subscription.caughtUp();
        expect(seen).toEqual(numbers(6, 25));
        expect(subscription.position).toBe(25n);
        const { position } = await store.append('two', someEvents(3), 'none');
        await subscription.reached(position);
        expect(seen).toEqual(numbers(6, 28));
      }));

    it('hands every event over once and in order while many are appended', () =>
      withStore(fixture, async (store) => {
        const seen: bigint[] = [];
        const subscription = store.subscribe({ after: 0n, limit: 7 }, collectIn(seen));
        for (let round = 0; round < 20; round += 1) {
          await Promise.all(
            Array.from({ length: 10 }, (_, index) => store.append(`stream-${index}`, [anEvent()], 'any')),
          );
        }
        await subscription.caughtUp();
        expect(seen).toEqual(numbers(1, 200));
      }));

    it('waits for the handler before it hands over more', () =>
      withStore(fixture, async (store) => {
        await store.append('one', someEvents(4), 'none');
        let running = 0;
        const overlaps: number[] = [];
        const subscription = store.subscribe({ after: 0n, limit: 1 }, async () => {
          running += 1;
          overlaps.push(running);
          await store.head();
          running -= 1;
        });
        await subscription.caughtUp();
        expect(overlaps).toEqual([1, 1, 1, 1]);
      }));

    it('serves several at once, each from its own place', () =>
      withStore(fixture, async (store) => {
        await store.append('one', someEvents(3), 'none');
        const [one, other]: [bigint[], bigint[]] = [[], []];
        const subscriptions = [
          store.subscribe({ after: 0n }, collectIn(one)),
          store.subscribe({ after: 2n }, collectIn(other)),
        ];
        await Promise.all(subscriptions.map((subscription) => subscription.caughtUp()));
        expect([one, other]).toEqual([numbers(1, 3), numbers(3, 3)]);
      }));

    it('ends with what the handler threw, and hands nothing over any more', () =>
      withStore(fixture, async (store) => {
        await store.append('one', someEvents(3), 'none');
        const trouble = new Error('the handler is in trouble');
        const seen: bigint[] = [];
        const subscription = store.subscribe({ after: 0n, limit: 1 }, (events) => {
          if (events[0]?.position === 2n) throw trouble;
          seen.push(...events.map(({ position }) => position));
        });
        const [ended, reached] = await Promise.all([
          refusalOf(subscription.ended),
          refusalOf(subscription.reached(3n)),
        ]);
        expect([ended, reached]).toEqual([trouble, trouble]);
        expect(seen).toEqual([1n]);
        expect(subscription.position).toBe(1n);
        await subscription.close();
      }));

    it('can be closed: the handler finishes what it has and gets no more', () =>
      withStore(fixture, async (store) => {
        await store.append('one', someEvents(3), 'none');
        const seen: bigint[] = [];
        const subscription = store.subscribe({ after: 0n }, collectIn(seen));
        await subscription.caughtUp();
        const waiting = refusalOf(subscription.reached(4n));
        await subscription.close();
        await subscription.ended;
        expect(await waiting).toBeInstanceOf(Error);
        await store.append('one', someEvents(1), 'any');
        expect(seen).toEqual(numbers(1, 3));
        expect(await refusalOf(subscription.reached(4n))).toBeInstanceOf(Error);
      }));

    it('ends when the store is closed', async () => {
      const store = await fixture.open();
      const subscription = store.subscribe({ after: 0n }, () => undefined);
      await store.close();
      await subscription.ended;
      expect(subscription.position).toBe(0n);
    });

    it('shows an event to subscribers and readers by the time the append is answered', () =>
      withStore(fixture, async (store) => {
        await readsItsOwnWrites(store);
      }));
  });
};

const readsItsOwnWrites = async (store: EventStore): Promise<void> => {
  for (let count = 1; count <= 20; count += 1) {
    const { position, revision } = await store.append('one', [anEvent()], 'any');
    expect(await store.head()).toBe(position);
    expect(await store.lastRevision('one')).toBe(revision);
    expect((await store.readStream('one')).events).toHaveLength(count);
    expect((await store.readAll({ after: position - 1n })).events).toHaveLength(1);
  }
};

const collectIn =
  (seen: bigint[]) =>
  (events: readonly RecordedEvent[]): void => {
    seen.push(...events.map(({ position }) => position));
  };

const numbers = (first: number, last: number): readonly bigint[] =>
  Array.from({ length: last - first + 1 }, (_, index) => BigInt(first + index));
