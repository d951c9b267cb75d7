import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startEventStoreDouble, type EventStoreDouble } from '../support/eventstoredb/event-store-double.js';
import { recordedIn, startServer, type Server } from '../support/server.js';

jest.setTimeout(120_000);

let node: EventStoreDouble;
let directory: string;
let servers: readonly [Server, Server];
beforeAll(async () => {
  node = await startEventStoreDouble();
  directory = mkdtempSync(join(tmpdir(), 'ledger-two-'));
  const start = (name: string): Promise<Server> =>
    startServer({ dataDirectory: join(directory, name), store: 'eventstoredb', eventStoreUrl: node.url });
  mkdirSync(join(directory, 'other'));
  symlinkSync(join(directory, 'one', 'beside.db'), join(directory, 'other', 'beside.db')); // one machine, one file of personal data
  servers = [await start('one'), await start('other')];
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await node.stop();
  rmSync(directory, { recursive: true });
});

const application = { contractor: { name: '鍵の会社' }, appliedOn: '2026-07-01' };

describe('Two servers over one EventStoreDB', () => {
  it('record a request that reaches both once, and answer it alike', async () => {
    const [one, other] = servers;
    const key = { 'idempotency-key': 'once' };
    const answers = await Promise.all([one, other].map((server) => server.post('/v1/contracts', application, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [first, second] = answers.map(recordedIn);
    expect(second).toEqual(first);
    const read = await Promise.all(
      [one, other].map((server) => server.read(`/v1/contracts/${first!.contractId}/events`)),
    );
    expect(read[0]).toEqual(read[1]);
    const again = await other.post('/v1/contracts', application, key);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await one.post('/v1/contracts', { ...application, appliedOn: '2026-07-02' }, key)).status).toBe(422);
  });

  it('see at once what the other has recorded', async () => {
    const [one, other] = servers;
    const { contractId } = recordedIn(await one.post('/v1/contracts', application));
    expect((await other.get(`/v1/contracts/${contractId}`)).status).toBe(200);
  });
});
