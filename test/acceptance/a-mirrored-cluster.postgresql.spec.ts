import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@ledger/kernel';
import { Streams } from '@ledger/application';
import { openEventStoreDb, type EventStore } from '@ledger/event-store';
import {
  openPostgresqlReadModel,
  openSqliteReadModel,
  PostgresqlBesideStore,
  rebuild,
  type ReadModel,
} from '@ledger/projections';
import { startEventStoreDouble, type EventStoreDouble } from '../support/eventstoredb/event-store-double.js';
import { PostgresqlServer } from '../support/postgresql.js';
import { startProjector, type ProjectorProcess } from '../support/projector-process.js';
import { TestLedger } from '../support/test-ledger.js';

describe('A projector over EventStoreDB', () => {
  let [postgresql, double]: [PostgresqlServer, EventStoreDouble] = [] as never;
  let [store, readModel]: [EventStore, ReadModel] = [] as never;
  let ledger: TestLedger;
  let environment: Record<string, string> = {};
  const directory = mkdtempSync(join(tmpdir(), 'mirrored-'));
  const running: ProjectorProcess[] = [];
  beforeAll(async () => {
    [postgresql, double] = [await PostgresqlServer.start(), await startEventStoreDouble()];
    const database = await postgresql.newDatabase();
    store = await openEventStoreDb({ url: double.url, beside: await PostgresqlBesideStore.open(database) });
    readModel = await openPostgresqlReadModel(database);
    ledger = new TestLedger(store);
    environment = { LEDGER_STORE: 'eventstoredb', EVENTSTOREDB_URL: double.url, LEDGER_READ_MODEL_URL: database };
  });
  afterAll(async () => {
    for (const { end } of running) await end('SIGKILL');
    await store.close();
    await readModel.close();
    await double.stop();
    await postgresql.stop();
    rmSync(directory, { recursive: true });
  });

  const start = async (name: string): Promise<ProjectorProcess> => {
    const projector = await startProjector(join(directory, name), environment);
    running.push(projector);
    return projector;
  };
  const contained = async (): Promise<boolean> => (await readModel.checkpoint())?.position === (await store.head());

  it('keeps the read model from its mirror, names of people included, and another goes on after it', async () => {
    for (const contractId of ['a', 'b', 'c']) await ledger.active(contractId);
    const first = await start('one');
    await until(contained);
    expect(await first.health()).toMatchObject({
      status: 'ok',
      role: 'leader',
      lag: { events: 0, seconds: 0 },
      mirror: { usable: true, events: 12 },
      alarms: {},
    });
    const second = await start('two');
    await until(async () => (await second.health()).mirror?.usable === true);
    await first.end('SIGKILL');
    await ledger.active('d');
    await until(contained);
    const rows = await readModel.page({}, { upTo: await store.head(), after: undefined, limit: 10 });
    expect(rows.map(({ contractId, contractor }) => `${contractId} ${contractor}`)).toEqual(
      ['a', 'b', 'c', 'd'].map((contractId) => `${contractId} 山田商店`),
    );
    const again = await openSqliteReadModel(':memory:');
    await rebuild(store, new Streams(store, 1_000_000), again, new SystemClock());
    expect(await readModel.digest()).toBe(await again.digest());
    expect(await second.end('SIGTERM')).toBe(0);
  });
});

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};
