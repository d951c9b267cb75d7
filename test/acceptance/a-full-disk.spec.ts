import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RecordedResponse } from '../../apps/api/src/contracts/recorded.responses.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';

jest.setTimeout(120_000);

/** The log and its index take less when they are made; the commands below soon need more. */
const LARGEST_FILE = 20_000_000;

describe('A full disk', () => {
  let directory: string;
  let server: ServerProcess;
  const recorded: string[] = [];
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ledger-'));
    server = await startProcess(directory, {}, { largestFile: LARGEST_FILE });
  });
  afterAll(async () => {
    await server.end('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  const apply = (contractId: string): Promise<Response> =>
    server.post('/v1/contracts', {
      contractId,
      contractor: { name: 'x'.repeat(200), contact: 'x'.repeat(500) },
      appliedOn: '2026-01-01',
      documents: Array.from({ length: 50 }, () => ({ sha256: 'f'.repeat(64), name: 'x'.repeat(200) })),
    });

  it('is a clear refusal, to be tried again, and not the end of the server', async () => {
    let refusal: Response | undefined;
    for (let index = 0; refusal === undefined && index < 5000; index += 1) {
      const answer = await apply(`c-${String(index)}`);
      if (answer.status !== 201) refusal = answer;
      else recorded.push(((await answer.json()) as RecordedResponse).contractId);
    }
    expect(recorded.length).toBeGreaterThan(0);
    expect(refusal?.status).toBe(503);
    expect(refusal?.headers.get('retry-after')).toBe('1');
    expect(await refusal?.json()).toMatchObject({ type: '/problems/unavailable' });
    expect((await server.fetch(`/v1/contracts/${recorded[0] ?? ''}`)).status).toBe(200);
    expect((await server.fetch('/health/live')).status).toBe(200);
  });

  it('has lost nothing once there is room again', async () => {
    await server.end('SIGTERM');
    server = await startProcess(directory);
    for (const contractId of recorded) {
      expect([contractId, (await server.fetch(`/v1/contracts/${contractId}`)).status]).toEqual([contractId, 200]);
    }
    expect((await apply('c-after')).status).toBe(201);
  });
});
