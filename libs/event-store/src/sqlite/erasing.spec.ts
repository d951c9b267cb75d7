import { describe, expect, it, jest } from '@jest/globals';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { anEvent, refusalOf, someEvents } from '../conformance/fixture.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import { StoreDamaged } from '../errors.js';
import type { BesideValue, EventStore } from '../event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

jest.setTimeout(60_000); // each test makes a log and syncs it

/** Everything is indexed when the log is opened again. */
const tuning = { tailEvents: 1 };
const open = (directory: string): Promise<SqliteEventStore> => SqliteEventStore.open({ directory, tuning });

const secretOf = (number: number, length: number): BesideValue => ({
  commitment: `commitment ${number}`,
  salt: `the salt ${number} `.repeat(3),
  value: `the secret ${number} `.repeat(length),
});

/** Events with something to hide, among others: from a few bytes, beside data of any length, to more than a page holds. */
const sizes = [1, 8, 60, 250, 2_000];
const fill = async (store: EventStore): Promise<void> => {
  for (const [number, length] of sizes.entries()) {
    const beside = [secretOf(number, length), { commitment: 'kept', salt: 'salt', value: 'it stays' }];
    const data = JSON.stringify('x'.repeat(10 * length));
    await store.append('one', [...someEvents(2), anEvent({ data, beside }), ...someEvents(2)], 'any');
    await store.append('two', someEvents(20), 'any');
  }
};

const commitments = sizes.map((_, number) => `commitment ${number}`);

const filesWith = (directory: string, text: string): readonly string[] =>
  readdirSync(directory).filter((file) => readFileSync(join(directory, file)).includes(text));

describe('What is erased', () => {
  it.each([
    ['that has just been written', false],
    ['of a log that was opened again', true],
  ])('stands in no file any more, %s', async (_, isReopened) => {
    const directory = temporaryDirectory();
    let store = await open(directory);
    await fill(store);
    if (isReopened) {
      await store.close();
      store = await open(directory);
    }
    const before = await store.readStream('one');
    expect(filesWith(directory, 'the secret')).not.toEqual([]);
    await store.eraseBeside('one', commitments);
    expect(filesWith(directory, 'the secret')).toEqual([]);
    expect(filesWith(directory, 'the salt')).toEqual([]);
    const { events } = await store.readStream('one');
    const kept = ({ commitment }: BesideValue): boolean => commitment === 'kept';
    expect(events).toEqual(before.events.map((event) => ({ ...event, beside: event.beside.filter(kept) })));
    await store.append('one', someEvents(1), 24n);
    await store.close();
    expect(filesWith(directory, 'the s')).toEqual([]);
  });
});

describe('A value beside an event', () => {
  const closedLedger = async (): Promise<string> => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    await fill(store);
    await store.eraseBeside('one', ['commitment 1']);
    await store.close();
    await (await open(directory)).close();
    return directory;
  };

  it.each([
    ['is lost', 'beside_values = NULL, beside_checksum = NULL'],
    ['is lost and the others are not', `beside_values = '[["kept","salt","it stays"]]'`],
    ['is another', `beside_values = replace(beside_values, 'stays', 'stayz')`],
    [
      'is that of another event',
      '(beside_values, beside_checksum) = (SELECT beside_values, beside_checksum FROM events WHERE position = 3)',
    ],
    ['is not counted', 'beside = 1'],
  ])('that %s is missed, and then nothing is erased', async (_, change) => {
    const directory = await closedLedger();
    const log = new DatabaseSync(join(directory, 'log.db'));
    const position = 28; // its value was erased, another one was not
    expect(log.prepare(`UPDATE events SET ${change} WHERE position = ${position} AND beside = 2`).run().changes).toBe(
      1,
    );
    log.close();
    copyFileSync(join(directory, 'log.db'), join(directory, 'before'));
    const store = await open(directory);
    expect(await refusalOf(store.readStream('one'))).toBeInstanceOf(StoreDamaged);
    expect(await refusalOf(store.readAll())).toBeInstanceOf(StoreDamaged);
    expect(await refusalOf(store.eraseBeside('one', commitments))).toBeInstanceOf(StoreDamaged);
    expect((await store.readStream('two')).events).toHaveLength(100);
    await store.close();
    expect(readFileSync(join(directory, 'log.db')).equals(readFileSync(join(directory, 'before')))).toBe(true);
  });
});
