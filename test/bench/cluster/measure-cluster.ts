import { setTimeout as pause } from 'node:timers/promises';
import { startCluster, type Cluster, type Recorded } from '../../support/cluster.js';
import { startDouble } from '../eventstoredb/server.js';
import type { BenchOptions, Figure } from '../harness.js';
import { quantile } from '../http/load.js';
import { contractIdOf } from '../http/write-log.js';
import { hasPostgresql } from '../postgresql.js';
import { Lag } from './lag.js';

/** How much is written, and how often a server is killed meanwhile. */
interface Extent {
  readonly writers: number;
  readonly contracts: number;
  readonly milliseconds: number;
  readonly killedEvery: number;
}

/**
 * Two servers and two projectors over the double and a PostgreSQL, under writers to the same contracts while one server after the other is
 * killed: how far the read model is behind. Nothing is measured where a command was lost or applied twice, or the read model is not as rebuilt.
 */
export const measureCluster = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  if (!hasPostgresql(say)) return [];
  const extent: Extent = quick
    ? { writers: 20, contracts: 10, milliseconds: 6_000, killedEvery: 2_000 }
    : { writers: 200, contracts: 100, milliseconds: 60_000, killedEvery: 5_000 };
  const server = await startDouble();
  try {
    const cluster = await startCluster(server.url);
    try {
      return await measure(cluster, extent, say);
    } finally {
      await cluster.stop();
    }
  } finally {
    await server.stop();
  }
};

const measure = async (cluster: Cluster, extent: Extent, say: BenchOptions['say']): Promise<readonly Figure[]> => {
  say(`making ${extent.contracts} contracts`);
  for (let number = 0; number < extent.contracts; number += 1) await begin(cluster, contractIdOf(number));
  say(`${extent.writers} writers, a server killed every ${extent.killedEvery / 1_000} s`);
  const lag = new Lag(cluster.readModel);
  let isOver = false;
  const killing = killWhile(cluster, extent.killedEvery, () => !isOver);
  const start = performance.now();
  const acknowledged = await write(cluster, extent, start + extent.milliseconds, lag);
  const seconds = (performance.now() - start) / 1_000;
  isOver = true;
  const killed = await killing;
  await lag.end();
  say('looking whether everything is there, once');
  await requireOnce(cluster, acknowledged);
  const { kept, rebuilt } = await cluster.digests();
  if (kept !== rebuilt) throw new Error('the read model is not as rebuilt');
  const part = (share: number): number => quantile(lag.reached, share) / 1_000;
  return [
    {
      name: 'lag of the read model in a cluster under load, p99',
      value: part(0.99),
      unit: ' s',
      target: { atMost: 2 },
      detail: `p50 ${part(0.5).toFixed(3)} s, longest ${part(1).toFixed(3)} s; ${Math.round(acknowledged.length / seconds)} commands a second for ${seconds.toFixed(0)} s, ${killed} servers killed`,
    },
  ];
};

/** An application, what it costs, its acceptance, its billing: what is paid has something to settle. */
const begin = async (cluster: Cluster, contractId: string): Promise<void> => {
  const contractor = { name: '株式会社みなと', contact: '総務部', kind: 'corporation' };
  for (const [path, body] of [
    ['', { contractId, appliedOn: '2025-01-10', contractor }],
    [`/${contractId}/fee-quotes`, { quotedOn: '2025-01-16', initialFee: '100000', monthlyFee: '31000' }],
    [`/${contractId}/acceptance`, { acceptedOn: '2025-01-20' }],
    [`/${contractId}/billing-start`, { startsOn: '2025-02-15' }],
  ] as const) {
    await cluster.send(`/v1/contracts${path}`, body, `${contractId}${path}`, 0);
  }
};

/** So many writers at once until the time is over. What is begun by then is sent until it is acknowledged. */
const write = async (
  cluster: Cluster,
  { writers, contracts }: Extent,
  until: number,
  lag: Lag,
): Promise<readonly Recorded[]> => {
  const acknowledged: Recorded[] = [];
  let sent = 0;
  const writeOn = async (): Promise<void> => {
    while (performance.now() < until) {
      const number = sent++;
      const payment = { receivedOn: '2026-05-01', amount: String(1_000 + (number % 500)), reference: String(number) };
      const path = `/v1/contracts/${contractIdOf(number % contracts)}/payments`;
      const recorded = await cluster.send(path, payment, `pay-${number}`, number);
      lag.acknowledged(BigInt(recorded.position));
      acknowledged.push(recorded);
    }
  };
  await Promise.all(Array.from({ length: writers }, writeOn));
  return acknowledged;
};

const killWhile = async (cluster: Cluster, every: number, isOn: () => boolean): Promise<number> => {
  let killed = 0;
  for (;;) {
    await pause(every);
    if (!isOn()) return killed;
    killed += 1;
    await cluster.killServer();
  }
};

/** @throws {Error} where a command was lost, or applied twice */
const requireOnce = async (cluster: Cluster, acknowledged: readonly Recorded[]): Promise<void> => {
  const events = new Set<string>();
  const references = new Set<unknown>();
  for (const contractId of new Set(acknowledged.map((one) => one.contractId))) {
    for (const { id, type, data } of await cluster.eventsOf(contractId)) {
      events.add(id);
      if (type !== 'PaymentReceived') continue;
      if (references.has(data['reference']))
        throw new Error(`the payment ${String(data['reference'])} was applied twice`);
      references.add(data['reference']);
    }
  }
  const lost = acknowledged.filter(({ events: [event] }) => !events.has(event?.id ?? ''));
  if (lost.length > 0) throw new Error(`${lost.length} acknowledged commands were lost`);
  if (references.size !== acknowledged.length) {
    throw new Error(`${references.size} commands were applied, ${acknowledged.length} sent`);
  }
};
