import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import { apply } from '../support/lives.js';
import { eventOf, startServer, TOKEN, type Server } from '../support/server.js';

describe('Who may come in', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await apply(server, 'c-1');
  });
  afterAll(() => server.close());
  const nobody = { authorization: '' };

  it.each([
    '/v1/contracts',
    '/v1/contracts/c-1',
    '/v1/contracts/c-1/deadlines.ics',
    '/v1/terms',
    '/v1/terms/readings',
    '/v1',
  ])('is asked for a token at %s', async (path) => {
    expect(await server.get(path, nobody)).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="contract-ledger"' },
      body: { type: '/problems/unauthenticated' },
    });
  });

  it.each([
    '/health',
    '/health/live',
    '/health/ready',
    '/openapi.json',
    '/docs',
    '/docs/swagger-ui-bundle.js',
    '/problems',
    '/problems/not-found',
  ])('is not asked at %s', async (path) => {
    expect((await server.get(path, nobody)).status).toBe(200);
  });

  it('stands in every event by name', async () => {
    const payment = { receivedOn: '2026-07-01', amount: '1' };
    await server.record('/v1/contracts/c-1/payments', payment);
    await server.record('/v1/contracts/c-1/payments', payment, { authorization: `Bearer ${TOKEN}-of-bob` });
    const { items } = await server.read<EventsResponse>('/v1/contracts/c-1/events?type=PaymentReceived');
    expect(items.map(({ who }) => who)).toEqual(['alice', 'bob']);
  });

  it('finds its request id in the event and in the answer', async () => {
    const body = { receivedOn: '2026-07-01', amount: '2' };
    const answer = await server.post('/v1/contracts/c-1/payments', body, { 'x-request-id': 'from-the-shop.42' });
    expect(answer.headers['x-request-id']).toBe('from-the-shop.42');
    expect(await server.read(`/v1/contracts/c-1/events/${eventOf(answer)}`)).toMatchObject({
      requestId: 'from-the-shop.42',
    });
  });

  it('finds every kind of problem explained', async () => {
    const { text } = await server.get('/problems', nobody);
    const codes = [...text.matchAll(/href="(\/problems\/[a-z0-9-]+)"/g)].map(([, path]) => path ?? '');
    expect(codes.length).toBeGreaterThan(30);
    for (const path of codes) {
      const page = await server.get(path, nobody);
      expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    }
    expect((await server.get('/problems/nonsense', nobody)).status).toBe(404);
  });
});
