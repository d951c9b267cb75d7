import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresqlServer } from '../../../../test/support/postgresql.js';
import { testDeliveryStore } from '../conformance/delivery-store.conformance.js';
import { openPostgresqlDeliveryStore } from './open-postgresql-delivery-store.js';
import { openPostgresqlReadModel } from './open-postgresql-read-model.js';

let server: PostgresqlServer;
beforeAll(async () => {
  server = await PostgresqlServer.start();
});
afterAll(() => server.stop());

testDeliveryStore('The progress of deliveries in PostgreSQL', async () => {
  const url = await server.newDatabase();
  return {
    open: () => openPostgresqlDeliveryStore(url),
    openLeases: () => openPostgresqlReadModel(url),
    remove: () => Promise.resolve(),
  };
});

describe('Several processes that start together', () => {
  it('make the tables once', async () => {
    const url = await server.newDatabase();
    const stores = await Promise.all(Array.from({ length: 5 }, () => openPostgresqlDeliveryStore(url)));
    const progress = {
      webhookId: 'w',
      position: 1n,
      begunBy: 0,
      failure: undefined,
      waiting: undefined,
      deliveredAt: undefined,
    };
    await Promise.all(stores.map((store) => store.save({ progress })));
    expect(await stores[0]?.progress('w')).toEqual(progress);
    await Promise.all(stores.map((store) => store.close()));
  });
});
