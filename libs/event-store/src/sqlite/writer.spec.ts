import { describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { anEvent, refusalOf, someEvents } from '../conformance/fixture.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import { SmallDisk } from '../../../../test/support/small-disk.js';
import { DiskFull, OutcomeUnknown, StoreOverloaded, StoreUnavailable, WrongRevision } from '../errors.js';
import { filesIn, isWithoutWriteAheadLog } from './ledger-directory.js';
import { SqliteEventStore } from './sqlite-event-store.js';

jest.setTimeout(60_000); // each test makes a log and syncs it

const megabyte = JSON.stringify('x'.repeat(900_000));

/** What no caller can reach. */
interface Inside {
  readonly owner: { readonly writer: { readonly thread: Worker } };
}

describe('The writer of the log', () => {
  it('lets appends that come together share a commit', async () => {
    const store = await SqliteEventStore.open({ directory: temporaryDirectory() });
    await Promise.all(someEvents(64).map((event, index) => store.append(`stream ${index}`, [event], 'none')));
    expect(store.statistics()).toMatchObject({ appends: 64, events: 64, commits: 1 });
    await store.append('stream 0', [anEvent()], 0n);
    expect(store.statistics()).toMatchObject({ appends: 65, events: 65, commits: 2 });
    await store.close();
  });

  it('refuses what lost a race without harm to what was sent with it', async () => {
    const store = await SqliteEventStore.open({ directory: temporaryDirectory() });
    const results = await Promise.allSettled([
      store.append('one', someEvents(1), 'none'),
      store.append('one', someEvents(1), 'none'),
      store.append('two', someEvents(1), 5n),
      store.append('one', someEvents(1), 0n),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(store.statistics()).toMatchObject({ events: 2, commits: 1 });
    await store.close();
  });

  it('does not commit where nothing is written', async () => {
    const store = await SqliteEventStore.open({ directory: temporaryDirectory() });
    expect(await refusalOf(store.append('one', someEvents(1), 7n))).toBeInstanceOf(WrongRevision);
    expect(store.statistics()).toMatchObject({ commits: 0 });
    await store.close();
  });

  it('lets only so many wait, and goes on with those', async () => {
    const store = await SqliteEventStore.open({ directory: temporaryDirectory(), tuning: { queueAppends: 10 } });
    const append = (index: number): Promise<unknown> => store.append(`stream ${index}`, someEvents(1), 'none');
    const results = await Promise.allSettled(Array.from({ length: 25 }, (_, index) => append(index)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(15);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StoreOverloaded);
    expect(await store.head()).toBe(10n);
    await append(25);
    await store.close();
  });

  it('lets only so much wait', async () => {
    const store = await SqliteEventStore.open({
      directory: temporaryDirectory(),
      tuning: { queueCharacters: 2_000_000 },
    });
    const append = (index: number): Promise<unknown> =>
      store.append(`stream ${index}`, [anEvent({ data: megabyte })], 'none');
    const results = await Promise.allSettled([0, 1, 2].map(append));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    await store.close();
  });

  it('says that a full disk is full, loses nothing, and goes on when there is room', async () => {
    const directory = temporaryDirectory();
    const store = await SqliteEventStore.open({ directory, tuning: { maxPages: 600 } });
    await store.append('small', someEvents(3), 'none');
    await store.append('large', [anEvent({ data: megabyte })], 'none');
    await store.append('large', [anEvent({ data: megabyte })], 0n);
    const event = anEvent({ data: megabyte });
    const refusals = await Promise.all([
      refusalOf(store.append('large', [event], 1n)),
      refusalOf(store.append('small', someEvents(1), 2n)), // shares the transaction
    ]);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(DiskFull);
    expect(await store.head()).toBe(5n);
    await store.append('small', someEvents(1), 2n); // for this there is room
    await store.close();

    const roomier = await SqliteEventStore.open({ directory });
    expect(await roomier.append('large', [event], 1n)).toMatchObject({ revision: 2n, replayed: false });
    expect((await roomier.readStream('small')).revision).toBe(3n);
    await roomier.close();
  });

  it('knows that the disk is full until an append works or there is room', async () => {
    using disk = SmallDisk.of(3);
    if (disk === undefined) return; // only root may mount one
    const store = await SqliteEventStore.open({ directory: join(disk.path, 'ledger') });
    const append = (): Promise<unknown> => store.append('large', [anEvent({ data: megabyte })], 'any');
    expect(await store.hindrance()).toBeUndefined();
    disk.fill();
    expect(await refusalOf(append())).toBeInstanceOf(DiskFull);
    expect(await store.hindrance()).toBeInstanceOf(DiskFull);
    expect(await store.hindrance()).toBeInstanceOf(DiskFull);
    disk.free();
    expect(await store.hindrance()).toBeUndefined();
    await append();
    await store.close();
  });

  it('erases, is tidied up behind and leaves no write-ahead log, although it begins a transaction in advance', async () => {
    const directory = temporaryDirectory();
    const store = await SqliteEventStore.open({ directory, tuning: { backlogPages: 1, tailEvents: 8 } });
    const secret = { commitment: 'commitment', salt: 'salt', value: 'value' };
    await store.append('one', [anEvent({ beside: [secret] })], 'none');
    for (const event of someEvents(40)) await store.append('one', [event], 'any');
    await store.eraseBeside('one', ['commitment']);
    expect((await store.readStream('one')).events[0]?.beside).toEqual([]);
    for (const event of someEvents(40)) await store.append('one', [event], 'any');
    expect(store.statistics()).toMatchObject({ commits: 81, housekeepingFailure: undefined });
    await store.close();
    expect(isWithoutWriteAheadLog(filesIn(directory))).toBe(true);
  });

  it('once it has broken down leaves nobody waiting, and nothing is appended any more', async () => {
    const directory = temporaryDirectory();
    const store = await SqliteEventStore.open({ directory });
    await store.append('one', someEvents(1), 'none');
    const events = someEvents(1);
    const waiting = refusalOf(store.append('one', events, 0n));
    await (store as unknown as Inside).owner.writer.thread.terminate();
    expect(await waiting).toBeInstanceOf(OutcomeUnknown);
    expect(await refusalOf(store.append('one', someEvents(1), 'any'))).toBeInstanceOf(StoreUnavailable);
    expect(await store.hindrance()).toBeInstanceOf(StoreUnavailable);
    expect((await store.readStream('one')).events).toHaveLength(1);
    await store.close();
    const again = await SqliteEventStore.open({ directory });
    expect(await again.append('one', events, 0n)).toMatchObject({ revision: 1n });
    await again.close();
  });
});
