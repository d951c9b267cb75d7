import { expect, it } from '@jest/globals';
import { someEvents } from '../conformance/fixture.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import type { EventStore } from '../event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

const names = Array.from({ length: 250 }, (_, index) => `stream ${index}`);
const from = [0n, 1n, 3n, 127n, 128n, 290n];

/** The first names have their events in the index, the last ones in the tail, some in both. */
const openMixed = async (): Promise<EventStore> => {
  const directory = temporaryDirectory();
  const options = { directory, tuning: { tailEvents: 64 } };
  const before = await SqliteEventStore.open(options);
  await Promise.all(names.slice(0, 240).map((name) => before.append(name, someEvents(2), 'none')));
  await before.append('long', someEvents(290), 'none');
  await before.close(); // which brings the index up to date
  const after = await SqliteEventStore.open({ directory });
  await Promise.all(names.slice(230).map((name) => after.append(name, someEvents(2), 'any')));
  await after.append('long', someEvents(2), 'any');
  return after;
};

it('reads streams together as it reads each, be they in the index, in the tail or in both', async () => {
  const store = await openMixed();
  const wanted = [...names, 'long', 'none'].flatMap((stream) => from.map((first) => ({ stream, from: first })));
  const alone = await Promise.all(wanted.map(({ stream, from: first }) => store.readStream(stream, { from: first })));
  await store.close();
  const fresh = await openMixed(); // remembers nothing
  const together = await fresh.readStreams(wanted);
  await fresh.close();
  const revisions = (slices: typeof together): unknown =>
    slices.map(({ events, revision }) => [events.map((event) => [event.stream, event.revision]), revision]);
  expect(revisions(together)).toEqual(revisions(alone));
});

it('names the streams in the index and in the tail', async () => {
  const store = await openMixed();
  const found = new Set<string>();
  for await (const page of store.streamNames()) for (const name of page) found.add(name);
  await store.close();
  expect([...found].sort()).toEqual([...names, 'long'].sort());
});
