import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ContractsResponse,
  DeadlineListResponse,
  ObligationListResponse,
} from '../../apps/api/src/portfolio/portfolio.responses.js';
import { activate } from '../support/lives.js';
import { startServer, type Server } from '../support/server.js';

const METADATA = JSON.stringify({ recordedAt: '2026-07-31T00:00:00.000Z', requestId: 'r', who: 'another version' });
const stale = { since: '2026-08-01T00:00:00.000Z', reason: expect.any(String) as unknown };

describe('A contract with an event that this version does not understand', () => {
  let server: Server;
  const poison = randomUUID();
  beforeAll(async () => {
    server = await startServer();
    for (const contractId of ['sick', 'sound']) await activate(server, contractId);
    await server.read('/v1/contracts'); // the rows of before
    const append = (id: string, type: string, data: string): Promise<unknown> =>
      server.store.append(`contract-${id}`, [{ id: poison, type, data, metadata: METADATA }], 'any');
    await append('sick', 'FeeIndexed', '{}');
  });
  afterAll(() => server.close());

  it('is answered about with a problem of its own, whatever is asked or sent', async () => {
    for (const path of ['', '/obligations', '/termination', '/events', '/explanation?figure=termination']) {
      expect(await server.get(`/v1/contracts/sick${path}`)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '600' },
        body: { type: '/problems/contract-unreadable', event: poison },
      });
    }
    const payment = { receivedOn: '2026-07-01', amount: '1' };
    expect((await server.post('/v1/contracts/sick/payments', payment)).status).toBe(503);
    expect((await server.get('/problems/contract-unreadable')).status).toBe(200);
  });

  it('is listed as it was before, and every list, table and calendar says so', async () => {
    const contracts = await server.read<ContractsResponse>('/v1/contracts');
    expect(contracts.items).toMatchObject([
      { contractId: 'sick', stale },
      { contractId: 'sound', stale: null },
    ]);
    expect(contracts.items[0]?.stale?.reason).toContain('FeeIndexed');
    for (const path of ['/v1/obligations', '/v1/deadlines'] as const) {
      const { items } = await server.read<ObligationListResponse | DeadlineListResponse>(path);
      const saidOf = (id: string): readonly unknown[] =>
        items.filter(({ contractId }) => contractId === id).map((item) => item.stale);
      expect(saidOf('sick').length).toBeGreaterThan(0);
      for (const said of saidOf('sick')) expect(said).toEqual(stale);
      expect(new Set(saidOf('sound'))).toEqual(new Set([null]));
    }
    const table = (await server.get('/v1/obligations.csv')).text.split('\r\n');
    expect(table.find((line) => line.startsWith('sick,'))).toMatch(/,open,2026-08-01T00:00:00\.000Z,.*FeeIndexed/);
    expect(table.find((line) => line.startsWith('sound,'))).toMatch(/,open,,,$/);
    const calendar = (await server.get('/v1/deadlines.ics')).text.replaceAll('\r\n ', '');
    expect(calendar.match(/^COMMENT:stale since 2026-08-01T00:00:00\.000Z: .*FeeIndexed.*\r$/gm)).toHaveLength(1);
  });

  it('does not keep the others from anything', async () => {
    await server.record('/v1/contracts/sound/payments', { receivedOn: '2026-07-01', amount: '1' });
    const { items } = await server.read<ContractsResponse>('/v1/contracts?q=sound');
    expect(items).toMatchObject([{ contractId: 'sound', stale: null }]);
    expect((await server.get('/v1/contracts/sound')).status).toBe(200);
  });
});

describe('A contract with an event whose data makes no sense', () => {
  it('is answered about with the same problem', async () => {
    const server = await startServer();
    await activate(server, 'sick');
    const rubbish = { id: randomUUID(), type: 'PaymentReceived', data: '{"receivedOn":"x"}', metadata: METADATA };
    await server.store.append('contract-sick', [rubbish], 'any');
    for (const path of ['', '/obligations', '/payments']) {
      expect(await server.get(`/v1/contracts/sick${path}`)).toMatchObject({
        status: 503,
        body: { type: '/problems/contract-unreadable' },
      });
    }
    await server.close();
  });
});
