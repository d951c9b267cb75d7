import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPages, type EventStore, type RecordedEvent } from '@ledger/event-store';
import { openEventStore } from '@ledger/hosting';
import type { IncidentResponse } from '../../apps/api/src/incidents/incidents.responses.js';
import { startEventStoreDouble, type EventStoreDouble } from '../support/eventstoredb/event-store-double.js';
import { eventually } from '../support/eventually.js';
import { PostgresqlServer } from '../support/postgresql.js';
import { startProjector, type ProjectorProcess } from '../support/projector-process.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';
import { TestLedger } from '../support/test-ledger.js';

const CONTRACTS = 800;

describe('An incident posted to a server over EventStoreDB', () => {
  let directory = '';
  let postgresql: PostgresqlServer;
  let node: EventStoreDouble;
  let environment: Readonly<Record<string, string>>;
  let store: EventStore;
  let server: ServerProcess;
  let projector: ProjectorProcess;
  const placeOf = (name: string): string => join(directory, name);

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'incident-'));
    postgresql = await PostgresqlServer.start();
    node = await startEventStoreDouble();
    const readModelUrl = await postgresql.newDatabase();
    environment = { LEDGER_STORE: 'eventstoredb', EVENTSTOREDB_URL: node.url, LEDGER_READ_MODEL_URL: readModelUrl };
    const dataDirectory = placeOf('here');
    store = await openEventStore({ dataDirectory, store: 'eventstoredb', eventStoreUrl: node.url, readModelUrl });
    await writeContracts(store);
    server = await startProcess(placeOf('server'), environment);
    projector = await startProjector(placeOf('projector'), environment);
  });
  afterAll(async () => {
    await Promise.all([server, projector].map(({ end }) => end('SIGKILL')));
    await store.close();
    await node.stop();
    await postgresql.stop();
    rmSync(directory, { recursive: true });
  });

  const toldContracts = async (): Promise<readonly string[]> => {
    const told: string[] = [];
    for await (const page of readPages(store)) {
      for (const { stream, type } of page) {
        const [, contractId] = /^contract-(.+)$/.exec(stream) ?? [];
        if (contractId !== undefined && type.startsWith('Outage')) told.push(`${contractId} ${type}`);
      }
    }
    return told;
  };
  const incident = async (): Promise<IncidentResponse> =>
    (await (await server.fetch('/v1/incidents/night')).json()) as IncidentResponse;

  /** The projector ends at once when an event of this type is seen. */
  const killedOnFirst = async (type: string): Promise<void> => {
    const seen = Promise.withResolvers<undefined>();
    const watching = store.subscribe({ after: await store.head() }, (events) => {
      if (events.some((event) => event.type === type)) {
        projector.child.kill('SIGKILL');
        seen.resolve(undefined);
      }
      return Promise.resolve();
    });
    await seen.promise;
    await projector.end('SIGKILL');
    await watching.close();
  };

  it('is carried by the projector to every contract exactly once, though that is killed on the way', async () => {
    const report = {
      incidentId: 'night',
      occurredAt: '2026-03-10T08:30:00+09:00',
      awareAt: '2026-03-10T09:00:00+09:00',
      extent: 'total',
      cause: 'provider',
      contractIds: 'all',
    };
    const killed = killedOnFirst('OutageDetected');
    expect((await server.post('/v1/incidents', report)).status).toBe(202);
    await killed;
    const toldThen = await toldContracts();
    expect(toldThen.length).toBeLessThan(CONTRACTS); // it was killed while it worked
    const recovery = { recoveredAt: '2026-03-12T09:00:00+09:00' };
    expect((await server.post('/v1/incidents/night/recovery', recovery)).status).toBe(202);
    projector = await startProjector(placeOf('projector'), environment);
    await eventually(async () => expect(await incident()).toMatchObject({ state: 'carried', carried: CONTRACTS }));
    const contractIds = Array.from({ length: CONTRACTS }, (_, number) => `c-${String(number)}`);
    const expected = contractIds.flatMap((contractId) => [
      `${contractId} OutageDetected`,
      `${contractId} OutageRecovered`,
    ]);
    expect([...(await toldContracts())].sort()).toEqual(expected.sort());
  });
});

/** One contract is recorded by the application; the others are copies of it. */
const writeContracts = async (store: EventStore): Promise<void> => {
  const model = new TestLedger();
  await model.active('model');
  const { events } = await model.store.readStream('contract-model');
  const copy = ({ id, type, data, metadata, beside }: RecordedEvent, contract: number): RecordedEvent =>
    ({ id: contract.toString(16).padStart(8, '0') + id.slice(8), type, data, metadata, beside }) as RecordedEvent;
  const contracts = Array.from({ length: CONTRACTS }, (_, contract) => contract);
  await Promise.all(
    contracts.map((contract) =>
      store.append(
        `contract-c-${String(contract)}`,
        events.map((event) => copy(event, contract)),
        'none',
      ),
    ),
  );
};
