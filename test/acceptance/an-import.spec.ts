import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer, type Answer, type Server } from '../support/server.js';

const PATH = '/v1/contracts/c-1/imports';
const applied = { type: 'ContractApplied', data: { contractor: { name: '株式会社みなと' }, appliedOn: '2026-01-10' } };
const quoted = { type: 'FeesQuoted', data: { quotedOn: '2026-01-11', initialFee: '100', monthlyFee: '10' } };
const accepted = { type: 'ContractAccepted', data: { acceptedOn: '2026-01-12' } };
const paymentId = '00000000-0000-8000-8000-000000000001';

describe('An import over HTTP', () => {
  let server: Server;
  beforeEach(async () => void (server = await startServer()));
  afterEach(() => server.close());
  const post = (facts: readonly unknown[], headers?: Readonly<Record<string, string>>): Promise<Answer> =>
    server.post(PATH, { facts }, headers);

  it('answers like a command, with every event that it recorded', async () => {
    const answer = await post([applied, quoted, accepted]);
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"2"', location: expect.stringMatching(/^\/v1\/contracts\/c-1\/events\/[0-9a-f-]{36}$/) },
      body: { contractId: 'c-1', revision: 2, position: '3' },
    });
    expect(answer.body).toHaveProperty('events.length', 3);
    expect(await server.read('/v1/contracts/c-1')).toMatchObject({ status: 'accepted', revision: 2 });
  });

  it('records nothing twice, and says so', async () => {
    const first = await post([applied, quoted]);
    const again = await post([applied, quoted]);
    expect(again).toMatchObject({
      status: 201,
      headers: { 'idempotency-replayed': 'true' },
      body: first.body as object,
    });
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
  });

  it('says which fact the terms refuse, with article and quotation, and records none', async () => {
    expect(await post([applied, accepted])).toMatchObject({
      status: 409,
      body: { type: '/problems/no-quote', fact: 1, article: '8', quote: expect.stringContaining('承諾した時点') },
    });
    expect(await server.get('/v1/contracts/c-1')).toMatchObject({ status: 404 });
  });

  it('points at what is wrong with a fact', async () => {
    const payment = { type: 'PaymentReceived', data: { receivedOn: '2026-02-30', amount: '1.5' }, eventId: 'x' };
    expect(await post([applied, payment])).toMatchObject({
      status: 400,
      body: { fact: 1, errors: [{ pointer: '/facts/1/data/receivedOn' }, { pointer: '/facts/1/data/amount' }] },
    });
    expect(await post([applied, { ...payment, data: { receivedOn: '2026-02-20', amount: '1' } }])).toMatchObject({
      status: 400,
      body: { fact: 1, errors: [{ pointer: '/facts/1/eventId' }] },
    });
    expect(await post([{ ...applied, more: 1 }])).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/facts/0/more' }] },
    });
  });

  it.each([
    ['no facts', []],
    ['a text', 'x'],
    ['nothing', undefined],
    ['facts without data', [{ type: 'ContractAccepted' }]],
    ['kinds that are none', [{ type: 'constructor', data: {} }]],
  ])('refuses %s', async (_, facts) => {
    expect(await server.post(PATH, { facts })).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-request' },
    });
  });

  it('honours the revision expected and the key of the request', async () => {
    const keyed = { 'idempotency-key': 'import-1' };
    const first = await post([applied], keyed);
    expect(await post([quoted], { 'if-match': '"7"' })).toMatchObject({ status: 412, body: { revision: 0 } });
    expect(await post([quoted], { 'if-match': '"0"' })).toMatchObject({ status: 201 });
    expect(await post([applied], keyed)).toMatchObject({ status: 201, body: first.body as object });
    expect(await post([applied, accepted], keyed)).toMatchObject({ status: 422 });
  });

  it('lets a fact refer to what another makes, and a command to both', async () => {
    await post([
      applied,
      { type: 'PaymentReceived', data: { receivedOn: '2026-02-01', amount: '5' }, eventId: paymentId },
    ]);
    expect(
      await server.post(`/v1/contracts/c-1/payments/${paymentId}/reversal`, {
        reversedOn: '2026-02-02',
        reason: '組戻し',
      }),
    ).toMatchObject({ status: 201 });
  });
});
