import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';

interface Generation {
  readonly generationId: string;
  readonly state: string;
  readonly isLive: boolean;
  readonly done: number;
  readonly total: number | null;
  readonly digest: string | null;
}

/** More events than are computed and written together. */
const [CONTRACTS, PAYMENTS] = [1200, 40];
const facts = (contractId: string): object => ({
  facts: [
    { type: 'ContractApplied', data: { contractor: { name: `株式会社${contractId}` }, appliedOn: '2025-12-01' } },
    { type: 'FeesQuoted', data: { quotedOn: '2025-12-10', initialFee: '100000', monthlyFee: '31000' } },
    { type: 'ContractAccepted', data: { acceptedOn: '2025-12-20' } },
    { type: 'BillingStarted', data: { startsOn: '2026-01-15' } },
    ...Array.from({ length: PAYMENTS }, (_, index) => ({
      type: 'PaymentReceived',
      data: { receivedOn: '2026-02-05', amount: String(index + 1) },
    })),
  ],
});

it('A rebuild and a switch whose server is killed again and again end as if nothing had happened', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'killed-rebuild-'));
  let server: ServerProcess = await startProcess(directory);
  const read = async <Body>(path: string): Promise<Body> => (await (await server.fetch(path)).json()) as Body;
  const requested = async (): Promise<string> => {
    const response = await server.post('/v1/rebuilds', { scope: 'all' });
    expect(response.status).toBe(202);
    return ((await response.json()) as Generation).generationId;
  };
  const killed = async (): Promise<void> => {
    await server.end('SIGKILL');
    server = await startProcess(directory);
  };
  const finished = (generationId: string): Promise<Generation> =>
    eventually(async () => {
      const generation = await read<Generation>(`/v1/rebuilds/${generationId}`);
      expect(generation.state).toBe('finished');
      return generation;
    });
  const fileOf = (generationId: string): string => join(directory, 'generations', `${generationId}.db`);
  /** Kills the server as soon as so many contracts are written: how many were. */
  const killedAfter = async (contracts: number, generationId: string): Promise<number> => {
    await eventually(() => {
      expect(writtenIn(fileOf(generationId))).toBeGreaterThanOrEqual(contracts);
    });
    await server.end('SIGKILL');
    const written = writtenIn(fileOf(generationId));
    server = await startProcess(directory);
    return written;
  };
  try {
    for (let start = 0; start < CONTRACTS; start += 50) {
      const ids = Array.from({ length: 50 }, (_, index) => `c${String(start + index)}`);
      await Promise.all(ids.map((id) => server.post(`/v1/contracts/${id}/imports`, facts(id))));
    }
    const generationId = await requested();
    await eventually(() => {
      expect(existsSync(`${fileOf(generationId)}.parts`)).toBe(true);
    });
    await killed();
    const first = await killedAfter(1, generationId);
    const second = await killedAfter(first + 1, generationId);
    expect([0 < first, first < second, second < CONTRACTS]).toEqual([true, true, true]);
    const interrupted = await finished(generationId);
    expect(interrupted).toMatchObject({ done: CONTRACTS, total: CONTRACTS });
    expect(existsSync(`${fileOf(generationId)}.parts`)).toBe(false);
    expect((await finished(await requested())).digest).toBe(interrupted.digest);
    expect((await server.post(`/v1/generations/${generationId}/switch`, {})).status).toBe(202);
    await killed();
    await eventually(async () => {
      expect(await read<Generation>(`/v1/generations/${generationId}`)).toMatchObject({ isLive: true });
    });
    const { items } = await read<{ items: readonly unknown[] }>('/v1/contracts?limit=200');
    expect(items).toHaveLength(200);
  } finally {
    await server.end('SIGKILL');
    rmSync(directory, { recursive: true });
  }
}, 300_000);

const writtenIn = (file: string): number => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    return Number(database.prepare('SELECT count(*) AS contracts FROM contracts').get()?.['contracts']);
  } finally {
    database.close();
  }
};
