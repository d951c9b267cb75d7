import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import { activate, apply } from '../support/lives.js';
import { eventOf, recordedIn, startServer, TOKEN, type Answer, type Server } from '../support/server.js';

const PAYMENTS = '/v1/contracts/c-1/payments';
const payment = (amount: string): object => ({ receivedOn: '2026-07-01', amount });
const key = (value: string): { 'idempotency-key': string } => ({ 'idempotency-key': value });

describe('A command that is sent again', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await activate(server, 'c-1');
  });
  afterAll(() => server.close());

  const events = async (): Promise<number> =>
    (await server.read<EventsResponse>('/v1/contracts/c-1/events?limit=200')).items.length;

  it('gives the first answer again, says so, and appends nothing', async () => {
    const first = await server.post(PAYMENTS, payment('1000'), key('pay-1'));
    const before = await events();
    const again = await server.post(PAYMENTS, payment('1000'), key('pay-1'));
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(again).toMatchObject({ status: 201, body: first.body, headers: { 'idempotency-replayed': 'true' } });
    expect([again.headers['etag'], again.headers['location']]).toEqual([
      first.headers['etag'],
      first.headers['location'],
    ]);
    expect(await events()).toBe(before);
  });

  it('is refused under the same key with another body', async () => {
    await server.post(PAYMENTS, payment('1000'), key('pay-2'));
    expect(await server.post(PAYMENTS, payment('1001'), key('pay-2'))).toMatchObject({
      status: 422,
      body: { type: '/problems/key-reused' },
    });
  });

  it('is looked up before the revision it expects', async () => {
    const etag = (await server.post(PAYMENTS, payment('5'))).headers['etag'] ?? '';
    const headers = { ...key('pay-3'), 'if-match': etag };
    const first = await server.post(PAYMENTS, payment('7'), headers);
    expect(first.status).toBe(201);
    expect(await server.post(PAYMENTS, payment('7'), headers)).toMatchObject({ status: 201, body: first.body });
  });

  it('is another command of another caller, and on another path', async () => {
    await activate(server, 'c-2');
    const bob = { authorization: `Bearer ${TOKEN}-of-bob` };
    const answers = [
      await server.post(PAYMENTS, payment('3'), key('shared')),
      await server.post(PAYMENTS, payment('4'), { ...key('shared'), ...bob }),
      await server.post('/v1/contracts/c-2/payments', payment('5'), key('shared')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(eventOf)).size).toBe(3);
  });

  it('may be sent again once it was refused', async () => {
    await apply(server, 'c-3');
    const send = (): Promise<Answer> =>
      server.post('/v1/contracts/c-3/acceptance', { acceptedOn: '2025-12-20' }, key('accept'));
    expect(await send()).toMatchObject({
      status: 409,
      body: { type: '/problems/no-quote', article: expect.any(String) },
    });
    await server.record('/v1/contracts/c-3/fee-quotes', { quotedOn: '2025-12-12', initialFee: '0', monthlyFee: '1' });
    expect(await send()).toMatchObject({ status: 201 });
  });

  it('makes one contract of ten requests at once', async () => {
    const body = { contractor: { name: '株式会社みなと' }, appliedOn: '2026-01-10' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => server.post('/v1/contracts', body, key('create'))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(new Set(answers.map((answer) => recordedIn(answer).contractId)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  });

  it('is known without a key where it can be true only once', async () => {
    const first = await server.record('/v1/contracts/c-1/notices', {
      subject: 'contract',
      arrivedAt: '2026-07-20',
      form: 'prescribed',
    });
    const withdrawal = { agreedOn: '2026-07-25', reason: '継続' };
    const withdrawn = await server.record(`/v1/contracts/c-1/notices/${first}/withdrawal`, withdrawal);
    expect(await server.post(`/v1/contracts/c-1/notices/${first}/withdrawal`, withdrawal)).toMatchObject({
      status: 409,
      body: { type: '/problems/already-recorded', event: withdrawn },
    });
    expect(
      await server.post('/v1/contracts', { contractId: 'c-1', contractor: { name: 'x' }, appliedOn: '2026-01-01' }),
    ).toMatchObject({
      status: 409,
      body: { type: '/problems/already-recorded', event: expect.any(String) },
    });
  });
});

describe('A key', () => {
  it('holds across a restart', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'ledger-'));
    try {
      const before = await startServer({ dataDirectory });
      await activate(before, 'c-1');
      const first = await before.post(PAYMENTS, payment('1000'), key('pay'));
      await before.close();
      const after = await startServer({ dataDirectory });
      const again = await after.post(PAYMENTS, payment('1000'), key('pay'));
      const other = await after.post(PAYMENTS, payment('1'), key('pay'));
      await after.close();
      expect(again).toMatchObject({ status: 201, body: first.body, headers: { 'idempotency-replayed': 'true' } });
      expect(other.status).toBe(422);
    } finally {
      rmSync(dataDirectory, { recursive: true });
    }
  });
});
