import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { StoreUnavailable } from '@ledger/event-store';
import { PostgresqlServer } from '../../../../test/support/postgresql.js';
import { row } from '../conformance/example-rows.js';
import {
  testFencedGenerations,
  testGenerationStore,
  type GenerationsPlace,
} from '../conformance/generation-store.conformance.js';
import { openPostgresqlGenerations } from './open-postgresql-generations.js';

let server: PostgresqlServer;
beforeAll(async () => {
  server = await PostgresqlServer.start();
});
afterAll(() => server.stop());

const newPlace = async (): Promise<GenerationsPlace> => {
  const url = await server.newDatabase();
  return { open: () => openPostgresqlGenerations(url), remove: () => Promise.resolve() };
};

testGenerationStore('Generations in PostgreSQL', newPlace, true);
testFencedGenerations('Generations in PostgreSQL', newPlace);

it('A generation in PostgreSQL that another version has made is begun anew', async () => {
  const url = await server.newDatabase();
  const store = await openPostgresqlGenerations(url);
  const model = await store.open('one');
  await model.save({ rows: [row('a')], failures: [], checkpoint: { position: 1n, eventId: 'e' } });
  await model.close();
  const client = new pg.Client(url);
  await client.connect();
  expect(await store.holds('one')).toBe(true);
  await client.query("comment on schema generation_one is '0005-obligations-in-their-contract'");
  await client.end();
  expect(await store.holds('one')).toBe(false);
  const again = await store.open('one');
  expect(await again.checkpoint()).toBeUndefined();
  await again.save({ rows: [row('b')], failures: [], checkpoint: undefined });
  expect(await again.digests(undefined, 2)).toMatchObject([{ contractId: 'b' }]);
  await again.close();
  await store.close();
});

describe('A switch in PostgreSQL', () => {
  it('waits for whoever reads, is refused where that lasts, and is made when it is over', async () => {
    const url = await server.newDatabase();
    const [store, other] = await Promise.all([openPostgresqlGenerations(url), openPostgresqlGenerations(url)]);
    const rows = Array.from({ length: 201 }, (_, index) => row(`c${String(index).padStart(3, '0')}`));
    await store.live.save({ rows, failures: [], checkpoint: undefined });
    const model = await store.open('one');
    const pages = other.live.everyRow()[Symbol.asyncIterator]();
    await pages.next();
    await expect(store.makeLive('one')).rejects.toThrow(StoreUnavailable);
    expect(await store.liveId()).toBe('first');
    expect((await pages.next()).value).toHaveLength(1);
    await pages.next();
    await store.makeLive('one');
    expect(await other.live.page({}, { upTo: 1n, after: undefined, limit: 1 })).toEqual([]);
    await model.close();
    await Promise.all([store.close(), other.close()]);
  });
});
