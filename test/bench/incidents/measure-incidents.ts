import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomNumbers, seconds, type BenchOptions, type Figure } from '../harness.js';
import { load, quantile } from '../http/load.js';
import { requestOf } from '../http/requests.js';
import { caughtUp, startServer, token, type ServerProcess } from '../http/server-process.js';
import { contractIdOf, contractsOf, writeLog, young } from '../http/write-log.js';

/**
 * An incident over all contracts of a log, and its recovery: from the request to the last contract's event, on the whole server, while its
 * contract list is kept and others go on asking about single contracts.
 */
export const measureIncidents = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  const population = young(quick ? 5_000 : 100_000);
  const contracts = contractsOf(population);
  const directory = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  try {
    say(`writing a log of ${contracts} contracts`);
    await writeLog(join(directory, 'log'), population);
    const server = await startServer(directory);
    await caughtUp(server);
    say('asking about contracts, alone');
    const alone = quantile(await readsWhile(server, contracts, () => pause(READING_ALONE_MS)), 0.99);
    say('reporting an incident, and its recovery');
    let [reported, recovered] = [0, 0];
    const latencies = await readsWhile(server, contracts, async () => {
      reported = await seconds(() => carried(server, '/v1/incidents', REPORT));
      recovered = await seconds(() => carried(server, '/v1/incidents/bench/recovery', RECOVERY));
    });
    const { affected, refused } = await progressIn(server);
    await server.stop();
    if (affected !== contracts || refused !== 0)
      throw new Error(`${affected} of ${contracts} affected, ${refused} refused`);
    const beside = quantile(latencies, 0.99);
    return [
      {
        name: 'incident over 100,000 contracts, with its recovery',
        value: ((reported + recovered) * 100_000) / contracts,
        unit: ' s',
        target: { atMost: 40 },
        detail: `${contracts} contracts: reported in ${reported.toFixed(1)} s, recovered in ${recovered.toFixed(1)} s`,
      },
      {
        name: 'p99 of questions beside an incident / alone',
        value: beside / alone,
        detail: `${beside.toFixed(1)} ms against ${alone.toFixed(1)} ms, ${latencies.length} questions`,
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

const READING_ALONE_MS = 3_000;
const REPORT = {
  incidentId: 'bench',
  occurredAt: '2026-07-10T08:20:00+09:00',
  awareAt: '2026-07-10T09:00:00+09:00',
  extent: 'total',
  cause: 'provider',
  contractIds: 'all',
};
const RECOVERY = { recoveredAt: '2026-07-12T10:30:00+09:00' };

interface Progress {
  readonly state: string;
  readonly affected: number;
  readonly refused: number;
}

/** Reports it, and waits until every contract was told. */
const carried = async (server: ServerProcess, path: string, body: object): Promise<void> => {
  await send(server, path, { method: 'POST', body: JSON.stringify(body) });
  while ((await progressIn(server)).state !== 'carried') await pause(50);
};

const progressIn = async (server: ServerProcess): Promise<Progress> =>
  (await (await send(server, '/v1/incidents/bench')).json()) as Progress;

const send = async ({ port }: ServerProcess, path: string, init: RequestInit = {}): Promise<Response> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};

/** The latencies of one who asks about one contract after the other while something is done. */
const readsWhile = async (
  { port }: ServerProcess,
  contracts: number,
  action: () => Promise<unknown>,
): Promise<readonly number[]> => {
  const random = randomNumbers(5);
  let isOver = false;
  const reads = load(port, 1, () =>
    isOver ? undefined : requestOf('GET', `/v1/contracts/${contractIdOf(random(contracts))}`, token),
  );
  try {
    await action();
  } finally {
    isOver = true;
  }
  return (await reads).latencies;
};
