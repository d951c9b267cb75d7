import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { StoreUnavailable } from '@ledger/event-store';
import { eventually } from '../../../../test/support/eventually.js';
import { PostgresqlServer } from '../../../../test/support/postgresql.js';
import { testDeliveryStore } from '../conformance/delivery-store.conformance.js';
import type { DeliveryProgress } from '../delivery-store.js';
import { openPostgresqlDeliveryStore } from './open-postgresql-delivery-store.js';
import { openPostgresqlReadModel } from './open-postgresql-read-model.js';
import { postgresqlFlavour } from './postgresql-flavour.js';

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
    const progress = progressAt(1n);
    await Promise.all(stores.map((store) => store.save({ progress })));
    expect(await stores[0]?.progress('w')).toEqual(progress);
    await Promise.all(stores.map((store) => store.close()));
  });
});

describe('A process that was stopped while it saved', () => {
  it('saves once more where the server has ended its transaction meanwhile', async () => {
    const url = await server.newDatabase();
    const store = await openPostgresqlDeliveryStore(url);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    // Whoever saves waits for this lock, within its transaction.
    await other.query(`select pg_advisory_lock(${LEDGER_DELIVERING})`);
    const saved = store.save({ progress: progressAt(1n) });
    const waiting = `select pid from pg_stat_activity where wait_event = 'advisory' and datname = current_database()`;
    const pid = await eventually(async () => {
      const { rows } = await other.query<{ pid: number }>(waiting);
      if (rows[0] === undefined) throw new Error('nobody waits yet');
      return rows[0].pid;
    });
    await other.query('select pg_terminate_backend($1)', [pid]);
    await other.query(`select pg_advisory_unlock(${LEDGER_DELIVERING})`);
    await saved;
    expect((await store.progress('w'))?.position).toBe(1n);
    await other.end();
    await store.close();
  });

  it('is told that the database was away, and not of a defect', () => {
    const cause = Object.assign(new Error('terminating connection due to idle-in-transaction timeout'), {
      code: '25P03',
    });
    expect(postgresqlFlavour.translated(cause)).toBeInstanceOf(StoreUnavailable);
  });
});

const progressAt = (position: bigint): DeliveryProgress => ({
  webhookId: 'w',
  position,
  begunBy: 0,
  failure: undefined,
  waiting: undefined,
  deliveredAt: undefined,
});
const LEDGER_DELIVERING = '1818584167, 3';
