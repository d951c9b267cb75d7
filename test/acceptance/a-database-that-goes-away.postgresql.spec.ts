import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HealthResponse } from '../../apps/api/src/health/health.responses.js';
import type { ProblemBody } from '../../apps/api/src/http/problem-answer.js';
import type { ContractsResponse } from '../../apps/api/src/portfolio/portfolio.responses.js';
import { eventually } from '../support/eventually.js';
import { PostgresqlServer } from '../support/postgresql.js';
import { startProjector, type ProjectorProcess } from '../support/projector-process.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';

const LISTS = ['/v1/contracts', '/v1/obligations', '/v1/obligations.csv', '/v1/deadlines', '/v1/deadlines.ics'];

describe('A server whose PostgreSQL goes away, and comes back', () => {
  let directory = '';
  let postgresql: PostgresqlServer;
  let server: ServerProcess;
  let projector: ProjectorProcess;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'away-'));
    postgresql = await PostgresqlServer.start();
    const environment = { LEDGER_READ_MODEL_URL: await postgresql.newDatabase() };
    server = await startProcess(directory, environment);
    projector = await startProjector(directory, environment);
  });
  afterAll(async () => {
    await Promise.all([server, projector].map(({ end }) => end('SIGKILL')));
    await postgresql.stop();
    rmSync(directory, { recursive: true });
  });

  const apply = async (contractId: string): Promise<string> => {
    const contractor = { name: '株式会社みなと' };
    const response = await server.post('/v1/contracts', { contractId, appliedOn: '2024-01-10', contractor });
    expect(response.status).toBe(201);
    return ((await response.json()) as { readonly position: string }).position;
  };
  const listed = async (position: string): Promise<readonly string[]> => {
    const response = await server.fetch(`/v1/contracts?minPosition=${position}`);
    if (response.status !== 200) throw new Error(await response.text());
    return ((await response.json()) as ContractsResponse).items.map(({ contractId }) => contractId);
  };
  const readiness = async (): Promise<readonly [status: number, answer: HealthResponse]> => {
    const response = await server.fetch('/health/ready');
    return [response.status, (await response.json()) as HealthResponse];
  };

  it('goes on with contracts, says that lists are away, and has them again without a restart', async () => {
    const first = await apply('a');
    await eventually(async () => expect(await listed(first)).toEqual(['a']));
    expect(await readiness()).toEqual([200, { status: 'ok' }]);
    await postgresql.halt();

    for (const path of [...LISTS, '/v1/contracts?minPosition=1']) {
      const response = await server.fetch(path);
      expect([path, response.status, response.headers.get('retry-after')]).toEqual([path, 503, '1']);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect((await response.json()) as ProblemBody).toMatchObject({ type: '/problems/unavailable', status: 503 });
    }
    const second = await apply('b');
    expect((await server.fetch('/v1/contracts/b/obligations')).status).toBe(200);
    expect(await readiness()).toEqual([
      200,
      { status: 'degraded', detail: 'the read model does not answer: lists are not available' },
    ]);
    expect((await projector.health()).status).toBe('failing');

    await postgresql.resume();
    await eventually(async () => expect(await listed(second)).toEqual(['a', 'b']));
    for (const path of LISTS) expect((await server.fetch(path)).status).toBe(200);
    expect(await readiness()).toEqual([200, { status: 'ok' }]);
    await eventually(async () =>
      expect(await projector.health()).toMatchObject({ status: 'ok', role: 'leader', lag: { events: 0 } }),
    );
  });
});
