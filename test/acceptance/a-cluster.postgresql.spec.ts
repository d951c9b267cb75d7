import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCluster, type Cluster, type Recorded } from '../support/cluster.js';
import { startEventStoreDouble, type EventStoreDouble } from '../support/eventstoredb/event-store-double.js';

/** More of each for a longer look: CLUSTER_WRITERS=200 CLUSTER_COMMANDS=20000 CLUSTER_CONTRACTS=100. */
const WRITERS = Number(process.env['CLUSTER_WRITERS'] ?? 40);
const COMMANDS = Number(process.env['CLUSTER_COMMANDS'] ?? 600);
const CONTRACTS = Number(process.env['CLUSTER_CONTRACTS'] ?? 20);
/** A server is killed whenever so many more commands are acknowledged. */
const KILLED_EVERY = COMMANDS / 4;

/** What must not go on for ever is bounded by tries; this is for what hangs, however slow the machine is. */
const HANGS_MILLISECONDS = 300_000 + COMMANDS * 1_000;

const contractIdOf = (number: number): string => `c-${String(number % CONTRACTS)}`;

describe('Two servers and two projectors over EventStoreDB and PostgreSQL', () => {
  let [log, cluster]: [EventStoreDouble, Cluster] = [] as never;
  beforeAll(async () => {
    log = await startEventStoreDouble();
    cluster = await startCluster(log.url);
  });
  afterAll(async () => {
    await cluster.stop();
    await log.stop();
  });

  it(
    'lose nothing that was acknowledged and apply nothing twice while servers are killed, and the read model is as rebuilt',
    async () => {
      const contractor = { name: '株式会社みなと', contact: '総務部', kind: 'corporation' };
      for (let number = 0; number < CONTRACTS; number += 1) {
        const application = { contractId: contractIdOf(number), appliedOn: '2024-01-10', contractor };
        await cluster.send('/v1/contracts', application, `made-${String(number)}`, number);
      }
      const acknowledged: Recorded[] = [];
      let sent = 0;
      let killed = 0;
      let killing: Promise<void> = Promise.resolve();
      const write = async (): Promise<void> => {
        for (let number = sent++; number < COMMANDS; number = sent++) {
          const payment = { receivedOn: '2024-05-01', amount: String(1000 + number), reference: String(number) };
          const path = `/v1/contracts/${contractIdOf(number)}/payments`;
          acknowledged.push(await cluster.send(path, payment, `pay-${String(number)}`, number));
          if (acknowledged.length % KILLED_EVERY !== 0) continue;
          killed += 1;
          killing = killing.then(() => cluster.killServer());
        }
      };
      await Promise.all(Array.from({ length: WRITERS }, write));
      await killing;
      expect(killed).toBeGreaterThan(2);

      const ids = new Map<string, readonly string[]>();
      for (let number = 0; number < CONTRACTS; number += 1) {
        const events = await cluster.eventsOf(contractIdOf(number));
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

      const { kept, rebuilt } = await cluster.digests();
      expect(kept).toBe(rebuilt);
      const head = await cluster.log.head();
      const page = await cluster.servers[1]?.fetch(`/v1/contracts?limit=100&minPosition=${String(head)}`);
      expect(((await page?.json()) as { items: readonly unknown[] }).items).toHaveLength(Math.min(CONTRACTS, 100));
    },
    HANGS_MILLISECONDS,
  );
});
