import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedResponse } from '../../apps/api/src/feed/feed.responses.js';
import type {
  WebhookRecordedResponse,
  WebhookResponse,
  WebhooksResponse,
} from '../../apps/api/src/feed/webhooks.responses.js';
import { eventually } from '../support/eventually.js';
import { activate, apply } from '../support/lives.js';
import { startReceiver, type Delivery, type Receiver } from '../support/receiver.js';
import { problemIn, startServer, type Answer, type Server } from '../support/server.js';

let server: Server;
let receiver: Receiver;
beforeEach(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
});
afterEach(async () => {
  await server.close();
  await receiver.close();
});

const bodyOf = ({ body }: Answer): WebhookRecordedResponse => body as WebhookRecordedResponse;
const register = async (wanted: object = {}): Promise<WebhookRecordedResponse> => {
  const answer = await server.post('/v1/webhooks', { url: receiver.url, ...wanted });
  if (answer.status !== 201) throw new Error(answer.text);
  return bodyOf(answer);
};
const webhook = (id: string): Promise<WebhookResponse> => server.read<WebhookResponse>(`/v1/webhooks/${id}`);
const head = async (): Promise<string> => (await server.read<FeedResponse>('/v1/events?limit=200')).position;
/** Until so many deliveries have come. */
const received = (count: number): Promise<readonly Delivery[]> =>
  eventually(() => {
    expect(receiver.deliveries.length).toBeGreaterThanOrEqual(count);
    return receiver.deliveries;
  });
const state = (id: string, expected: string): Promise<WebhookResponse> =>
  eventually(async () => {
    const one = await webhook(id);
    expect(one.state).toBe(expected);
    return one;
  });
const revisionsOf = (contractId: string): readonly number[] =>
  receiver.deliveries.filter(({ event }) => event.subject === contractId).map(({ event }) => event.revision);

/** As a receiver checks it, by the standard's own words. */
const signatureOf = (secret: string, { headers, body }: Delivery): string => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
};

