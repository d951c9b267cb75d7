import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, instant, plusHours, yen } from '@ledger/kernel';
import { LeaseLost, type ContractRow, type Failure, type ListFilter } from '../read-model.js';
import { openSqliteReadModel, openSqliteReadModelReadOnly } from './open-sqlite-read-model.js';

const row = (contractId: string, changes: Partial<ContractRow> = {}): ContractRow => ({
  contractId,
  contractor: `株式会社${contractId}`,
  status: 'active',
  billingStartedOn: civilDate('2026-01-15'),
  minimumPeriodEndsOn: civilDate('2027-01-14'),
  effectiveEndOn: undefined,
  outstanding: yen(1000),
  dueOn: civilDate('2026-09-01'),
  revision: 3,
  madeAt: 1n,
  ...changes,
});
const everything = { upTo: 2n ** 62n, after: undefined, limit: 200 };

describe('The contract list in SQLite', () => {
  let directory = '';
  const file = (): string => join(directory, 'contract-list.sqlite');
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'list-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const listing = async (rows: readonly ContractRow[]): Promise<(filter: ListFilter) => Promise<readonly string[]>> => {
    const list = openSqliteReadModel(':memory:');
    await list.save({ rows, failures: [], checkpoint: undefined });
    return async (filter) => (await list.page(filter, everything)).map(({ contractId }) => contractId);
  };

  it('gives back what was saved, also after it was closed', async () => {
    const rows = [
      row('a', { effectiveEndOn: civilDate('2026-06-30'), outstanding: yen(999_999_999_999), madeAt: 2n ** 60n }),
      row('b', { billingStartedOn: undefined, minimumPeriodEndsOn: undefined, dueOn: undefined, status: 'applied' }),
    ];
    const checkpoint = { position: 2n ** 61n, eventId: 'e' };
    const list = openSqliteReadModel(file());
    await list.save({ rows, failures: [], checkpoint });
    await list.close();
    const again = openSqliteReadModel(file());
    expect(await again.page({}, everything)).toEqual(rows.map((one) => ({ ...one, stale: undefined })));
    expect(await again.checkpoint()).toEqual(checkpoint);
    await again.close();
  });

  it('saves all or nothing', async () => {
    const list = openSqliteReadModel(file());
    await list.save({ rows: [row('a')], failures: [], checkpoint: { position: 1n, eventId: 'e1' } });
    const impossible = row('b', { outstanding: 0.5 as ContractRow['outstanding'] }); // no INTEGER of a STRICT table
    const saving = list.save({
      rows: [row('a', { revision: 4 }), impossible],
      failures: [],
      checkpoint: { position: 2n, eventId: 'e2' },
    });
    await expect(saving).rejects.toThrow();
    expect(await list.checkpoint()).toEqual({ position: 1n, eventId: 'e1' });
    expect(await list.page({}, everything)).toEqual([{ ...row('a'), stale: undefined }]);
    await list.save({ rows: [row('c')], failures: [], checkpoint: undefined });
    expect(await list.page({}, everything)).toHaveLength(2);
    await list.close();
  });

  it('does not let an older row take the place of a newer one', async () => {
    const list = openSqliteReadModel(':memory:');
    await list.save({ rows: [row('a', { revision: 5, status: 'terminated' })], failures: [], checkpoint: undefined });
    await list.save({ rows: [row('a', { revision: 4 })], failures: [], checkpoint: undefined });
    expect(await list.page({}, everything)).toMatchObject([{ revision: 5, status: 'terminated' }]);
  });

  it('pages in the order of contractId, each contract once, whatever is added in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9._-]{1,6}$/), { minLength: 1, maxLength: 40 }),
        fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9._-]{7}$/), { maxLength: 10 }),
        fc.integer({ min: 1, max: 7 }),
        async (ids, added, limit) => {
          const list = openSqliteReadModel(':memory:');
          await list.save({ rows: ids.map((id) => row(id, { madeAt: 10n })), failures: [], checkpoint: undefined });
          const seen: string[] = [];
          for (let after: string | undefined; ; after = seen.at(-1)) {
            const page = await list.page({}, { upTo: 10n, after, limit });
            seen.push(...page.map(({ contractId }) => contractId));
            if (page.length < limit) break;
            await list.save({ rows: added.map((id) => row(id, { madeAt: 11n })), failures: [], checkpoint: undefined });
          }
          expect(seen).toEqual([...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
        },
      ),
    );
  });

  it.each([
    ['山田', ['a']],
    ['YAMADA', ['b']],
    ['ＹＡＭＡＤＡ', ['b']],
    ['ヤマダ', ['c']],
    ['ﾔﾏﾀﾞ', ['c']],
    ['%', ['d']],
    ['_', ['d']],
    ["'", ['e']],
    ['C-1', ['C-10']],
    ['c-1', ['C-10']],
    ['', ['C-10', 'a', 'b', 'c', 'd', 'e']],
    ['nobody', []],
  ])('finds %j literally, whatever its case and width', async (text, found) => {
    const find = await listing([
      row('a', { contractor: '山田商店' }),
      row('b', { contractor: 'Yamada Inc.' }),
      row('c', { contractor: 'ヤマダ電機' }),
      row('d', { contractor: '100% _natural_' }),
      row('e', { contractor: "O'Neil" }),
      row('C-10', { contractor: 'ten' }),
    ]);
    expect(await find({ text })).toEqual(found);
  });

  it('filters by status and by the day before which contracts end, together with text', async () => {
    const find = await listing([
      row('a', { effectiveEndOn: civilDate('2026-06-30'), status: 'terminated' }),
      row('b', { effectiveEndOn: civilDate('2026-07-01'), status: 'terminating' }),
      row('c'),
    ]);
    expect(await find({ endsBefore: civilDate('2026-07-01') })).toEqual(['a']);
    expect(await find({ endsBefore: civilDate('2026-07-02') })).toEqual(['a', 'b']);
    expect(await find({ status: 'terminating' })).toEqual(['b']);
    expect(await find({ status: 'active', endsBefore: civilDate('2027-01-01') })).toEqual([]);
    expect(await find({ text: 'a', endsBefore: civilDate('2027-01-01') })).toEqual(['a']);
  });

  it('names the contracts that are due, until they are saved anew', async () => {
    const list = openSqliteReadModel(':memory:');
    await list.save({
      rows: [row('a'), row('b', { dueOn: civilDate('2026-08-31') }), row('c', { dueOn: undefined })],
      failures: [],
      checkpoint: undefined,
    });
    expect(await list.due(civilDate('2026-08-30'), 10)).toEqual([]);
    expect(await list.due(civilDate('2026-09-01'), 10)).toEqual(['b', 'a']);
    expect(await list.due(civilDate('2026-09-01'), 1)).toEqual(['b']);
    await list.save({ rows: [row('a', { dueOn: civilDate('2026-10-01') })], failures: [], checkpoint: undefined });
    expect(await list.due(civilDate('2026-09-01'), 10)).toEqual(['b']);
  });

  it('marks a contract that failed as stale until it no longer does', async () => {
    const list = openSqliteReadModel(':memory:');
    const since = instant('2026-09-01T00:00:00Z');
    const failure = (contractId: string, position: bigint, reason = 'r'): Failure => ({
      contractId,
      reason,
      since: plusHours(since, Number(position)),
      position,
    });
    await list.save({ rows: [row('a')], failures: [failure('b', 1n)], checkpoint: undefined });
    await list.save({ rows: [], failures: [failure('a', 2n)], checkpoint: undefined });
    await list.save({ rows: [], failures: [failure('a', 3n, 's')], checkpoint: undefined });
    const stale = { since: plusHours(since, 2), reason: 's' };
    expect(await list.page({}, everything)).toMatchObject([{ contractId: 'a', stale, status: 'active' }]);
    expect(await list.failures()).toEqual([{ contractId: 'a', position: 2n, ...stale }, failure('b', 1n)]);
    expect(await list.due(civilDate('2199-12-31'), 10)).toEqual([]);
    await list.save({ rows: [row('a')], failures: [], checkpoint: undefined });
    expect(await list.page({}, everything)).toMatchObject([{ stale: undefined }]);
    expect(await list.failures()).toEqual([failure('b', 1n)]);
  });

  it('gives a lease to one holder at a time, with a token that rises when it changes hands', async () => {
    const list = openSqliteReadModel(':memory:');
    const lease = await list.takeLease('lead', 'one', 60_000);
    expect(lease).toEqual({ name: 'lead', holder: 'one', token: 1 });
    expect(await list.takeLease('lead', 'two', 60_000)).toBeUndefined();
    expect(await list.takeLease('other', 'two', 60_000)).toMatchObject({ token: 1 });
    expect(await list.takeLease('lead', 'one', 0)).toEqual(lease); // renewed, and over at once
    expect(await list.takeLease('lead', 'two', 60_000)).toEqual({ name: 'lead', holder: 'two', token: 2 });
    expect(await list.takeLease('lead', 'one', 60_000)).toBeUndefined();
    await list.releaseLease({ name: 'lead', holder: 'one', token: 1 }); // no longer its own
    expect(await list.takeLease('lead', 'one', 60_000)).toBeUndefined();
    await list.releaseLease({ name: 'lead', holder: 'two', token: 2 });
    expect(await list.takeLease('lead', 'one', 60_000)).toMatchObject({ token: 3 });
  });

  it('writes nothing for whoever lost the lease', async () => {
    const list = openSqliteReadModel(':memory:');
    const update = { rows: [row('a')], failures: [], checkpoint: { position: 1n, eventId: 'e' } };
    const fence = { name: 'lead', token: 1 };
    await expect(list.save(update, fence)).rejects.toThrow(LeaseLost);
    await list.takeLease('lead', 'one', 0);
    await list.save({ ...update, rows: [row('b')] }, fence); // over, but nobody took it
    await list.takeLease('lead', 'two', 60_000);
    await expect(list.save(update, fence)).rejects.toThrow(LeaseLost);
    await expect(list.reset(fence)).rejects.toThrow(LeaseLost);
    expect(await list.page({}, everything)).toMatchObject([{ contractId: 'b' }]);
    await list.save(update, { name: 'lead', token: 2 });
    expect(await list.page({}, everything)).toHaveLength(2);
  });

  it('has one digest for the same rows, and another for others', async () => {
    const [one, other] = [openSqliteReadModel(':memory:'), openSqliteReadModel(':memory:')];
    await one.save({ rows: [row('a'), row('b')], failures: [], checkpoint: { position: 1n, eventId: 'e' } });
    await other.save({ rows: [row('b'), row('a')], failures: [], checkpoint: undefined });
    expect(await one.digest()).toBe(await other.digest());
    await other.save({ rows: [row('b', { outstanding: yen(1001) })], failures: [], checkpoint: undefined });
    expect(await one.digest()).not.toBe(await other.digest());
  });

  it('is read while it is kept, but not made, by those who only look', async () => {
    expect(openSqliteReadModelReadOnly(file())).toBeUndefined();
    const list = openSqliteReadModel(file());
    await list.save({ rows: [row('a')], failures: [], checkpoint: undefined });
    const reader = openSqliteReadModelReadOnly(file());
    await list.save({ rows: [row('b')], failures: [], checkpoint: undefined });
    expect(await reader?.page({}, everything)).toHaveLength(2);
    await expect(reader?.save({ rows: [row('c')], failures: [], checkpoint: undefined })).rejects.toThrow(/readonly/);
    await reader?.close();
    await list.close();
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['no database', () => Buffer.from('x'.repeat(5000))],
    ['overwritten in the middle', (bytes: Buffer) => Buffer.from(bytes).fill(0xa5, 4096, bytes.length)],
  ])('is begun anew where the file is %s', async (_, damage) => {
    const list = openSqliteReadModel(file());
    await list.save({
      rows: Array.from({ length: 500 }, (__, index) => row(`c-${String(index)}`)),
      failures: [],
      checkpoint: { position: 1n, eventId: 'e' },
    });
    await list.close();
    writeFileSync(file(), damage(readFileSync(file())));
    const causes: unknown[] = [];
    const anew = openSqliteReadModel(file(), (cause) => causes.push(cause));
    expect(causes).toHaveLength(1);
    expect(await anew.checkpoint()).toBeUndefined();
    expect(await anew.page({}, everything)).toEqual([]);
    await anew.close();
  });

  it('refuses, and does not touch, a file of a later version', async () => {
    await openSqliteReadModel(file()).close();
    const database = new DatabaseSync(file());
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openSqliteReadModel(file())).toThrow('schema 99');
    expect(() => openSqliteReadModelReadOnly(file())).toThrow('schema 99');
  });
});
