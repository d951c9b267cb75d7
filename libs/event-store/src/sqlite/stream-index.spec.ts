import { describe, expect, it, jest } from '@jest/globals';
import { anEvent, idsOf, someEvents } from '../conformance/fixture.js';
import { behavesLikeAList } from '../conformance/model.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import type { EventStore } from '../event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

jest.setTimeout(60_000); // each test makes a log and syncs it

describe('The index of the log', () => {
  const directories = new WeakMap<EventStore, string>();
  /** Everything is indexed at once, in the background and when the log is opened. */
  const open = async (directory: string): Promise<EventStore> => {
    const store = await SqliteEventStore.open({ directory, tuning: { tailEvents: 1, backlogPages: 1, walPages: 2 } });
    directories.set(store, directory);
    return store;
  };
  const reopen = async (store: EventStore): Promise<EventStore> => {
    await store.close();
    return open(directories.get(store) ?? '');
  };

  behavesLikeAList({ open: () => open(temporaryDirectory()), reopen });

  it('finds the events of long and of many streams, wherever their parts are kept', async () => {
    let store = await open(temporaryDirectory());
    const long = someEvents(1_000);
    for (let start = 0; start < long.length; start += 125) {
      await store.append('long', long.slice(start, start + 125), start === 0 ? 'none' : BigInt(start - 1));
      await Promise.all(someEvents(40).map((event, index) => store.append(`short ${index}`, [event], 'any')));
      if (start % 250 === 0) store = await reopen(store);
      expect(await store.lastRevision('long')).toBe(BigInt(start + 124));
      expect(await store.lastRevision('short 39')).toBe(BigInt(start / 125));
    }
    expect(idsOf((await store.readStream('long')).events)).toEqual(idsOf(long));
    expect(idsOf((await store.readStream('long', { from: 127n, limit: 130 })).events)).toEqual(
      idsOf(long.slice(127, 257)),
    );
    expect((await store.readStream('short 7')).events).toHaveLength(8);
    await store.append('long', [anEvent()], 999n);
    await store.close();
  });

  it('finds claims that were made long ago, and none that was not made', async () => {
    let store = await open(temporaryDirectory());
    for (const claim of ['b', 'd', 'f']) await store.append(`stream ${claim}`, [anEvent()], 'none', { claim });
    store = await reopen(store);
    for (const claim of ['b', 'd', 'f']) expect(await store.claimedBy(claim)).toEqual({ stream: `stream ${claim}` });
    for (const claim of ['a', 'c', 'e', 'g']) expect(await store.claimedBy(claim)).toBeUndefined();
    await store.close();
  });
});
