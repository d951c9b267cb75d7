import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startCluster, type Cluster } from '../support/cluster.js';
import { startEventStoreDouble, type EventStoreDouble } from '../support/eventstoredb/event-store-double.js';
import { eventually } from '../support/eventually.js';

interface Generation {
  readonly generationId: string;
  readonly state: string;
  readonly isLive: boolean;
}
interface Diff {
  readonly totals: { readonly figures: number; readonly digest: string };
}
interface Contracts {
  readonly items: readonly { readonly contractId: string; readonly contractor: string; readonly outstanding: string }[];
}
interface Termination {
  readonly readings: readonly string[];
  readonly earlyTermination: { readonly total: string };
}
interface Recorded {
  readonly generationId: string;
  readonly position: string;
}

const HANGS_MILLISECONDS = 300_000;
/** By each writer: what bounds the test where a switch takes its time. */
const MOST_WRITTEN = 2000;
const EDITED = '書き換えられた会社';

let [log, cluster]: [EventStoreDouble, Cluster] = [] as never;
beforeAll(async () => {
  log = await startEventStoreDouble();
  cluster = await startCluster(log.url);
}, HANGS_MILLISECONDS);
afterAll(async () => {
  await cluster.stop();
  await log.stop();
}, HANGS_MILLISECONDS);

const read = async <Body>(server: number, path: string): Promise<Body> => {
  const response = await cluster.servers[server]!.fetch(path);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Body;
};
const posted = async (server: number, path: string, body: object): Promise<Recorded> => {
  const response = await cluster.servers[server]!.post(path, body);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Recorded;
};
/** The position of what was recorded last. */
const contract = async (contractId: string): Promise<string> => {
  const [at, contractor] = [`/v1/contracts/${contractId}`, { name: `株式会社${contractId}` }];
  await posted(0, '/v1/contracts', { contractId, contractor, appliedOn: '2025-12-01' });
  await posted(1, `${at}/fee-quotes`, { quotedOn: '2025-12-10', initialFee: '100000', monthlyFee: '31000' });
  await posted(0, `${at}/acceptance`, { acceptedOn: '2025-12-20' });
  return (await posted(1, `${at}/billing-start`, { startsOn: '2026-01-15' })).position;
};
const listed = async (server: number, minPosition = '0'): Promise<Contracts['items']> =>
  (await read<Contracts>(server, `/v1/contracts?minPosition=${minPosition}`)).items;

describe('Of two servers over one log', () => {
  it(
    'one answers at once from the generation that was switched to through the other, while writers go on',
    async () => {
      for (const contractId of ['a', 'b', 'c']) await contract(contractId);
      await listed(0, await contract('quiet'));
      const database = new pg.Client(cluster.readModelUrl);
      await database.connect();
      await database.query("update contracts set contractor = $1 where contract_id = 'quiet'", [EDITED]);
      await database.end();
      const { generationId } = await posted(1, '/v1/rebuilds', { scope: 'all' });
      await eventually(async () => {
        expect(await read<Generation>(0, `/v1/rebuilds/${generationId}`)).toMatchObject({ state: 'finished' });
      });

      let isOver = false;
      let last = '0';
      const write = async (contractId: string): Promise<number> => {
        let written = 0;
        for (; !isOver && written < MOST_WRITTEN; written += 1) {
          const path = `/v1/contracts/${contractId}/payments`;
          last = (await posted(written % 2, path, { receivedOn: '2026-02-01', amount: '1' })).position;
        }
        return written;
      };
      const amounts = async (server: number, minPosition?: string): Promise<readonly number[]> =>
        (await listed(server, minPosition)).map(({ outstanding }) => Number(outstanding));
      const seen: (readonly number[])[][] = [[], []];
      const look = async (server: number): Promise<void> => {
        while (!isOver) seen[server]!.push(await amounts(server));
      };
      const nameOfQuiet = async (server: number): Promise<string | undefined> =>
        (await listed(server)).find(({ contractId }) => contractId === 'quiet')?.contractor;

      const before = await amounts(0);
      const [writers, lookers] = [Promise.all(['a', 'b', 'c'].map(write)), Promise.all([0, 1].map(look))];
      try {
        for (const [wanted, name, server] of [
          [generationId, '株式会社quiet', 0],
          ['first', EDITED, 1],
          [generationId, '株式会社quiet', 1],
        ] as const) {
          const [at, other] = [`/v1/generations/${wanted}`, 1 - server];
          const { totals } = await read<Diff>(other, `${at}/diff`);
          expect(totals.figures).toBe(1);
          await posted(server, `${at}/accept`, { diff: totals.digest, reason: '確かめた' });
          await posted(other, `${at}/switch`, {});
          await eventually(async () => {
            expect(await read<Generation>(server, at)).toMatchObject({ isLive: true });
          });
          expect(await read<Generation>(other, at)).toMatchObject({ isLive: true });
          expect([await nameOfQuiet(other), await nameOfQuiet(server)]).toEqual([name, name]);
        }
      } finally {
        isOver = true;
      }
      const written = [...(await writers), 0];
      await lookers;
      for (const server of [0, 1]) {
        expect(await amounts(server, last)).toEqual(before.map((amount, index) => amount - (written[index] ?? 0)));
        for (const [index, one] of seen[server]!.entries()) {
          const earlier = seen[server]![index - 1] ?? one;
          for (const [place, amount] of one.entries()) expect(amount).toBeLessThanOrEqual(earlier[place]!);
        }
      }
      const { kept, rebuilt } = await cluster.digests();
      expect(kept).toBe(rebuilt);
    },
    HANGS_MILLISECONDS,
  );

  it(
    'one answers at once by the reading that was adopted through the other, and not in a view known earlier',
    async () => {
      await contract('ended');
      const notice = { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-06-30', form: 'prescribed' };
      const { position: known } = await posted(0, '/v1/contracts/ended/notices', notice);
      const owed = async (server: number, query = ''): Promise<readonly [string, readonly string[]]> => {
        const path = `/v1/contracts/ended/termination?asOf=2026-07-31${query}`;
        const { earlyTermination, readings } = await read<Termination>(server, path);
        return [earlyTermination.total, readings.filter((one) => one.startsWith('R04'))];
      };
      const [byDefault, adopted] = [
        ['200000', []],
        ['217000', ['R04:whole-months']],
      ];
      expect([await owed(0), await owed(1)]).toEqual([byDefault, byDefault]);
      const { position } = await posted(0, '/v1/adoptions', {
        adoptionId: 'whole-months',
        readings: ['R04:whole-months'],
        scope: 'all',
        adoptedOn: '2026-06-15',
        from: '2026-07-01',
        reason: '協議による',
      });
      expect([await owed(1), await owed(0)]).toEqual([adopted, adopted]);
      for (const server of [1, 0]) {
        expect(await owed(server, `&knownAt=position:${known}`)).toEqual(byDefault);
        expect(await owed(server, '&reading=R04:as-if-continued')).toMatchObject(['200000', {}]);
      }
      const outstanding = async (server: number): Promise<string | undefined> =>
        (await listed(server, position)).find(({ contractId }) => contractId === 'ended')?.outstanding;
      await eventually(async () => {
        expect([await outstanding(0), await outstanding(1)]).toEqual(['489000', '489000']);
      });
      await posted(1, '/v1/adoptions/whole-months/withdrawal', { withdrawnOn: '2026-07-20', reason: '再検討' });
      expect([await owed(0), await owed(1)]).toEqual([byDefault, byDefault]);
      expect(await owed(0, `&knownAt=position:${position}`)).toEqual(adopted);
    },
    HANGS_MILLISECONDS,
  );
});
