import { describe, expect, it, jest } from '@jest/globals';
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { anEvent, refusalOf, someEvents } from '../conformance/fixture.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import { EventStoreError, StoreDamaged } from '../errors.js';
import type { EventStore } from '../event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

jest.setTimeout(60_000); // each test makes a log and syncs it

/** Everything is indexed before the log is closed, or after it was opened again. */
const tuning = { tailEvents: 1 };
const open = (directory: string): Promise<SqliteEventStore> => SqliteEventStore.open({ directory, tuning });
const openReadOnly = (directory: string): Promise<SqliteEventStore> => SqliteEventStore.openReadOnly({ directory });

const streams = Array.from({ length: 12 }, (_, index) => `contract-${index}`);
const claims = ['key 3', 'key 7', 'no key'];

const fill = async (store: EventStore): Promise<void> => {
  for (let round = 0; round < 6; round += 1) {
    for (const [index, stream] of streams.entries()) {
      const claim = round === 0 && index % 4 === 3 ? { claim: `key ${index}` } : {};
      const beside = round === 0 ? [{ commitment: `commitment of ${stream}`, salt: 'salt', value: '山田太郎' }] : [];
      await store.append(stream, [anEvent({ data: `{"round":${round},"stream":"${stream}"}`, beside })], 'any', claim);
    }
  }
};

const closedLedger = async (): Promise<string> => {
  const directory = temporaryDirectory();
  const store = await open(directory);
  await fill(store);
  await store.close();
  await (await open(directory)).close(); // indexes the rest
  return directory;
};

/** The files of a ledger as they stand while its owner has it: what a kill leaves behind. */
const killedLedger = async (): Promise<string> => {
  const [directory, copy] = [temporaryDirectory(), temporaryDirectory()];
  const store = await open(directory);
  await fill(store);
  for (const file of ['log.db', 'log.db-wal', 'index.db', 'index.db-wal', 'head']) {
    if (existsSync(join(directory, file))) copyFileSync(join(directory, file), join(copy, file));
  }
  await store.close();
  return copy;
};

const empty = Buffer.alloc(0);

/** Everything that can be asked. */
const everythingIn = async (store: EventStore): Promise<unknown> => ({
  head: await store.head(),
  streams: await Promise.all([...streams, 'no stream', ''].map((stream) => store.readStream(stream))),
  revisions: await Promise.all(streams.map((stream) => store.lastRevision(stream))),
  log: await store.readAll(),
  back: await store.readAll({ direction: 'backward', limit: 50 }),
  claims: await Promise.all(claims.map((claim) => store.claimedBy(claim))),
});

describe('A damaged log', () => {
  it('is refused, or gives what was written: never anything else', async () => {
    const directory = await closedLedger();
    const reader = await openReadOnly(directory);
    const whole = await everythingIn(reader);
    await reader.close();
    const outcomes = { whole: 0, refused: 0 };
    const file = fc.constantFrom('log.db', 'index.db');
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(file, place, fc.integer({ min: 0, max: 7 }), async (name, where, bit) => {
        const copy = join(temporaryDirectory(), 'copy');
        cpSync(directory, copy, { recursive: true });
        const content = readFileSync(join(copy, name));
        const offset = Math.floor(where * content.length);
        content.writeUInt8(content.readUInt8(offset) ^ (1 << bit), offset);
        writeFileSync(join(copy, name), content);
        try {
          expect(await readAs(copy)).toEqual(whole);
          outcomes.whole += 1;
        } catch (error) {
          if (!(error instanceof EventStoreError)) throw error;
          outcomes.refused += 1;
        }
        rmSync(copy, { recursive: true });
      }),
      { numRuns: 400 },
    );
    expect(outcomes.whole).toBeGreaterThan(0); // much of a page is empty
    expect(outcomes.refused).toBeGreaterThan(0);
  });

  it.each([
    ['is cut off', (log: string) => truncateSync(log, statSync(log).size - 4_096)],
    ['is cut off within a page', (log: string) => truncateSync(log, statSync(log).size - 100)],
    ['has lost all but its first page', (log: string) => truncateSync(log, 4_096)],
    ['is empty', (log: string) => truncateSync(log, 0)],
    ['is gone', (log: string) => rmSync(log)],
    ['is something else', (log: string) => writeFileSync(log, 'x'.repeat(100_000))],
    ['begins otherwise', (log: string) => invert(log, 0, 100)],
  ])('that %s is refused, and stays as it is', async (_, spoil) => {
    const directory = await closedLedger();
    const log = join(directory, 'log.db');
    spoil(log);
    const before = existsSync(log) ? readFileSync(log) : undefined;
    expect(await refusalOf(open(directory))).toBeInstanceOf(EventStoreError);
    expect(existsSync(log) ? readFileSync(log).equals(before ?? empty) : before === undefined).toBe(true);
    expect(await refusalOf(openReadOnly(directory))).toBeInstanceOf(EventStoreError);
  });

  it('is recovered after a kill', async () => {
    const store = await open(await killedLedger());
    expect(await store.head()).toBe(72n);
    await store.close();
  });

  it.each([
    ['has lost its write-ahead log', (directory: string) => rmSync(join(directory, 'log.db-wal'))],
    [
      'has lost part of its write-ahead log',
      (directory: string) => truncateSync(join(directory, 'log.db-wal'), 40_000),
    ],
    ['has a damaged write-ahead log', (directory: string) => invert(join(directory, 'log.db-wal'), 40_000, 8)],
  ])('that %s after a kill is refused: acknowledged events are missing', async (_, spoil) => {
    const directory = await killedLedger();
    spoil(directory);
    expect(await refusalOf(open(directory))).toBeInstanceOf(StoreDamaged);
  });

  it('is refused when it is cut off below what a write-ahead log holds of it', async () => {
    const directory = temporaryDirectory();
    const first = await open(directory);
    await first.append('large', [anEvent({ data: JSON.stringify('x'.repeat(200_000)) })], 'none');
    await first.close();
    const again = await open(directory);
    await again.append('one', someEvents(1), 'none');
    const copy = temporaryDirectory();
    for (const file of ['log.db', 'log.db-wal', 'head']) copyFileSync(join(directory, file), join(copy, file));
    await again.close();
    truncateSync(join(copy, 'log.db'), 100_000);
    expect(await refusalOf(open(copy))).toBeInstanceOf(StoreDamaged);
  });
});

const readAs = async (directory: string): Promise<unknown> => {
  const reader = await openReadOnly(directory);
  try {
    return await everythingIn(reader);
  } finally {
    await reader.close();
  }
};

const invert = (file: string, offset: number, length: number): void => {
  const content = readFileSync(file);
  for (let place = offset; place < offset + length; place += 1) content[place] = (content[place] ?? 0) ^ 0xff;
  writeFileSync(file, content);
};
