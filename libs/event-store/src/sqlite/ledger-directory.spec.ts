import { describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { anEvent, refusalOf, someEvents } from '../conformance/fixture.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import { SmallDisk } from '../../../../test/support/small-disk.js';
import { DiskFull, StoreIncompatible, StoreLocked, StoreMissing, StoreUnavailable } from '../errors.js';
import { SqliteEventStore } from './sqlite-event-store.js';

jest.setTimeout(60_000); // each test makes a log and syncs it

const open = (directory: string): Promise<SqliteEventStore> => SqliteEventStore.open({ directory });
const openReadOnly = (directory: string): Promise<SqliteEventStore> => SqliteEventStore.openReadOnly({ directory });

const ledgerWith = async (events: number): Promise<string> => {
  const directory = join(temporaryDirectory(), 'ledger');
  const store = await open(directory);
  if (events > 0) await store.append('one', someEvents(events), 'none', { claim: 'key' });
  await store.close();
  return directory;
};

describe('The directory of a ledger', () => {
  it('is made for its user alone, and so is every file in it', async () => {
    const directory = join(temporaryDirectory(), 'not', 'there', 'yet');
    const store = await open(directory);
    await store.append('one', someEvents(1), 'none');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const files = readdirSync(directory);
    expect(files).toEqual(expect.arrayContaining(['head', 'index.db', 'log.db', 'log.db-wal', 'owner.lock']));
    for (const file of files)
      expect(`${file} ${(statSync(join(directory, file)).mode & 0o777).toString(8)}`).toBe(`${file} 600`);
    await store.close();
  });

  it('has one owner at a time', async () => {
    const directory = await ledgerWith(1);
    const store = await open(directory);
    expect(await refusalOf(open(directory))).toBeInstanceOf(StoreLocked);
    await store.append('one', someEvents(1), 0n);
    await store.close();
    const next = await open(directory);
    expect(await next.head()).toBe(2n);
    await next.close();
  });

  it('is not opened by another process while it has an owner', async () => {
    const directory = await ledgerWith(1);
    const tryLock = `
      const { DatabaseSync } = require('node:sqlite');
      try { new DatabaseSync(process.argv[1], { timeout: 0 }).exec('BEGIN EXCLUSIVE'); process.exit(0); } catch { process.exit(3); }`;
    const inAnotherProcess = (): number | null =>
      spawnSync(process.execPath, ['-e', tryLock, join(directory, 'owner.lock')]).status;
    const store = await open(directory);
    expect(inAnotherProcess()).toBe(3);
    await store.close();
    expect(inAnotherProcess()).toBe(0);
  });

  it('that holds no ledger is left alone by who only reads', async () => {
    const directory = temporaryDirectory();
    expect(await refusalOf(openReadOnly(directory))).toBeInstanceOf(StoreMissing);
    expect(await refusalOf(openReadOnly(join(directory, 'missing')))).toBeInstanceOf(StoreMissing);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('can be read while its owner writes', async () => {
    const directory = await ledgerWith(0);
    const store = await open(directory);
    const reader = await openReadOnly(directory);
    const seen: bigint[] = [];
    const subscription = reader.subscribe({ after: 0n }, (events) => {
      seen.push(...events.map(({ position }) => position));
    });
    for (let count = 1n; count <= 20n; count += 1n) {
      await store.append('one', [anEvent()], 'any', count === 7n ? { claim: 'key' } : {});
      expect(await reader.head()).toBe(count);
      expect((await reader.readStream('one')).events).toHaveLength(Number(count));
    }
    expect(await reader.claimedBy('key')).toEqual({ stream: 'one' });
    await subscription.caughtUp();
    expect(seen).toHaveLength(20);
    expect(await refusalOf(reader.append('one', someEvents(1), 'any'))).toBeInstanceOf(StoreUnavailable);
    await store.close();
    expect(await reader.head()).toBe(20n);
    await reader.close();
  });

  it('can be read where nothing can be written', async () => {
    const directory = await ledgerWith(3);
    chmodSync(directory, 0o500);
    const reader = await openReadOnly(directory);
    expect((await reader.readStream('one')).events).toHaveLength(3);
    await reader.close();
    chmodSync(directory, 0o700);
  });

  it('that cannot be is refused', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(await refusalOf(open(file))).toBeInstanceOf(StoreUnavailable);
    expect(await refusalOf(open(join(file, 'below')))).toBeInstanceOf(StoreUnavailable);
  });

  it('that cannot be made is refused at once, with its name', async () => {
    if (!existsSync('/proc/self')) return; // Linux: a directory that is there, and in which nothing can be made
    expect(await refusalOf(open('/proc/ledger/log'))).toMatchObject({
      name: 'StoreUnavailable',
      message: 'the directory /proc/ledger cannot be made',
    });
  });

  it('that is read-only says so', async () => {
    using disk = SmallDisk.of(3);
    if (disk === undefined) return; // only root may mount one
    const directory = join(disk.path, 'ledger');
    await (await open(directory)).close();
    disk.protect();
    expect(await refusalOf(open(directory))).toMatchObject({ message: `${directory} is read-only` });
    expect(await refusalOf(open(join(disk.path, 'other', 'log')))).toMatchObject({
      message: `${disk.path} is read-only`,
    });
  });

  it('on a full disk says so, and is made when there is room', async () => {
    using disk = SmallDisk.of(3);
    if (disk === undefined) return; // only root may mount one
    const directory = join(disk.path, 'ledger');
    disk.fill();
    const refusal = await refusalOf(open(directory));
    expect(refusal).toBeInstanceOf(DiskFull);
    expect(refusal).toMatchObject({ message: `the disk is full: ${directory} cannot be written` });
    disk.free();
    const store = await open(directory);
    await store.append('one', someEvents(1), 'none');
    await store.close();
    disk.fill();
    expect(await refusalOf(openReadOnly(directory))).toMatchObject({
      name: 'DiskFull',
      message: expect.stringMatching(/^the disk is full/),
    });
  });

  it('of a later version is refused, and stays as it is', async () => {
    const directory = await ledgerWith(1);
    const log = new DatabaseSync(join(directory, 'log.db'));
    log.exec('PRAGMA user_version = 2');
    log.close();
    expect(await refusalOf(open(directory))).toBeInstanceOf(StoreIncompatible);
    expect(await refusalOf(openReadOnly(directory))).toBeInstanceOf(StoreIncompatible);
  });

  it('with a log of something else is refused', async () => {
    const directory = temporaryDirectory();
    const other = new DatabaseSync(join(directory, 'log.db'));
    other.exec('CREATE TABLE songs (title TEXT)');
    other.close();
    expect(await refusalOf(open(directory))).toBeInstanceOf(StoreIncompatible);
    expect(await refusalOf(openReadOnly(directory))).toBeInstanceOf(StoreIncompatible);
  });

  it.each<[string, (directory: string) => void]>([
    ['missing', (directory) => rmSync(join(directory, 'index.db'))],
    ['empty', (directory) => writeFileSync(join(directory, 'index.db'), '')],
    ['no database', (directory) => writeFileSync(join(directory, 'index.db'), 'x'.repeat(20_000))],
    ['of a later version', (directory) => change(join(directory, 'index.db'), 'PRAGMA user_version = 2')],
    ['ahead of the log', (directory) => change(join(directory, 'index.db'), 'UPDATE progress SET position = 1000')],
    [
      'of another log',
      (directory) => change(join(directory, 'index.db'), 'UPDATE progress SET position = 2, checksum = 1'),
    ],
  ])('gets a new index when the old one is %s', async (_, spoil) => {
    const directory = await ledgerWith(5);
    spoil(directory);
    for (const how of [openReadOnly, open, openReadOnly]) {
      const store = await how(directory);
      expect((await store.readStream('one')).revision).toBe(4n);
      expect(await store.claimedBy('key')).toEqual({ stream: 'one' });
      await store.close();
    }
  });

  it.each([
    ['before anything was written', ['index.db', 'head'], ['log.db']],
    ['before its head was noted', ['index.db', 'head'], []],
    ['while its head was noted', ['index.db'], ['head']],
    ['before its index was made', ['index.db'], []],
  ])('is finished when its making was interrupted %s', async (_, missing, empty) => {
    const directory = await ledgerWith(0);
    for (const file of missing) rmSync(join(directory, file));
    for (const file of empty) writeFileSync(join(directory, file), '');
    const store = await open(directory);
    expect(await store.append('one', someEvents(1), 'none')).toMatchObject({ position: 1n });
    await store.close();
  });

  it('may be copied when it is closed', async () => {
    const directory = await ledgerWith(5);
    const copy = join(temporaryDirectory(), 'copy');
    mkdirSync(copy);
    for (const file of readdirSync(directory)) copyFileSync(join(directory, file), join(copy, file));
    expect(existsSync(join(copy, 'log.db-wal'))).toBe(false);
    const store = await open(copy);
    expect(await store.head()).toBe(5n);
    await store.close();
  });
});

const change = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
};
