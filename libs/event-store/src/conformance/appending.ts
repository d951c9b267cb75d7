import { describe, expect, it } from '@jest/globals';
import { appendLimits } from '../check-append.js';
import { ClaimTaken, EventTooLarge, InvalidEvent, StoreClosed, WrongRevision } from '../errors.js';
import type { ExpectedRevision, NewEvent } from '../event-store.js';
import { anEvent, idsOf, refusalOf, someEvents, withStore, written, type Fixture } from './fixture.js';

export const appends = (fixture: Fixture): void => {
  describe('append', () => {
    it('adds events to the end of a stream and says where the last one stands', () =>
      withStore(fixture, async (store) => {
        expect(await store.append('one', someEvents(2), 'none')).toEqual({
          revision: 1n,
          position: 2n,
          replayed: false,
        });
        expect(await store.append('two', someEvents(1), 'none')).toEqual({
          revision: 0n,
          position: 3n,
          replayed: false,
        });
        expect(await store.append('one', someEvents(3), 1n)).toEqual({ revision: 4n, position: 6n, replayed: false });
      }));

    it('takes any revision as it is, where the caller says so', () =>
      withStore(fixture, async (store) => {
        expect(await store.append('one', someEvents(1), 'any')).toMatchObject({ revision: 0n });
        expect(await store.append('one', someEvents(2), 'any')).toMatchObject({ revision: 2n });
      }));

    it.each<[string, number, ExpectedRevision]>([
      ['a stream that exists where none was expected', 1, 'none'],
      ['a stream that does not exist where one was expected', 0, 0n],
      ['a stream that has moved on', 3, 1n],
      ['a stream that has not come so far', 3, 3n],
      ['a revision beyond all streams', 3, 2n ** 64n],
    ])('refuses %s, and writes nothing', (_, standing, expected) =>
      withStore(fixture, async (store) => {
        if (standing > 0) await store.append('one', someEvents(standing), 'none');
        const refusal = await refusalOf(store.append('one', someEvents(2), expected));
        expect(refusal).toBeInstanceOf(WrongRevision);
        expect(refusal).toMatchObject({
          stream: 'one',
          expected,
          actual: standing === 0 ? undefined : BigInt(standing - 1),
        });
        expect(await store.head()).toBe(BigInt(standing));
      }),
    );

    it('lets one of many win the same revision', () =>
      withStore(fixture, async (store) => {
        const contenders = Array.from({ length: 50 }, () => someEvents(2));
        for (const expected of ['none', 1n] as const) {
          const results = await Promise.allSettled(
            contenders.map((events) => store.append('one', fresh(events), expected)),
          );
          expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
          for (const result of results)
            if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(WrongRevision);
        }
        expect(await store.head()).toBe(4n);
      }));

    it('keeps what is appended to many streams at once in the order of each', () =>
      withStore(fixture, async (store) => {
        const streams = Array.from({ length: 100 }, (_, index) => `stream-${index}`);
        const events = new Map(streams.map((stream) => [stream, someEvents(10)]));
        const ready = [...events].flatMap(([stream, all]) =>
          all.map((event, revision) => store.append(stream, [event], revision === 0 ? 'none' : BigInt(revision - 1))),
        );
        await Promise.all(ready);
        for (const [stream, all] of events) {
          expect((await store.readStream(stream)).events.map(written)).toEqual(all);
        }
        expect(await store.head()).toBe(1_000n);
      }));

    it('knows the same append again, and writes nothing', () =>
      withStore(fixture, async (store) => {
        const [first, second] = [someEvents(2), someEvents(3)];
        await store.append('one', first, 'none');
        const appended = await store.append('one', second, 1n);
        expect(await store.append('one', second, 1n)).toEqual({ ...appended, replayed: true });
        expect(await store.append('one', first, 'none')).toEqual({ revision: 1n, position: 2n, replayed: true });
        expect(await store.head()).toBe(5n);
      }));

    it('knows the same append again when both were sent at once', () =>
      withStore(fixture, async (store) => {
        const events = someEvents(2);
        const both = await Promise.all([store.append('one', events, 'none'), store.append('one', events, 'none')]);
        expect(both.map(({ replayed }) => replayed)).toEqual([false, true]);
        expect(both.map(({ position }) => position)).toEqual([2n, 2n]);
      }));

    it('knows the same append to any revision while it is the last of its stream', () =>
      withStore(fixture, async (store) => {
        const events = someEvents(2);
        await store.append('one', someEvents(1), 'any');
        await store.append('one', events, 'any');
        expect(await store.append('one', events, 'any')).toEqual({ revision: 2n, position: 3n, replayed: true });
      }));

    it.each<[string, (events: readonly NewEvent[]) => readonly NewEvent[]]>([
      ['more events than before', (events) => [...events, anEvent()]],
      ['the same events in another order', (events) => events.toReversed()],
      ['other events', (events) => fresh(events)],
      ['some other events', (events) => [...events.slice(1), anEvent()]],
    ])('does not take %s for the same append', (_, change) =>
      withStore(fixture, async (store) => {
        const events = someEvents(2);
        await store.append('one', events, 'none');
        expect(await refusalOf(store.append('one', change(events), 'none'))).toBeInstanceOf(WrongRevision);
        await store.append('one', someEvents(3), 1n);
        expect(await refusalOf(store.append('one', change(events), 'none'))).toBeInstanceOf(WrongRevision);
        expect(await store.head()).toBe(5n);
      }),
    );

    it('refuses further appends once it is closed', () =>
      withStore(fixture, async (store) => {
        await store.close();
        expect(await refusalOf(store.append('one', someEvents(1), 'none'))).toBeInstanceOf(StoreClosed);
        expect(await refusalOf(store.readAll())).toBeInstanceOf(StoreClosed);
      }));

    it('finishes what it accepted before it was closed', async () => {
      const store = await fixture.open();
      const accepted = Promise.all(
        someEvents(20).map((event, index) => store.append(`stream-${index}`, [event], 'none')),
      );
      await store.close();
      expect(new Set((await accepted).map(({ position }) => position)).size).toBe(20);
    });
  });

  describe('claims', () => {
    it('are made by one append and name its stream', () =>
      withStore(fixture, async (store) => {
        expect(await store.claimedBy('key')).toBeUndefined();
        await store.append('one', someEvents(2), 'none', { claim: 'key' });
        expect(await store.claimedBy('key')).toEqual({ stream: 'one' });
        expect(await store.claimedBy('other key')).toBeUndefined();
      }));

    it('are refused to every other append, whatever its stream', () =>
      withStore(fixture, async (store) => {
        await store.append('one', someEvents(1), 'none', { claim: 'key' });
        for (const [stream, expected] of [
          ['two', 'none'],
          ['one', 0n],
          ['one', 'any'],
          ['one', 5n],
        ] as const) {
          const refusal = await refusalOf(store.append(stream, someEvents(1), expected, { claim: 'key' }));
          expect(refusal).toBeInstanceOf(ClaimTaken);
          expect(refusal).toMatchObject({ claim: 'key', stream: 'one' });
        }
        expect(await store.head()).toBe(1n);
      }));

    it('are refused to an append that begins like the one that holds them', () =>
      withStore(fixture, async (store) => {
        const [first, second] = someEvents(2);
        if (first === undefined || second === undefined) throw new Error('there are two events');
        await store.append('one', [first], 'none', { claim: 'key' });
        const refusal = await refusalOf(store.append('one', [first, second], 'none', { claim: 'key' }));
        expect(refusal).toBeInstanceOf(ClaimTaken);
        expect(await store.head()).toBe(1n);
      }));

    it('are won by one of many', () =>
      withStore(fixture, async (store) => {
        const streams = Array.from({ length: 50 }, (_, index) => `stream-${index}`);
        const results = await Promise.allSettled(
          streams.map((stream) => store.append(stream, someEvents(1), 'none', { claim: 'key' })),
        );
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const result of results)
          if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ClaimTaken);
      }));

    it('do not stand in the way of the same append made again', () =>
      withStore(fixture, async (store) => {
        const events = someEvents(1);
        await store.append('one', events, 'none', { claim: 'key' });
        expect(await store.append('one', events, 'none', { claim: 'key' })).toMatchObject({ replayed: true });
      }));

    it('are not made by an append that is refused', () =>
      withStore(fixture, async (store) => {
        await refusalOf(store.append('one', someEvents(1), 0n, { claim: 'key' }));
        expect(await store.claimedBy('key')).toBeUndefined();
        await store.append('two', someEvents(1), 'none', { claim: 'key' });
        expect(await store.claimedBy('key')).toEqual({ stream: 'two' });
      }));
  });

  describe('limits', () => {
    const text = (bytes: number): string => JSON.stringify('x'.repeat(bytes - 2));

    it('hold a megabyte in one append, and not a byte more', () =>
      withStore(fixture, async (store) => {
        const [most, few] = [text(appendLimits.bytes - 10), text(10)];
        await store.append('one', [anEvent({ data: most, metadata: few })], 'none');
        expect((await store.readStream('one')).events[0]?.data).toBe(most);
        const tooLarge = [anEvent({ data: most, metadata: '' }), anEvent({ data: '', metadata: `${few} ` })];
        const refusal = await refusalOf(store.append('two', tooLarge, 'none'));
        expect(refusal).toBeInstanceOf(EventTooLarge);
        expect(refusal).toMatchObject({ limit: appendLimits.bytes });
        expect(await store.head()).toBe(1n);
      }));

    it('count bytes, not characters', () =>
      withStore(fixture, async (store) => {
        const data = JSON.stringify('契'.repeat(appendLimits.bytes / 3));
        expect(await refusalOf(store.append('one', [anEvent({ data })], 'none'))).toBeInstanceOf(EventTooLarge);
      }));

    it('count the events of an append', () =>
      withStore(fixture, async (store) => {
        const most = someEvents(appendLimits.events);
        expect(await refusalOf(store.append('one', [...most, anEvent()], 'none'))).toBeInstanceOf(EventTooLarge);
        expect(await store.append('one', most, 'none')).toMatchObject({ revision: BigInt(appendLimits.events - 1) });
        expect(idsOf((await store.readStream('one')).events)).toEqual(idsOf(most));
      }));

    it('count what stands beside', () =>
      withStore(fixture, async (store) => {
        const beside = [{ commitment: 'c', salt: 's', value: 'x'.repeat(appendLimits.besideBytes) }];
        expect(await refusalOf(store.append('one', [anEvent({ beside })], 'none'))).toBeInstanceOf(EventTooLarge);
      }));

    it.each([
      ['an empty stream name', ''],
      ['a system stream', '$all'],
      ['a line break', 'one\ntwo'],
      ['a NUL', 'one\0'],
      ['a lone surrogate', 'one\ud800'],
      ['a stream name that is too long', '契'.repeat(200)],
    ])('refuse %s', (_, stream) =>
      withStore(fixture, async (store) => {
        expect(await refusalOf(store.append(stream, someEvents(1), 'none'))).toBeInstanceOf(InvalidEvent);
        expect(await store.lastRevision(stream)).toBeUndefined();
        expect((await store.readStream(stream)).events).toEqual([]);
      }),
    );

    it.each<[string, Partial<NewEvent>]>([
      ['an id that is no UUID', { id: 'one' }],
      ['an id in upper case', { id: '8C1B7A52-0A25-4C0F-A02B-4B6F0D3C3A4E' }],
      ['an empty type', { type: '' }],
      ['a type with a control character', { type: 'Happened\u0007' }],
      ['data with a lone surrogate', { data: '"\udfff"' }],
      ['metadata with a lone surrogate', { metadata: '"\ud800"' }],
      ['an empty commitment', { beside: [{ commitment: '', salt: '', value: '' }] }],
      ['a value with a lone surrogate', { beside: [{ commitment: 'c', salt: 's', value: '\ud800' }] }],
    ])('refuse %s', (_, event) =>
      withStore(fixture, async (store) => {
        const events = [anEvent(), anEvent(event)];
        expect(await refusalOf(store.append('one', events, 'none'))).toBeInstanceOf(InvalidEvent);
        expect(await store.head()).toBe(0n);
      }),
    );

    it('refuse an append of nothing, a negative revision and an impossible claim', () =>
      withStore(fixture, async (store) => {
        expect(await refusalOf(store.append('one', [], 'any'))).toBeInstanceOf(InvalidEvent);
        expect(await refusalOf(store.append('one', someEvents(1), -1n))).toBeInstanceOf(InvalidEvent);
        expect(await refusalOf(store.append('one', someEvents(1), 'any', { claim: '' }))).toBeInstanceOf(InvalidEvent);
      }));
  });
};

/** The same events under other ids. */
const fresh = (events: readonly NewEvent[]): readonly NewEvent[] =>
  events.map((event) => ({ ...event, id: anEvent().id }));
