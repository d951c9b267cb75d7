import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const CONTRACTS = 1200;
const facts = (contractId: string): object => ({
  facts: [
    { type: 'ContractApplied', data: { contractor: { name: `株式会社${contractId}` }, appliedOn: '2025-12-01' } },
    { type: 'FeesQuoted', data: { quotedOn: '2025-12-10', initialFee: '100000', monthlyFee: '31000' } },
    { type: 'ContractAccepted', data: { acceptedOn: '2025-12-20' } },
    { type: 'BillingStarted', data: { startsOn: '2026-01-15' } },
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
  try {
    for (let start = 0; start < CONTRACTS; start += 50) {
      const ids = Array.from({ length: 50 }, (_, index) => `c${String(start + index)}`);
      await Promise.all(ids.map((id) => server.post(`/v1/contracts/${id}/imports`, facts(id))));
    }
    const generationId = await requested();
    for (let kills = 0; kills < 3; kills += 1) {
      await eventually(async () => {
        expect((await read<Generation>(`/v1/rebuilds/${generationId}`)).state).not.toBe('waiting');
      });
      await killed();
    }
    const interrupted = await finished(generationId);
    expect(interrupted).toMatchObject({ done: CONTRACTS, total: CONTRACTS });
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
