import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../errors.js';
import { filesIn } from './ledger-directory.js';
import { receivedSlice, type ReadRequest } from './reader-messages.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { StreamReader } from './stream-reader.js';

const event = { id: '6f1f34a2-8c5b-4a51-9d0e-2f5c7b1f0c11', type: 'Noted', data: '{}', metadata: '{}' };
const request = (stream: string): ReadRequest => [{ stream }, { last: undefined, runs: [] }];

describe('The thread that reads', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'stream-reader-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('is started anew when it could not go on, and refuses those who waited for it', async () => {
    const reader = new StreamReader(filesIn(directory));
    await expect(reader.read(request('one'))).rejects.toThrow(StoreUnavailable);
    const store = await SqliteEventStore.open({ directory });
    await store.append('one', [event], 'none');
    await store.close(); // brings the index up to date
    expect((await reader.read([{ stream: 'one' }, { last: 0, runs: [{ from: 0, positions: [1] }] }]))[0]).toBe(0);
    await reader.close();
  });

  it('answers the others when one of them meets damage', async () => {
    const store = await SqliteEventStore.open({ directory });
    await store.append('one', [event], 'none');
    const reader = new StreamReader(filesIn(directory));
    const tail = { last: 0, runs: [{ from: 0, positions: [1] }] };
    const [whole, damaged] = await Promise.allSettled([
      reader.read([{ stream: 'one' }, tail]),
      reader.read([{ stream: 'two' }, tail]), // the event there is not of this stream
    ]);
    expect(whole.status === 'fulfilled' && receivedSlice('one', 1n, whole.value).events).toMatchObject([event]);
    expect(damaged).toMatchObject({ status: 'rejected', reason: { name: 'StoreDamaged' } });
    await reader.close();
    await store.close();
  });
});
