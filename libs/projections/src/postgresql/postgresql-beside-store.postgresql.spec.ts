import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { StoreUnavailable } from '@ledger/event-store';
import { PostgresqlServer } from '../../../../test/support/postgresql.js';
import { PostgresqlBesideStore } from './postgresql-beside-store.js';

const name = { commitment: 'sha256:1', salt: '00', value: '山田 太郎 😀' };
const contact = { commitment: 'sha256:2', salt: '01', value: '' };

describe('Personal data beside the log, in PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(async () => {
    server = await PostgresqlServer.start();
  });
  afterAll(() => server.stop());

  it('is kept for whoever opens the database next, and by several that open it at once', async () => {
    const url = await server.newDatabase();
    const open = (): Promise<PostgresqlBesideStore> => PostgresqlBesideStore.open(url);
    const [one, two, three] = await Promise.all([open(), open(), open()]);
    expect(await one.write([name, contact])).toEqual(['sha256:1', 'sha256:2']);
    for (const other of [two, three]) {
      expect(await other.read(['sha256:1', 'sha256:2', 'sha256:3'])).toEqual(
        new Map([
          ['sha256:1', name],
          ['sha256:2', contact],
        ]),
      );
    }
    for (const store of [one, two, three]) await store.close();
  });

  it('tells what it did not know before, and changes nothing that it knows', async () => {
    const store = await PostgresqlBesideStore.open(await server.newDatabase());
    expect(await store.write([])).toEqual([]);
    await store.write([name]);
    expect(await store.write([{ ...name, value: 'another' }, contact])).toEqual(['sha256:2']);
    expect((await store.read(['sha256:1'])).get('sha256:1')).toEqual(name);
    await store.withdraw(['sha256:2']);
    expect(await store.read(['sha256:2'])).toEqual(new Map());
    await store.close();
  });

  it('is written for many at once, each told what was new of its own', async () => {
    const store = await PostgresqlBesideStore.open(await server.newDatabase());
    const value = (number: number): typeof name => ({ ...name, commitment: `sha256:${String(number)}` });
    const numbers = Array.from({ length: 2000 }, (_, number) => number);
    const written = await Promise.all(numbers.map((number) => store.write([value(number >> 1), value(-number)])));
    expect(written.flat().sort()).toEqual(
      [
        ...new Set(
          numbers.flatMap((number) => [value(number >> 1), value(-number)].map(({ commitment }) => commitment)),
        ),
      ].sort(),
    );
    await store.close();
  });

  it('may be more than a statement has places for, and a text that cannot be kept is nobody else’s trouble', async () => {
    const store = await PostgresqlBesideStore.open(await server.newDatabase());
    const many = Array.from({ length: 30_000 }, (_, number) => ({ ...name, commitment: `sha256:${String(number)}` }));
    expect(await store.write(many)).toHaveLength(30_000);
    const settled = await Promise.allSettled(
      ['a', 'b\0', 'c'].map((text) => store.write([{ ...name, commitment: `sha256:${text.charAt(0)}`, value: text }])),
    );
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await store.close();
  });

  it('is erased for good, known as erased, and not given again', async () => {
    const url = await server.newDatabase();
    const store = await PostgresqlBesideStore.open(url);
    await store.write([name, contact]);
    await store.erase(['sha256:1', 'sha256:9']);
    expect(await store.write([name])).toEqual([]);
    expect(await store.read(['sha256:1', 'sha256:2'])).toEqual(
      new Map<string, unknown>([
        ['sha256:1', 'erased'],
        ['sha256:2', contact],
      ]),
    );
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create extension pageinspect');
    const { rows } = await client.query<{ page: Buffer }>(`select get_raw_page('beside', 0) as page`);
    await client.end();
    expect(rows[0]?.page.includes('山田')).toBe(false);
    await store.close();
  });

  it('is listed page by page without what was erased, which is not taken back either', async () => {
    const store = await PostgresqlBesideStore.open(await server.newDatabase());
    const commitments = Array.from({ length: 25 }, (_, number) => `sha256:${String(number)}-é`);
    await store.write(commitments.map((commitment) => ({ ...name, commitment })));
    await store.erase(commitments.slice(0, 2));
    await store.withdraw(commitments.slice(1, 3));
    const listed: string[] = [];
    for (let page = await store.commitments('', 10); page.length > 0;) {
      expect(page.length).toBeLessThanOrEqual(10);
      listed.push(...page);
      page = await store.commitments(page.at(-1) ?? '', 10);
    }
    expect(listed.sort()).toEqual(commitments.slice(3).sort());
    expect((await store.read([commitments[1] ?? ''])).get(commitments[1] ?? '')).toBe('erased');
    await store.close();
  });

  it('is said not to be there while the server is away', async () => {
    const store = await PostgresqlBesideStore.open(await server.newDatabase());
    await server.halt();
    await expect(store.write([name])).rejects.toThrow(StoreUnavailable);
    await expect(PostgresqlBesideStore.open(server.urlOf('postgres'))).rejects.toThrow(StoreUnavailable);
    await server.resume();
    expect(await store.write([name])).toEqual(['sha256:1']);
    await store.close();
  });
});
