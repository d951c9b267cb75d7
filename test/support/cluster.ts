import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SystemClock } from '@ledger/kernel';
import { Streams } from '@ledger/application';
import type { EventStore } from '@ledger/event-store';
import { openEventStore } from '@ledger/hosting';
import { openPostgresqlReadModel, openSqliteReadModel, rebuild, type ReadModel } from '@ledger/projections';
import { eventually } from './eventually.js';
import { PostgresqlServer } from './postgresql.js';
import { startProjector, type ProjectorProcess } from './projector-process.js';
import { startProcess, type ServerProcess } from './server-process.js';

/** What a command is answered with. */
export interface Recorded {
  readonly contractId: string;
  readonly position: string;
  readonly events: readonly { readonly id: string }[];
}
/** An event as its contract lists it. */
export interface ListedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Two servers and two projectors, as they are shipped, over a log in EventStoreDB and a PostgreSQL of their own. */
export interface Cluster {
  readonly log: EventStore;
  readonly readModel: ReadModel;
  /** Of the same, for whoever goes past the ledger. */
  readonly readModelUrl: string;
  readonly servers: readonly ServerProcess[];
  /** Sends a command to one server and then the other, under the same key, until it is acknowledged. */
  readonly send: (path: string, body: object, key: string, first: number) => Promise<Recorded>;
  /** A server ends as by kill -9, and starts again: now one, now the other. Resolves when that is ready. */
  readonly killServer: () => Promise<void>;
  /** All events of a contract, as a server lists them. */
  readonly eventsOf: (contractId: string) => Promise<readonly ListedEvent[]>;
  /** Of the read model, when it contains the whole log, and of one that is made anew from the log. */
  readonly digests: () => Promise<{ readonly kept: string; readonly rebuilt: string }>;
  readonly stop: () => Promise<void>;
}

/** @param eventStoreUrl of a log that is empty */
export const startCluster = async (eventStoreUrl: string): Promise<Cluster> => {
  const directory = mkdtempSync(join(tmpdir(), 'cluster-'));
  const postgresql = await PostgresqlServer.start();
  const readModelUrl = await postgresql.newDatabase();
  const environment = {
    LEDGER_STORE: 'eventstoredb',
    EVENTSTOREDB_URL: eventStoreUrl,
    LEDGER_READ_MODEL_URL: readModelUrl,
  };
  const start = <Process>(as: (path: string, of: typeof environment) => Promise<Process>, names: readonly string[]) =>
    Promise.all(names.map((name) => as(join(directory, name), environment)));
  const servers = await start<ServerProcess>(startProcess, NAMES);
  const projectors = await start<ProjectorProcess>(startProjector, ['one', 'two']);
  const readModel = await openPostgresqlReadModel(readModelUrl);
  const dataDirectory = join(directory, 'reader');
  const log = await openEventStore({ dataDirectory, store: 'eventstoredb', eventStoreUrl, readModelUrl });
  let killed = 0;
  return {
    log,
    readModel,
    readModelUrl,
    servers,
    send: (path, body, key, first) => send(servers, path, body, key, first),
    killServer: async () => {
      const place = killed % servers.length;
      killed += 1;
      await servers[place]?.end('SIGKILL');
      servers[place] = await startProcess(join(directory, NAMES[place] ?? ''), environment);
    },
    eventsOf: (contractId) => eventsOf(servers[0], contractId),
    digests: () => digestsOf(log, readModel),
    stop: async () => {
      await Promise.all([...servers, ...projectors].map(({ end }) => end('SIGKILL')));
      await Promise.all([readModel.close(), log.close()]);
      await postgresql.stop();
      rmSync(directory, { recursive: true });
    },
  };
};
const NAMES = ['server-0', 'server-1'];
/** Of one command. */
const MOST_TRIES = 2_000;
const PAUSE_MILLISECONDS = 5;

const send = async (
  servers: readonly ServerProcess[],
  path: string,
  body: object,
  key: string,
  first: number,
): Promise<Recorded> => {
  for (let tries = first; tries < first + MOST_TRIES; tries += 1) {
    const server = servers[tries % servers.length];
    const response = await server?.post(path, body, { 'idempotency-key': key }).catch(() => undefined);
    const text = (await response?.text().catch(() => '')) ?? ''; // it may end in the middle
    if (response?.status === 201 && text !== '') return JSON.parse(text) as Recorded;
    const isAway = text === '' || response?.status === 503;
    if (isAway) await setTimeout(PAUSE_MILLISECONDS);
    else throw new Error(`${path} was answered with ${String(response?.status)} ${text}`);
  }
  throw new Error(`${path} was not recorded in ${String(MOST_TRIES)} tries`);
};

const eventsOf = async (server: ServerProcess | undefined, contractId: string): Promise<readonly ListedEvent[]> => {
  const path = `/v1/contracts/${contractId}/events?limit=200`;
  const events: ListedEvent[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const response = await server?.fetch(cursor === '' ? path : `${path}&cursor=${cursor}`);
    const page = (await response?.json()) as { items: readonly ListedEvent[]; nextCursor: string | null };
    events.push(...page.items);
    cursor = page.nextCursor;
  }
  return events;
};

const digestsOf = async (log: EventStore, readModel: ReadModel): Promise<{ kept: string; rebuilt: string }> => {
  const head = await log.head();
  await eventually(async () => {
    const position = (await readModel.checkpoint())?.position;
    if (position !== head) throw new Error(`the read model is at ${String(position)}, the log at ${String(head)}`);
  });
  const anew = await openSqliteReadModel(':memory:');
  try {
    await rebuild(log, new Streams(log, KEPT_BYTES), anew, new SystemClock());
    return { kept: await readModel.digest(), rebuilt: await anew.digest() };
  } finally {
    await anew.close();
  }
};
const KEPT_BYTES = 1_000_000;