describe('A webhook', () => {
  it('is sent what is recorded from now on, signed, as CloudEvents', async () => {
    await apply(server, 'before');
    const { webhookId, secret = '', events, revision, position } = await register();
    expect([revision, position, events[0]?.id]).toEqual([0, '2', webhookId]);
    await activate(server, 'one');
    const feed = await server.read<FeedResponse>('/v1/events?after=2&limit=200&contractId=one');
    const deliveries = await received(feed.items.length);
    expect(deliveries.map(({ event }) => event)).toEqual(feed.items);
    for (const delivery of deliveries) {
      expect(delivery.headers).toMatchObject({
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'webhook-id': delivery.event.id,
        'webhook-timestamp': String(Date.parse('2026-08-01T00:00:00Z') / 1000),
        'webhook-signature': signatureOf(secret, delivery),
      });
    }
    await eventually(async () => expect((await webhook(webhookId)).position).toBe(await head()));
    expect(await webhook(webhookId)).toMatchObject({ state: 'active', failingSince: null, registeredBy: 'alice' });
  });

  it('is sent the events of some types and contracts alone, from a position', async () => {
    for (const contractId of ['one', 'two']) await activate(server, contractId);
    await register({ types: ['ContractApplied', 'BillingStarted'], contractIds: ['two'], after: '0' });
    const deliveries = await received(2);
    expect(deliveries.map(({ event: { type, subject } }) => [type, subject])).toEqual([
      ['ContractApplied', 'two'],
      ['BillingStarted', 'two'],
    ]);
  });

  it('is sent events about webhooks only where it names them', async () => {
    const { webhookId } = await register({ types: ['WebhookEnded', 'ContractApplied'] });
    const other = await register({ url: `${receiver.url}/other` });
    await server.send('DELETE', `/v1/webhooks/${other.webhookId}`);
    await apply(server, 'one');
    await eventually(async () => expect((await webhook(webhookId)).position).toBe(await head()));
    expect(receiver.deliveries.map(({ event }) => [event.type, event.subject])).toEqual([
      ['WebhookEnded', other.webhookId],
      ['ContractApplied', 'one'],
    ]);
  });

  it('is listed, and answers to whoever asks', async () => {
    const ids = [(await register()).webhookId, (await register({ types: ['Repaid'] })).webhookId].sort();
    const first = await server.read<WebhooksResponse>('/v1/webhooks?limit=1');
    expect(first.items.map(({ webhookId }) => webhookId)).toEqual([ids[0]]);
    const second = await server.read<WebhooksResponse>(`/v1/webhooks?limit=1&cursor=${String(first.nextCursor)}`);
    expect([second.items.map(({ webhookId }) => webhookId), second.nextCursor]).toEqual([[ids[1]], null]);
    expect((await server.get('/v1/webhooks/none')).status).toBe(404);
    expect(first.items[0]).toEqual(await webhook(ids[0] ?? ''));
    expect(JSON.stringify(first)).not.toContain('whsec_');
  });

  it('is registered once however often the request is sent', async () => {
    const send = (): Promise<Answer> => server.post('/v1/webhooks', { url: receiver.url }, { 'idempotency-key': 'k' });
    const [first, again] = [await send(), await send()];
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', first.body]);
    const other = await server.post('/v1/webhooks', { url: `${receiver.url}2` }, { 'idempotency-key': 'k' });
    expect(other.status).toBe(422);
    expect((await server.read<WebhooksResponse>('/v1/webhooks')).items).toHaveLength(1);
    expect((await server.read<FeedResponse>('/v1/events')).items.map(({ type }) => type)).toEqual([
      'WebhookRegistered',
    ]);
  });

  it.each([
    [{ url: 'ftp://example.com' }, '/url'],
    [{ url: 'nothing' }, '/url'],
    [{ url: 'https://me:secret@example.com' }, '/url'],
    [{ types: ['Nothing'] }, '/types/0'],
    [{ types: [] }, '/types'],
    [{ after: '77' }, '/after'],
    [{ secret: 'mine' }, '/secret'],
  ])('is not registered with %j', async (wanted, pointer) => {
    const answer = await server.post('/v1/webhooks', { url: receiver.url, ...wanted });
    expect([answer.status, problemIn(answer).errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe('A receiver', () => {
  it('that fails is tried again, later and later, and gets everything in order', async () => {
    receiver.answer = () => ({ status: 503 });
    const { webhookId } = await register();
    await activate(server, 'one');
    await received(1);
    const failing = await state(webhookId, 'failing');
    expect(failing).toMatchObject({
      failingSince: '2026-08-01T00:00:00.000Z',
      failedAttempts: 1,
      lastFailure: { at: '2026-08-01T00:00:00.000Z', reason: 'answered 503', status: 503 },
    });
    expect(Date.parse(failing.nextAttemptAt ?? '')).toBeGreaterThan(Date.parse('2026-08-01T00:00:00Z'));
    server.deliver(); // it is not time yet
    server.clock.set('2026-08-01T00:00:01Z');
    server.deliver();
    await eventually(async () => expect((await webhook(webhookId)).failedAttempts).toBe(2));
    receiver.answer = () => ({ status: 200, body: 'thank you' });
    server.clock.set('2026-08-01T00:00:03Z');
    server.deliver();
    const { position } = await state(webhookId, 'active');
    expect(position).toBe(await head());
    expect(receiver.deliveries.slice(0, 3).map(({ event }) => event.revision)).toEqual([0, 0, 0]);
    expect(revisionsOf('one').slice(2)).toEqual(
      revisionsOf('one')
        .slice(2)
        .map((_revision, index) => index),
    );
    expect(new Set(receiver.deliveries.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('that does not take one contract’s event gets the other contracts’, however many, and the rest of the one when it takes it', async () => {
    receiver.answer = ({ event }) => ({ status: event.subject === 'bad' && event.revision === 1 ? 400 : 200 });
    const { webhookId } = await register();
    await activate(server, 'bad');
    const others = 52; // more than is read of the log at once
    for (let index = 0; index < others; index += 1) await activate(server, `c${String(index)}`);
    const sent = ['bad', ...Array.from({ length: others }, (_, index) => `c${String(index)}`)];
    await eventually(() => {
      for (const contractId of sent.slice(1))
        expect([contractId, revisionsOf(contractId)]).toEqual([contractId, [0, 1, 2, 3]]);
    });
    expect(Math.max(...revisionsOf('bad'))).toBe(1);
    const failing = await eventually(async () => {
      const one = await webhook(webhookId);
      expect(one.waiting).toBe(3);
      return one;
    });
    expect(failing).toMatchObject({
      state: 'failing',
      position: '2', // of the registration, and of what came before the event that is not taken
      heldBack: { count: 1, first: { source: '/v1/contracts/bad', position: '3', reason: 'answered 400' } },
      lastDeliveredAt: expect.any(String),
    });
    receiver.answer = () => ({ status: 200 });
    server.clock.advance(1);
    server.deliver();
    const position = String(1 + 4 * sent.length);
    await eventually(async () => expect((await webhook(webhookId)).position).toBe(position));
    expect(revisionsOf('bad').slice(-3)).toEqual([1, 2, 3]);
    expect(receiver.deliveries.filter(({ event }) => event.subject !== 'bad')).toHaveLength(others * 4); // nothing twice
    expect(await webhook(webhookId)).toMatchObject({
      state: 'active',
      waiting: 0,
      heldBack: { count: 0, first: null },
    });
  }, 60_000);

  it('that takes nothing is left alone after a few contracts, and what waits is counted', async () => {
    receiver.answer = () => ({ status: 500 });
    const { webhookId } = await register({ types: ['ContractApplied'] });
    for (let index = 0; index < 20; index += 1) await activate(server, `c${String(index)}`);
    const failing = await eventually(async () => {
      const one = await webhook(webhookId);
      expect(one.waiting).toBe(20);
      return one;
    });
    expect(failing).toMatchObject({ state: 'failing', position: '1', lastDeliveredAt: null });
    expect(receiver.deliveries.length).toBeLessThan(20);
    receiver.answer = () => ({ status: 200 });
    server.clock.advance(1);
    server.deliver();
    expect(await state(webhookId, 'active')).toMatchObject({ waiting: 0 });
    await eventually(async () => expect((await webhook(webhookId)).position).toBe(await head()));
    expect(new Set(receiver.deliveries.map(({ event }) => event.subject)).size).toBe(20);
  }, 60_000);

  it('that was given up is resumed where it stopped', async () => {
    receiver.answer = ({ event }) => ({ status: event.subject === 'bad' ? 410 : 200 });
    const { webhookId } = await register({ types: ['ContractApplied'] });
    await apply(server, 'good');
    await apply(server, 'bad');
    const { waiting } = await state(webhookId, 'dead');
    await apply(server, 'later');
    await eventually(async () => expect((await webhook(webhookId)).waiting).toBe(2));
    expect(waiting).toBeLessThanOrEqual(2);
    receiver.answer = () => ({ status: 200 });
    const answer = await server.post(`/v1/webhooks/${webhookId}/resumption`, {});
    expect([answer.status, bodyOf(answer).events[0]?.type]).toEqual([201, 'WebhookResumed']);
    await eventually(async () => expect((await webhook(webhookId)).position).toBe(await head()));
    expect(receiver.deliveries.map(({ event }) => event.subject)).toEqual(['good', 'bad', 'bad', 'later']);
    expect(await webhook(webhookId)).toMatchObject({ state: 'active', waiting: 0 });
  });

  it('that never takes one contract’s event has that contract given up alone', async () => {
    receiver.answer = ({ event }) => ({ status: event.subject === 'bad' ? 500 : 200 });
    const { webhookId } = await register({ types: ['ContractApplied'] });
    await apply(server, 'bad');
    await state(webhookId, 'failing');
    server.clock.advance(5 * 24);
    await apply(server, 'good');
    server.deliver();
    const { heldBack } = await eventually(async () => {
      const one = await webhook(webhookId);
      expect(one.heldBack.first?.nextAttemptAt).toBeNull();
      return one;
    });
    expect(heldBack.count).toBe(1);
    expect((await webhook(webhookId)).state).toBe('failing');
    await apply(server, 'later');
    await eventually(() => expect(receiver.deliveries.at(-1)?.event.subject).toBe('later'));
    receiver.answer = () => ({ status: 200 });
    await server.post(`/v1/webhooks/${webhookId}/resumption`, {});
    await state(webhookId, 'active');
  });

  it('that redirects is not followed', async () => {
    receiver.answer = ({ path }) =>
      path === '/hook' ? { status: 302, headers: { location: '/elsewhere' } } : { status: 200 };
    const { webhookId } = await register();
    await apply(server, 'one');
    const { lastFailure } = await state(webhookId, 'failing');
    expect(lastFailure).toMatchObject({ status: 302, reason: 'answered 302: redirects are not followed' });
    expect(receiver.deliveries.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('that is gone is sent nothing more, until a replay is asked for', async () => {
    receiver.answer = () => ({ status: 410 });
    const { webhookId } = await register();
    await apply(server, 'one');
    expect(await state(webhookId, 'dead')).toMatchObject({ nextAttemptAt: null, lastFailure: { status: 410 } });
    server.clock.advance(1000);
    await apply(server, 'two');
    server.deliver();
    receiver.answer = () => ({ status: 200 });
    const { position } = await webhook(webhookId);
    const answer = await server.post(`/v1/webhooks/${webhookId}/replay`, { after: position });
    expect([answer.status, bodyOf(answer).events[0]?.type]).toEqual([201, 'WebhookReplayRequested']);
    await eventually(async () => expect((await webhook(webhookId)).position).toBe(await head()));
    expect(receiver.deliveries.map(({ event }) => event.subject)).toEqual(['one', 'one', 'two']);
    expect((await webhook(webhookId)).state).toBe('active');
  });

  it('that fails for five days is given up', async () => {
    receiver.answer = () => ({ status: 500 });
    const { webhookId } = await register();
    await apply(server, 'one');
    await state(webhookId, 'failing');
    server.clock.advance(5 * 24);
    server.deliver();
    await state(webhookId, 'dead');
  });

  it('gets once more what came after the position of a replay, under the same ids', async () => {
    const { webhookId } = await register();
    await activate(server, 'one');
    const count = (await server.read<FeedResponse>('/v1/events?limit=200&contractId=one')).items.length;
    await received(count);
    await server.post(`/v1/webhooks/${webhookId}/replay`, { after: '0' });
    const ids = (await received(2 * count)).map(({ headers }) => headers['webhook-id']);
    expect(ids.slice(count)).toEqual(ids.slice(0, count));
    expect((await server.post(`/v1/webhooks/${webhookId}/replay`, { after: '1000' })).status).toBe(400);
  });

  it('can change to a new secret within a day', async () => {
    const { webhookId, secret: old = '' } = await register();
    const answer = await server.post(`/v1/webhooks/${webhookId}/secret`, {});
    const { secret = '' } = bodyOf(answer);
    expect([answer.status, secret === old]).toEqual([201, false]);
    await apply(server, 'one');
    const [first] = await received(1);
    expect(first!.headers['webhook-signature']).toBe(`${signatureOf(secret, first!)} ${signatureOf(old, first!)}`);
    server.clock.advance(24);
    await apply(server, 'two');
    const [, second] = await received(2);
    expect(second!.headers['webhook-signature']).toBe(signatureOf(secret, second!));
  });

  it('is sent nothing more after the end', async () => {
    const { webhookId } = await register();
    const answer = await server.send('DELETE', `/v1/webhooks/${webhookId}`);
    expect([answer.status, bodyOf(answer).events[0]?.type]).toEqual([200, 'WebhookEnded']);
    await register({ types: ['ContractApplied'], url: `${receiver.url}/other` });
    await apply(server, 'one');
    await received(1);
    expect(receiver.deliveries.map(({ path }) => path)).toEqual(['/hook/other']);
    expect(await webhook(webhookId)).toMatchObject({ state: 'ended', endedAt: expect.any(String) });
    for (const again of [
      await server.send('DELETE', `/v1/webhooks/${webhookId}`),
      await server.post(`/v1/webhooks/${webhookId}/replay`, { after: '0' }),
    ]) {
      expect([again.status, problemIn(again).type]).toEqual([409, '/problems/webhook-ended']);
    }
  });

  it('is rotated, resumed and ended without a word beside', async () => {
    const { webhookId } = await register();
    for (const [method, path] of [
      ['POST', '/secret'],
      ['POST', '/resumption'],
      ['DELETE', ''],
    ] as const) {
      const answer = await server.send(method, `/v1/webhooks/${webhookId}${path}`, {}, { force: true });
      expect([answer.status, problemIn(answer).errors?.[0]?.pointer]).toEqual([400, '/force']);
    }
    expect((await server.send('POST', `/v1/webhooks/${webhookId}/resumption`)).status).toBe(201);
  });

  it('must have the revision that If-Match names', async () => {
    const { webhookId } = await register();
    const moved = await server.post(`/v1/webhooks/${webhookId}/replay`, { after: '0' }, { 'if-match': '"3"' });
    expect([moved.status, problemIn(moved).detail]).toEqual([412, `webhook ${webhookId} is at revision 0, not at 3`]);
  });
});
