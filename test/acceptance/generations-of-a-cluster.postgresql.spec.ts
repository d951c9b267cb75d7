import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { PostgresqlServer } from '../support/postgresql.js';
import { startProjector, type ProjectorProcess } from '../support/projector-process.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';

interface Generation {
  readonly generationId: string;
  readonly state: string;
  readonly isLive: boolean;
  readonly digest: string | null;
}

let postgresql: PostgresqlServer;
let directory = '';
let server: ServerProcess;
let projectors: ProjectorProcess[] = [];
beforeAll(async () => {
  postgresql = await PostgresqlServer.start();
});
afterAll(() => postgresql.stop());
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'generations-'));
  const environment = { LEDGER_READ_MODEL_URL: await postgresql.newDatabase() };
  server = await startProcess(directory, environment);
  projectors = [await startProjector(directory, environment), await startProjector(directory, environment)];
});
afterEach(async () => {
  for (const one of [...projectors, server]) await one.end('SIGKILL');
  rmSync(directory, { recursive: true });
});

const read = async <Body>(path: string): Promise<Body> => (await (await server.fetch(path)).json()) as Body;
const posted = async (
  path: string,
  body: object,
): Promise<{ readonly position: string; readonly generationId: string }> => {
  const response = await server.post(path, body);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as { position: string; generationId: string };
};
const contract = async (contractId: string): Promise<string> => {
  const at = `/v1/contracts/${contractId}`;
  await posted('/v1/contracts', { contractId, contractor: { name: `株式会社${contractId}` }, appliedOn: '2025-12-01' });
  await posted(`${at}/fee-quotes`, { quotedOn: '2025-12-10', initialFee: '100000', monthlyFee: '31000' });
  await posted(`${at}/acceptance`, { acceptedOn: '2025-12-20' });
  return (await posted(`${at}/billing-start`, { startsOn: '2026-01-15' })).position;
};
const finished = (generationId: string): Promise<Generation> =>
  eventually(async () => {
    const generation = await read<Generation>(`/v1/rebuilds/${generationId}`);
    expect(generation.state).toBe('finished');
    return generation;
  });
const listed = async (minPosition: string): Promise<readonly string[]> =>
  (await read<{ items: readonly { contractId: string }[] }>(`/v1/contracts?minPosition=${minPosition}`)).items.map(
    ({ contractId }) => contractId,
  );

it('Projectors build and switch what servers ask for, also when the one that leads is killed on the way', async () => {
  await contract('a');
  const { generationId } = await posted('/v1/rebuilds', { scope: 'all' });
  const leader = await eventually(async () => {
    for (const one of projectors) if ((await one.health()).role === 'leader') return one;
    throw new Error('nobody leads');
  });
  await leader.end('SIGKILL');
  projectors = projectors.filter((one) => one !== leader);
  const { digest } = await finished(generationId);
  const again = await posted('/v1/rebuilds', { scope: 'all' });
  expect((await finished(again.generationId)).digest).toBe(digest);
  const position = await contract('b');
  expect(await listed(position)).toEqual(['a', 'b']);
  for (const wanted of [generationId, 'first', generationId]) {
    await posted(`/v1/generations/${wanted}/switch`, {});
    await eventually(async () => {
      expect(await read<Generation>(`/v1/generations/${wanted}`)).toMatchObject({ isLive: true });
    });
    expect(await listed(position)).toEqual(['a', 'b']);
  }
  expect(await listed(await contract('c'))).toEqual(['a', 'b', 'c']);
  const diff = await read<{ totals: { figures: number } }>(`/v1/generations/first/diff`);
  expect(diff.totals.figures).toBe(0);
}, 300_000);
