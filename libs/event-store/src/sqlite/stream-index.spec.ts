import { describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { anEvent, idsOf, someEvents } from '../conformance/fixture.js';
import { behavesLikeAList } from '../conformance/model.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import type { EventStore } from '../event-store.js';
import { IndexFile } from './index-file.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { StreamIndex } from './stream-index.js';

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

  it('remembers where streams end, whether it was asked or not, and forgets when it is too much', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    const lengths = [1, 127, 128, 129, 256, 300, 2, 3];
    for (const [index, length] of lengths.entries()) await store.append(`stream ${index}`, someEvents(length), 'none');
    await reopen(store).then((again) => again.close());

    const database = new DatabaseSync(join(directory, 'index.db'));
    for (const capacity of [0, 1, 4, 1_000]) {
      const index = new StreamIndex(
        new IndexFile(database),
        lengths.reduce((total, length) => total + length),
        capacity,
      );
      for (let last = index.rememberMore(undefined, 3); last !== undefined;) last = index.rememberMore(last, 3);
      index.add(index.head + 1, 'stream 1', 127, null);
      const ends = (): readonly number[] => lengths.map((_, number) => index.lastRevision(`stream ${number}`));
      expect(ends()).toEqual([0, 127, 127, 128, 255, 299, 1, 2]);
      index.prepare(lengths.map((_, number) => `stream ${number}`));
      expect(ends()).toEqual([0, 127, 127, 128, 255, 299, 1, 2]);
    }
    database.close();
  });
});
