import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RecordedResponse } from '../../apps/api/src/contracts/recorded.responses.js';
import { SmallDisk } from '../support/small-disk.js';
import { startProcess, tryToStart, type ServerProcess } from '../support/server-process.js';

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
    expect((await server.fetch('/health/ready')).status).toBe(503);
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

describe('A disk that fills up', () => {
  it('stops what has to be written, says so everywhere, and all goes on when there is room again', async () => {
    using disk = SmallDisk.of(12);
    if (disk === undefined) return; // only root may mount one
    const server = await startProcess(join(disk.path, 'ledger'));
    const apply = (contractId: string): Promise<Response> =>
      server.post('/v1/contracts', { contractId, contractor: { name: '株式会社' }, appliedOn: '2026-01-01' });
    const detailOf = async (answer: Response): Promise<readonly [number, string]> => [
      answer.status,
      ((await answer.json()) as { detail: string }).detail,
    ];
    const listed = async (): Promise<Response> => server.fetch('/v1/contracts?limit=200');
    try {
      expect((await apply('c-first')).status).toBe(201);
      expect((await listed()).status).toBe(200);
      disk.fill();
      expect(((await (await listed()).json()) as { items: unknown[] }).items).toHaveLength(1);

      let recorded = 1;
      let refusal: Response | undefined;
      for (; refusal === undefined && recorded < 1000; recorded += 1) {
        const answer = await apply(`c-${String(recorded)}`);
        if (answer.status !== 201) refusal = answer;
      }
      recorded -= 1;
      expect(await detailOf(refusal!)).toEqual([503, expect.stringMatching(/^the disk is full/)]);
      expect(await detailOf(await server.fetch('/health/ready'))).toEqual([
        503,
        expect.stringMatching(/^the disk is full/),
      ]);
      const list = await listed();
      if (list.status !== 200) expect(await detailOf(list)).toEqual([503, expect.stringMatching(/^the disk is full/)]);

      disk.free();
      expect((await server.fetch('/health/ready')).status).toBe(200);
      expect(((await (await listed()).json()) as { items: unknown[] }).items).toHaveLength(recorded);
      expect((await apply('c-last')).status).toBe(201);
    } finally {
      await server.end('SIGKILL');
    }
  });

  it('begins no ledger while it is full, says where, and leaves nothing in the way of the next start', async () => {
    using disk = SmallDisk.of(3);
    if (disk === undefined) return; // only root may mount one
    disk.fill();
    const directory = join(disk.path, 'ledger');
    for (const token of ['', 'a-token']) {
      expect(await tryToStart(directory, { LEDGER_TOKEN: token })).toMatchObject({
        code: 1,
        output: '',
        log: `contract-ledger: the disk is full: ${directory} cannot be written.\n`,
      });
    }
    disk.free();
    await (await startProcess(directory, { LEDGER_TOKEN: '' })).end('SIGTERM');
  });
});
