import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '@ledger/application';
import type { FeedResponse } from '../../apps/api/src/feed/feed.responses.js';
import { eventually } from '../support/eventually.js';
import { EventSource } from '../support/event-source.js';
import { activate, apply } from '../support/lives.js';
import { problemIn, startServer, TOKEN, type Server } from '../support/server.js';

const NDJSON = { accept: 'application/x-ndjson' };
const linesIn = (text: string): readonly CloudEvent[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CloudEvent);
const positionsOf = (events: readonly { readonly position: string }[]): readonly string[] =>
  events.map(({ position }) => position);

describe('The feed', () => {
  let server: Server;
  let events: readonly CloudEvent[];
  beforeAll(async () => {
    server = await startServer();
    await activate(server, 'one');
    await apply(server, 'two');
    events = linesIn((await server.get('/v1/events', NDJSON)).text);
  });
  afterAll(() => server.close());
  const page = (query: string): Promise<FeedResponse> => server.read<FeedResponse>(`/v1/events${query}`);

  it('passes events on as CloudEvents, names in small letters and values of the kinds that these may have', () => {
    expect(events[0]).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: '/v1/contracts/one',
      type: 'ContractApplied',
      subject: 'one',
      time: '2026-08-01T00:00:00.000Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:contract-ledger:event:ContractApplied',
      position: '1',
      revision: 0,
      data: expect.objectContaining({ contractor: expect.objectContaining({ name: expect.any(String) }) }),
    });
    for (const event of events) {
      for (const [name, value] of Object.entries(event)) {
        expect(name).toMatch(/^[a-z0-9]{1,20}$/);
        if (name !== 'data') expect(['string', 'number']).toContain(typeof value);
      }
    }
  });

  it('gives every event once and in the order of the log, however it is asked for', async () => {
    expect(positionsOf(events)).toEqual(events.map((_event, index) => String(index + 1)));
    const paged: CloudEvent[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const { items, nextCursor, position } = await page(query);
      expect(items.length).toBeLessThanOrEqual(2);
      paged.push(...(items as CloudEvent[]));
      expect(position).toBe(items.at(-1)?.position ?? position);
      cursor = nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(events);
    expect((await page('?limit=200')).items).toEqual(events);
  });

  it('goes on after a position, and says how far the log was read', async () => {
    const { items, position, nextCursor } = await page('?after=2&limit=1');
    expect([positionsOf(items), position, nextCursor === null]).toEqual([['3'], '3', false]);
    expect(positionsOf(linesIn((await server.get('/v1/events?after=3', NDJSON)).text))).toEqual(
      positionsOf(events.slice(3)),
    );
    const head = events.at(-1)?.position ?? '';
    expect(await page(`?after=${head}`)).toEqual({ items: [], nextCursor: null, position: head });
  });

  it('gives the events of some types, or of some contracts', async () => {
    const { items, position } = await page('?type=ContractApplied');
    expect(items.map(({ subject, type }) => [subject, type])).toEqual([
      ['one', 'ContractApplied'],
      ['two', 'ContractApplied'],
    ]);
    expect(position).toBe(events.at(-1)?.position);
    expect((await page('?contractId=two&type=ContractApplied&type=BillingStarted')).items).toHaveLength(1);
    expect((await page('?contractId=none')).items).toEqual([]);
  });

  it.each([
    ['?after=1000000', '/query/after'],
    ['?after=-1', '/query/after'],
    ['?after=01', '/query/after'],
    ['?type=Nothing', '/query/type'],
    ['?limit=201', '/query/limit'],
    ['?cursor=abc', '/query/cursor'],
    ['?asOf=2026-01-01', '/query/asOf'],
  ])('refuses %s', async (query, pointer) => {
    const answer = await server.get(`/v1/events${query}`);
    expect([answer.status, problemIn(answer).errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('has three forms and no other', async () => {
    const answer = await server.get('/v1/events', { accept: 'text/html' });
    expect([answer.status, problemIn(answer).detail]).toEqual([
      406,
      'the answer is application/json or application/x-ndjson or text/event-stream',
    ]);
    const weighed = await server.get('/v1/events', { accept: 'text/event-stream;q=0.1, application/x-ndjson;q=0.5' });
    expect(weighed.headers['content-type']).toContain('application/x-ndjson');
    expect((await server.send('HEAD', '/v1/events', { accept: 'text/event-stream' })).status).toBe(200);
    expect((await server.get('/v1/events', { authorization: 'Bearer unknown' })).status).toBe(401);
  });
});

describe('The feed of what is about no contract', () => {
  let server: Server;
  beforeAll(async () => (server = await startServer()));
  afterAll(() => server.close());

  it('tells of incidents and of webhooks, never an address or a secret, and leaves out what is the ledger’s alone', async () => {
    await activate(server, 'one');
    const report = {
      incidentId: 'one', // as the contract is named
      occurredAt: '2026-03-10T08:30:00+09:00',
      awareAt: '2026-03-10T09:00:00+09:00',
      extent: 'total',
      cause: 'provider',
      contractIds: ['one'],
    };
    expect((await server.post('/v1/incidents', report)).status).toBe(202);
    const wanted = { url: 'https://hooks.example.com/a-key', types: ['IncidentRecovered'], after: '0' };
    const { webhookId } = (await server.post('/v1/webhooks', wanted)).body as { readonly webhookId: string };
    await server.post(`/v1/webhooks/${webhookId}/secret`, {});
    const text = await eventually(async () => {
      const { text: lines } = await server.get('/v1/events', NDJSON);
      expect(lines).toContain('OutageDetected');
      return lines;
    });
    expect(text).not.toMatch(/hooks\.example|whsec_|commitment/);
    const about = linesIn(text).map(({ source, subject, type, revision }) => [source, subject, type, revision]);
    expect(about.filter(([source]) => source !== '/v1/contracts/one')).toEqual([
      ['/v1/incidents/one', 'one', 'IncidentReported', 0],
      [`/v1/webhooks/${webhookId}`, webhookId, 'WebhookRegistered', 0],
      [`/v1/webhooks/${webhookId}`, webhookId, 'WebhookSecretRotated', 1],
    ]);
    expect(about.filter(([source]) => source === '/v1/contracts/one')).toHaveLength(5);
    const { items } = await server.read<FeedResponse>('/v1/events?type=IncidentReported&type=WebhookRegistered');
    expect(items.map(({ data }) => data)).toEqual([
      { ...report, incidentId: undefined },
      { after: '0', types: ['IncidentRecovered'] },
    ]);
    const ofContract = await server.read<FeedResponse>('/v1/events?contractId=one');
    expect(new Set(ofContract.items.map(({ source }) => source))).toEqual(new Set(['/v1/contracts/one']));
  });
});

describe('A listener of the feed', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = await startServer();
    url = `${await server.listen()}/v1/events`;
    await activate(server, 'one');
  });
  afterAll(() => server.close());
  const listen = (query = '', headers: Readonly<Record<string, string>> = {}): Promise<EventSource> =>
    EventSource.open(url + query, { authorization: `Bearer ${TOKEN}`, ...headers });

  it('hears what was recorded, and then what is recorded', async () => {
    const source = await listen();
    expect(source.response.headers.get('content-type')).toContain('text/event-stream');
    const first = await source.event();
    expect([first.id, first.type]).toEqual(['1', 'ContractApplied']);
    const head = (await server.read<FeedResponse>('/v1/events?limit=200')).position;
    for (let last = first; last.id !== head;) last = await source.event();
    await apply(server, 'later');
    const next = await source.event();
    const data = JSON.parse(next.data ?? '') as CloudEvent;
    expect([next.id, next.type, data.subject]).toEqual([String(BigInt(head) + 1n), 'ContractApplied', 'later']);
    source.close();
  });

  it('comes back with Last-Event-ID and misses nothing', async () => {
    const source = await listen('?after=0', { 'last-event-id': '2' });
    expect((await source.event()).id).toBe('3');
    source.close();
  });

  it('learns how far the log went also where nothing in it was wanted', async () => {
    const source = await listen('?type=NoticeReceived');
    expect(Number(await source.place())).toBeGreaterThan(3);
    source.close();
  });

  it.each([
    ['a place beyond the end of the log', '', { 'last-event-id': '1000000' }],
    ['a place that is none', '', { 'last-event-id': 'abc' }],
    ['a limit', '?limit=3', {}],
    ['a cursor', '?cursor=abc', {}],
  ])('is refused with %s', async (_what, query, headers) => {
    const source = await listen(query, headers);
    expect(source.response.status).toBe(400);
    source.close();
  });

  it('gets to the end of the stream when the server stops', async () => {
    const other = await startServer();
    const source = await EventSource.open(`${await other.listen()}/v1/events`, { authorization: `Bearer ${TOKEN}` });
    expect((await source.next())?.isComment).toBe(true);
    const closing = other.close();
    while ((await source.next()) !== undefined);
    await closing;
  });
});
