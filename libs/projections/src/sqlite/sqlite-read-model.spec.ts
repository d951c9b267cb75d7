import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { row } from '../conformance/example-rows.js';
import { StoreUnavailable } from '@ledger/event-store';
import type { Update } from '../read-model.js';
import { everything, testReadModel } from '../conformance/read-model.conformance.js';
import { copyOfSqliteReadModel, openSqliteReadModel } from './open-sqlite-read-model.js';

testReadModel('The read model in SQLite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'read-model-'));
  const address = join(directory, 'contracts.db');
  return Promise.resolve({
    address,
    open: () => openSqliteReadModel(address),
    remove: () => rm(directory, { recursive: true }),
  });
});

describe('The file of the read model in SQLite', () => {
  let directory = '';
  const file = (): string => join(directory, 'contracts.db');
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'read-model-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['no database', () => Buffer.from('x'.repeat(5000))],
    ['overwritten in the middle', (bytes: Buffer) => Buffer.from(bytes).fill(0xa5, 4096, bytes.length)],
  ])('is begun anew where the file is %s', async (_, damage) => {
    const list = await openSqliteReadModel(file());
    await list.save({
      rows: Array.from({ length: 500 }, (__, index) => row(`c-${String(index)}`)),
      failures: [],
      checkpoint: { position: 1n, eventId: 'e' },
    });
    await list.close();
    writeFileSync(file(), damage(readFileSync(file())));
    const causes: unknown[] = [];
    const anew = await openSqliteReadModel(file(), (cause) => causes.push(cause));
    expect(causes).toHaveLength(1);
    expect(await anew.checkpoint()).toBeUndefined();
    expect(await anew.page({}, everything)).toEqual([]);
    await anew.close();
  });

  it('is begun anew where damage comes to light only later, and takes nothing in before it is made anew as a whole', async () => {
    const saved = (one: string): Update => ({
      rows: Array.from({ length: 500 }, (_, index) => row(`${one}-${String(index)}`)),
      failures: [],
      checkpoint: { position: 1n, eventId: 'e' },
    });
    const before = await openSqliteReadModel(file());
    await before.save(saved('c'));
    await before.close();
    const bytes = readFileSync(file());
    writeFileSync(file(), bytes.fill(0xa5, bytes.length / 2)); // beyond the tables with which every opening begins
    const causes: unknown[] = [];
    const list = await openSqliteReadModel(file(), (cause) => causes.push(cause));
    expect(causes).toEqual([]);
    const questions = [list.digest(), list.digest()];
    for (const answer of questions) await expect(answer).rejects.toThrow(StoreUnavailable);
    expect(causes).toHaveLength(1);
    expect(await list.checkpoint()).toBeUndefined();
    await expect(list.save(saved('d'))).rejects.toThrow(StoreUnavailable);
    await list.reset();
    await list.save(saved('d'));
    expect((await list.page({}, everything)).map(({ contractId }) => contractId)).toContain('d-1');
    await list.close();
  });

  it('refuses, and does not touch, a file of a later version', async () => {
    await (await openSqliteReadModel(file())).close();
    const database = new DatabaseSync(file());
    database.exec("INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01T00:00:00.000Z')");
    database.close();
    await expect(openSqliteReadModel(file())).rejects.toThrow('9999-later');
    await expect(copyOfSqliteReadModel(file())).rejects.toThrow('9999-later');
  });

  it('begins anew in a file from before there were migrations, and is left alone by the ledgers of that time', async () => {
    const before = new DatabaseSync(file());
    before.exec('CREATE TABLE contracts (contract_id TEXT PRIMARY KEY, stale INTEGER) STRICT; PRAGMA user_version = 1');
    before.close();
    const list = await openSqliteReadModel(file());
    await list.save({ rows: [row('a')], failures: [], checkpoint: undefined });
    await list.close();
    const after = new DatabaseSync(file());
    expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    after.close();
  });

  it('is made anew where its rows do not say since when facts count', async () => {
    const list = await openSqliteReadModel(file());
    const checkpoint = { position: 1n, eventId: 'e' };
    await list.save({ rows: [row('a')], failures: [], checkpoint, notes: { adopted: '1' } });
    await list.close();
    const database = new DatabaseSync(file());
    database.exec('ALTER TABLE contracts DROP COLUMN earliest_fact_on; CREATE TABLE obligations (id TEXT) STRICT');
    database.exec("DROP TABLE bases; DELETE FROM kysely_migration WHERE name >= '0004'");
    database.close();
    const again = await openSqliteReadModel(file());
    expect(await again.page({}, everything)).toEqual([]);
    expect(await again.checkpoint()).toBeUndefined();
    expect(await again.note('adopted')).toBeUndefined();
    await again.save({ rows: [row('a')], failures: [], checkpoint });
    expect(await again.page({}, everything)).toMatchObject([{ earliestFactOn: row('a').earliestFactOn }]);
    await again.close();
  });

  it('is copied as it is while it is kept, but not made, by those who only look', async () => {
    expect(await (await copyOfSqliteReadModel(file())).page({}, everything)).toEqual([]);
    expect(existsSync(file())).toBe(false);
    const list = await openSqliteReadModel(file());
    await list.save({ rows: [row('a')], failures: [], checkpoint: { position: 1n, eventId: 'e' } });
    const copy = await copyOfSqliteReadModel(file());
    await copy.save({ rows: [row('b')], failures: [], checkpoint: undefined });
    expect(await copy.page({}, everything)).toHaveLength(2);
    expect(await copy.checkpoint()).toEqual({ position: 1n, eventId: 'e' });
    expect(await list.page({}, everything)).toHaveLength(1);
    await list.close();
  });
});
