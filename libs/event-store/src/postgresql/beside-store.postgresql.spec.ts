import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresqlServer } from '../../../../test/support/postgresql.js';
import { PostgresqlBesideStore } from './postgresql-beside-store.js';

describe('Values beside a log, in PostgreSQL', () => {
  let server: PostgresqlServer;
  beforeAll(async () => {
    server = await PostgresqlServer.start();
  });
  afterAll(() => server.stop());

  const value = (name: string): { commitment: string; salt: string; value: string } => ({
    commitment: `sha256:${name}`,
    salt: `salt of ${name}`,
    value: `山田 '${name}' \\ {"}\0`,
  });
  const [a, b] = [value('a'), value('b')];

  it('are kept once, shared, erased for good and taken back, by processes that start together', async () => {
    const url = await server.newDatabase();
    const [one, other] = await Promise.all([PostgresqlBesideStore.open(url), PostgresqlBesideStore.open(url)]);
    expect(await one.write([a])).toEqual([a.commitment]);
    expect(await other.write([a, b])).toEqual([b.commitment]);
    expect(await one.read([a.commitment, b.commitment, 'sha256:never'])).toEqual(
      new Map([
        [a.commitment, a],
        [b.commitment, b],
      ]),
    );
    await one.erase([a.commitment, 'sha256:never']);
    await one.withdraw([b.commitment]);
    expect(await other.read([a.commitment, b.commitment])).toEqual(new Map([[a.commitment, 'erased']]));
    expect(await other.write([a, b])).toEqual([b.commitment]);
    expect((await other.read([a.commitment])).get(a.commitment)).toBe('erased');
    await one.close();
    await one.close();
    await other.close();
  });

  it('are said to be away where the server is', async () => {
    await expect(PostgresqlBesideStore.open('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
      name: 'StoreUnavailable',
    });
  });
});
