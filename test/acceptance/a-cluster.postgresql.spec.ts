import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@ledger/kernel';
import { Streams } from '@ledger/application';
import { openEventStore } from '@ledger/hosting';
import { openPostgresqlReadModel, openSqliteReadModel, rebuild } from '@ledger/projections';
import { startEventStoreDouble, type EventStoreDouble } from '../support/eventstoredb/event-store-double.js';
import { eventually } from '../support/eventually.js';
import { PostgresqlServer } from '../support/postgresql.js';
import { startProjector, type ProjectorProcess } from '../support/projector-process.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';

/** More of each for a longer look: CLUSTER_WRITERS=200 CLUSTER_COMMANDS=20000 CLUSTER_CONTRACTS=100. */
const WRITERS = Number(process.env['CLUSTER_WRITERS'] ?? 40);
const COMMANDS = Number(process.env['CLUSTER_COMMANDS'] ?? 600);
const CONTRACTS = Number(process.env['CLUSTER_CONTRACTS'] ?? 20);
/** A server is killed whenever so many more commands are acknowledged. */
const KILLED_EVERY = COMMANDS / 4;

const contractIdOf = (number: number): string => `c-${String(number % CONTRACTS)}`;

interface Recorded {
  readonly contractId: string;
  readonly events: readonly { readonly id: string }[];
}

describe('Two servers and two projectors over EventStoreDB and PostgreSQL', () => {
  let directory = '';
  let postgresql: PostgresqlServer;
  let log: EventStoreDouble;
  let environment: Readonly<Record<string, string>>;
  let servers: ServerProcess[] = [];
  let projectors: ProjectorProcess[] = [];
  const placeOf = (name: string): string => join(directory, name);
  const serve = (name: string): Promise<ServerProcess> => startProcess(placeOf(name), environment);

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cluster-'));
    postgresql = await PostgresqlServer.start();
    log = await startEventStoreDouble();
    const readModelUrl = await postgresql.newDatabase();
    environment = { LEDGER_STORE: 'eventstoredb', EVENTSTOREDB_URL: log.url, LEDGER_READ_MODEL_URL: readModelUrl };
    servers = await Promise.all(['server-0', 'server-1'].map(serve));
    projectors = await Promise.all(['one', 'two'].map((name) => startProjector(placeOf(name), environment)));
  });
  afterAll(async () => {
    await Promise.all([...servers, ...projectors].map(({ end }) => end('SIGKILL')));
    await log.stop();
    await postgresql.stop();
    rmSync(directory, { recursive: true });
  });

  /** Sends a command to one server and then the other, under the same key, until it is acknowledged. */
  const send = async (path: string, body: object, key: string, first: number): Promise<Recorded> => {
    for (let tries = first; ; tries += 1) {
      const server = servers[tries % servers.length];
      const response = await server?.post(path, body, { 'idempotency-key': key }).catch(() => undefined);
      if (response?.status === 201) return (await response.json()) as Recorded;
      const isAway = response === undefined || response.status === 503;
      if (!isAway) throw new Error(`${path} was answered with ${String(response.status)} ${await response.text()}`);
    }
  };

  const eventsOf = async (contractId: string): Promise<readonly { readonly id: string; readonly type: string }[]> => {
    const events: { id: string; type: string }[] = [];
    for (let path: string | null = `/v1/contracts/${contractId}/events?limit=200`; path !== null;) {
      const page = (await (await servers[0]?.fetch(path))?.json()) as {
        items: typeof events;
        nextCursor: string | null;
      };
      events.push(...page.items);
      path = page.nextCursor === null ? null : `/v1/contracts/${contractId}/events?limit=200&cursor=${page.nextCursor}`;
    }
    return events;
  };

  it('lose nothing that was acknowledged and apply nothing twice while servers are killed, and the read model is as rebuilt', async () => {
    const contractor = { name: '株式会社みなと', contact: '総務部', kind: 'corporation' };
    for (let number = 0; number < CONTRACTS; number += 1) {
      const application = { contractId: contractIdOf(number), appliedOn: '2024-01-10', contractor };
      await send('/v1/contracts', application, `made-${String(number)}`, number);
    }
    const acknowledged: Recorded[] = [];
    let sent = 0;
    let killed = 0;
    const killOne = async (): Promise<void> => {
      const place = killed % 2;
      killed += 1;
      await servers[place]?.end('SIGKILL');
      servers[place] = await serve(`server-${String(place)}`);
    };
    let killing: Promise<void> = Promise.resolve();
    const write = async (): Promise<void> => {
      for (let number = sent++; number < COMMANDS; number = sent++) {
        const payment = { receivedOn: '2024-05-01', amount: String(1000 + number), reference: String(number) };
        acknowledged.push(
          await send(`/v1/contracts/${contractIdOf(number)}/payments`, payment, `pay-${String(number)}`, number),
        );
        if (acknowledged.length % KILLED_EVERY === 0) killing = killing.then(killOne);
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, write));
    await killing;
    expect(killed).toBeGreaterThan(2);

    const ids = new Map<string, readonly string[]>();
    for (let number = 0; number < CONTRACTS; number += 1) {
      const events = await eventsOf(contractIdOf(number));
      ids.set(
        contractIdOf(number),
        events.map(({ id }) => id),
      );
      const payments = events.filter(({ type }) => type === 'PaymentReceived');
      expect(payments).toHaveLength(COMMANDS / CONTRACTS); // one for each key, however often it was sent
    }
    const lost = acknowledged.filter(
      ({ contractId, events: [event] }) => !ids.get(contractId)?.includes(event?.id ?? ''),
    );
    expect(lost).toEqual([]);

    const readModel = await openPostgresqlReadModel(environment['LEDGER_READ_MODEL_URL'] ?? '');
    const store = await openEventStore({
      dataDirectory: placeOf('reader'),
      store: 'eventstoredb',
      eventStoreUrl: log.url,
      readModelUrl: environment['LEDGER_READ_MODEL_URL'],
    });
    const head = await store.head();
    await eventually(async () => expect((await readModel.checkpoint())?.position).toBe(head));
    const rebuilt = await openSqliteReadModel(':memory:');
    await rebuild(store, new Streams(store, 1_000_000), rebuilt, new SystemClock());
    expect(await readModel.digest()).toBe(await rebuilt.digest());
    const page = await servers[1]?.fetch(`/v1/contracts?limit=100&minPosition=${String(head)}`);
    expect(((await page?.json()) as { items: readonly unknown[] }).items).toHaveLength(Math.min(CONTRACTS, 100));
    await Promise.all([rebuilt.close(), readModel.close(), store.close()]);
  });
});
