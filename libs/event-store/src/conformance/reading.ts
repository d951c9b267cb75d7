import { describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent } from '../event-store.js';
import { readPages } from '../pages.js';
import { anEvent, idsOf, refusalOf, someEvents, withStore, written, type Fixture } from './fixture.js';

const unusual = [
  '',
  '"契約約款第７条 — 解除の効力が生ずる日"',
  '"😀 🇯🇵 👩‍👩‍👧‍👦 𠮷野家"',
  '"e\u0301 is not \u00e9, and neither is normalised"',
  '"\u200e\u202e\ufeff\uffff"',
  '{"b":1,"a":2,"__proto__":{},"constructor":null}',
  ' { "spaces" :\t[ 1 , 2 ] } \n',
  '"\\u0000 \\ud83d\\ude00"',
  '12345678901234567890.000000000000001',
];

export const reads = (fixture: Fixture): void => {
  describe('reading a stream', () => {
    it('gives back what was written, and where it stands', () =>
      withStore(fixture, async (store) => {
        const event = anEvent({ type: 'NoticeReceived', data: '{"form":"prescribed"}', metadata: '{"who":"local"}' });
        await store.append('zero', someEvents(1), 'none');
        await store.append('one', [event], 'none');
        expect(await store.readStream('one')).toEqual({
          events: [{ ...event, stream: 'one', revision: 0n, position: 2n, beside: [] }],
          revision: 0n,
          head: 2n,
        });
      }));

    it('gives back every character as it was', () =>
      withStore(fixture, async (store) => {
        const events = unusual.map((text, index) =>
          anEvent({ data: text, metadata: unusual[unusual.length - 1 - index] ?? '', type: `型 ${index} 😀` }),
        );
        const stream = '契約 / 😀 . ..  %00 ?#';
        await store.append(stream, events, 'none');
        expect((await store.readStream(stream)).events.map(written)).toEqual(events);
        expect((await store.readAll()).events.map(written)).toEqual(events);
        expect(await store.lastRevision(stream)).toBe(BigInt(events.length - 1));
      }));

    it('tells streams apart whose names are nearly the same', () =>
      withStore(fixture, async (store) => {
        const names = ['a', 'A', 'a ', ' a', 'aa', 'a\u0301', 'á', 'a/b', 'a.b', '\ufffd', '\u{10000}', '\uffff'];
        for (const name of names) await store.append(name, [anEvent({ data: JSON.stringify(name) })], 'none');
        for (const name of names) {
          expect((await store.readStream(name)).events.map(({ data }) => data)).toEqual([JSON.stringify(name)]);
        }
      }));

    it('finds nothing where there is no stream', () =>
      withStore(fixture, async (store) => {
        expect(await store.readStream('one')).toEqual({ events: [], revision: undefined, head: 0n });
        await store.append('one', someEvents(2), 'none');
        for (const name of ['on', 'one ', 'onf', 'two', '\ud800', '']) {
          expect(await store.readStream(name)).toEqual({ events: [], revision: undefined, head: 2n });
          expect(await store.lastRevision(name)).toBeUndefined();
        }
      }));

    it('goes forward and backward, from anywhere, as far as is wanted', () =>
      withStore(fixture, async (store) => {
        const events = await tenInOne(store);
        const ids = idsOf(events);
        const read = async (options: Parameters<EventStore['readStream']>[1]): Promise<readonly string[]> => {
          const slice = await store.readStream('one', options);
          expect(slice).toMatchObject({ revision: 9n, head: 20n });
          return idsOf(slice.events);
        };
        expect(await read({})).toEqual(ids);
        expect(await read({ limit: 3 })).toEqual(ids.slice(0, 3));
        expect(await read({ from: 4n })).toEqual(ids.slice(4));
        expect(await read({ from: 4n, limit: 2 })).toEqual(ids.slice(4, 6));
        expect(await read({ from: 9n })).toEqual(ids.slice(9));
        expect(await read({ from: 10n })).toEqual([]);
        expect(await read({ from: 2n ** 80n })).toEqual([]);
        expect(await read({ direction: 'backward' })).toEqual(ids.toReversed());
        expect(await read({ direction: 'backward', limit: 3 })).toEqual(ids.slice(7).toReversed());
        expect(await read({ direction: 'backward', from: 4n })).toEqual(ids.slice(0, 5).toReversed());
        expect(await read({ direction: 'backward', from: 4n, limit: 1 })).toEqual(ids.slice(4, 5));
        expect(await read({ direction: 'backward', from: 2n ** 80n, limit: 1 })).toEqual(ids.slice(9));
      }));

    it('reads several streams at once as it reads each', () =>
      withStore(fixture, async (store) => {
        const names = ['one', 'two', 'long', 'none', '\ud800', 'one'];
        await store.append('long', someEvents(300), 'none');
        for (let round = 0; round < 3; round += 1) {
          const beside = [{ commitment: `sha256:${round}`, salt: 'aa', value: 'Minato' }];
          await store.append('one', [anEvent({ beside })], 'any');
          await store.append('two', someEvents(2), 'any');
          for (const from of [undefined, 0n, 2n, 130n, 2n ** 80n]) {
            const options = from === undefined ? {} : { from };
            const slices = await store.readStreams(names.map((stream) => ({ stream, ...options })));
            expect(slices).toEqual(await Promise.all(names.map((name) => store.readStream(name, options))));
          }
        }
        expect(await store.readStreams([])).toEqual([]);
      }));

    it('names every stream that there is', () =>
      withStore(fixture, async (store) => {
        expect(await namesIn(store)).toEqual([]);
        const names = Array.from({ length: 450 }, (_, index) => `stream ${index} 😀`);
        for (const name of names) await store.append(name, [anEvent()], 'none');
        for (const name of names.slice(100, 200)) await store.append(name, someEvents(2), 'any');
        expect(await namesIn(store)).toEqual([...names].sort());
      }));

    it('refuses a limit that is none', () =>
      withStore(fixture, async (store) => {
        for (const limit of [0, -1, 1.5, Number.NaN]) {
          expect(await refusalOf(store.readStream('one', { limit }))).toBeInstanceOf(RangeError);
          expect(await refusalOf(store.readAll({ limit }))).toBeInstanceOf(RangeError);
        }
      }));

    it('reads a long stream in parts and as a whole', () =>
      withStore(fixture, async (store) => {
        const events = someEvents(1_000);
        for (let start = 0; start < 1_000; start += 250) {
          await store.append('one', events.slice(start, start + 250), start === 0 ? 'none' : BigInt(start - 1));
          await store.append(`other ${start}`, someEvents(1), 'none');
        }
        expect(idsOf((await store.readStream('one')).events)).toEqual(idsOf(events));
        expect(idsOf((await store.readStream('one', { from: 120n, limit: 700 })).events)).toEqual(
          idsOf(events.slice(120, 820)),
        );
      }));
  });

  describe('reading the log', () => {
    it('gives the events of all streams in their order', () =>
      withStore(fixture, async (store) => {
        await tenInOne(store);
        const { events, head } = await store.readAll();
        expect(head).toBe(20n);
        expect(events.map(({ position }) => position)).toEqual(
          Array.from({ length: 20 }, (_, index) => BigInt(index + 1)),
        );
        expect(events.map(({ stream }) => stream)).toEqual(
          Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'one' : 'other')),
        );
      }));

    it('goes forward and backward, between any positions, as far as is wanted', () =>
      withStore(fixture, async (store) => {
        await tenInOne(store);
        const read = async (options: Parameters<EventStore['readAll']>[0]): Promise<readonly number[]> =>
          (await store.readAll(options)).events.map(({ position }) => Number(position));
        expect(await read({ limit: 2 })).toEqual([1, 2]);
        expect(await read({ after: 17n })).toEqual([18, 19, 20]);
        expect(await read({ after: 4n, before: 8n })).toEqual([5, 6, 7]);
        expect(await read({ after: 4n, before: 8n, limit: 2 })).toEqual([5, 6]);
        expect(await read({ after: 4n, before: 8n, direction: 'backward' })).toEqual([7, 6, 5]);
        expect(await read({ after: 4n, before: 8n, direction: 'backward', limit: 2 })).toEqual([7, 6]);
        expect(await read({ direction: 'backward', limit: 1 })).toEqual([20]);
        expect(await read({ after: 20n })).toEqual([]);
        expect(await read({ after: 2n ** 80n })).toEqual([]);
        expect(await read({ before: 1n })).toEqual([]);
        expect(await read({ before: 2n ** 80n, limit: 1 })).toEqual([1]);
        expect(await read({ after: 7n, before: 8n })).toEqual([]);
      }));

    it('goes through the whole of it page by page', () =>
      withStore(fixture, async (store) => {
        await tenInOne(store);
        const sizes: number[] = [];
        const positions: bigint[] = [];
        for await (const page of readPages(store, { after: 1n, limit: 7 })) {
          sizes.push(page.length);
          positions.push(...page.map(({ position }) => position));
        }
        expect(sizes).toEqual([7, 7, 5]);
        expect(positions).toEqual(Array.from({ length: 19 }, (_, index) => BigInt(index + 2)));
        const back: bigint[] = [];
        for await (const page of readPages(store, { limit: 7, direction: 'backward' })) {
          back.push(...page.map(({ position }) => position));
        }
        expect(back).toEqual([...positions.toReversed(), 1n]);
      }));

    it('holds pages of large events small, and leaves none out', () =>
      withStore(fixture, async (store) => {
        const events = Array.from({ length: 200 }, () => anEvent({ data: JSON.stringify('x'.repeat(90_000)) }));
        for (const event of events) await store.append('one', [event], 'any');
        const [forward, backward]: [string[], string[]] = [[], []];
        for await (const page of readPages(store, { limit: 1_000 })) forward.push(...idsOf(page));
        for await (const page of readPages(store, { direction: 'backward' })) backward.push(...idsOf(page));
        expect(forward).toEqual(idsOf(events));
        expect(backward).toEqual(idsOf(events).toReversed());
      }));
  });
};

const namesIn = async (store: EventStore): Promise<readonly string[]> => {
  const names = new Set<string>();
  for await (const page of store.streamNames()) for (const name of page) names.add(name);
  return [...names].sort();
};

/** Ten events in stream `one`, each followed by one of another stream. */
const tenInOne = async (store: EventStore): Promise<readonly NewEvent[]> => {
  const events = someEvents(10);
  for (const event of events) {
    await store.append('one', [event], 'any');
    await store.append('other', [anEvent()], 'any');
  }
  return events;
};
