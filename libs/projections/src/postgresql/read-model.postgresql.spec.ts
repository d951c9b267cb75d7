import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@ledger/event-store';
import { PostgresqlServer } from '../../../../test/support/postgresql.js';
import { row } from '../conformance/example-rows.js';
import { everything, testReadModel } from '../conformance/read-model.conformance.js';
import { openPostgresqlReadModel } from './open-postgresql-read-model.js';

let server: PostgresqlServer;
beforeAll(async () => {
  server = await PostgresqlServer.start();
});
afterAll(() => server.stop());

testReadModel('The read model in PostgreSQL', async () => {
  const url = await server.newDatabase();
  return { address: url, open: () => openPostgresqlReadModel(url), remove: () => Promise.resolve() };
});

describe('A PostgreSQL that goes away and comes back', () => {
  it('is said not to answer meanwhile, and answers again', async () => {
    const list = await openPostgresqlReadModel(await server.newDatabase());
    const update = { rows: [row('a')], failures: [], checkpoint: { position: 1n, eventId: 'e' } };
    await list.save(update);
    const pages = list.everyObligation({})[Symbol.asyncIterator]();
    await server.halt();
    await expect(list.page({}, everything)).rejects.toThrow(StoreUnavailable);
    await expect(list.save(update)).rejects.toThrow(StoreUnavailable);
    await expect(list.takeLease('lead', 'one', 1000)).rejects.toThrow(StoreUnavailable);
    await expect(pages.next()).rejects.toThrow(StoreUnavailable);
    await expect(openPostgresqlReadModel(server.urlOf('postgres'))).rejects.toThrow(StoreUnavailable);
    await server.resume();
    expect(await list.page({}, everything)).toHaveLength(1);
    expect(await list.checkpoint()).toEqual(update.checkpoint);
    await list.close();
  });
});
