import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fedEvents } from '@ledger/application';
import type { FeedResponse } from '../../apps/api/src/feed/feed.responses.js';
import { COMMAND_EXAMPLES, type CommandName } from '../../apps/api/src/examples/commands.js';
import { liveThrough } from '../support/examples.js';
import { differences, type AnySchema } from '../support/json-schema.js';
import { eventually } from '../support/eventually.js';
import { startReceiver } from '../support/receiver.js';
import { startServer, type Server } from '../support/server.js';

/** As much of the document as is looked at. */
interface Document {
  readonly asyncapi: string;
  readonly info: Readonly<Record<string, string>>;
  readonly channels: Readonly<
    Record<string, { readonly messages: Readonly<Record<string, { readonly $ref: string }>> }>
  >;
  readonly operations: Readonly<
    Record<string, { readonly action: string; readonly channel: { readonly $ref: string } }>
  >;
  readonly components: {
    readonly messages: Readonly<
      Record<string, { readonly payload: AnySchema; readonly traits?: readonly { readonly $ref: string }[] }>
    >;
    readonly schemas: Readonly<Record<string, AnySchema & { readonly $id?: string }>>;
  };
}

/** Every kind of event that an incident may have. */
const liveThroughIncident = async (server: Server): Promise<void> => {
  const report = {
    occurredAt: '2026-03-10T08:30:00+09:00',
    awareAt: '2026-03-10T09:00:00+09:00',
    extent: 'total',
    cause: 'provider',
  };
  const over = { recoveredAt: '2026-03-12T09:00:00+09:00' };
  for (const [path, body] of [
    ['', { incidentId: 'night', ...report, contractIds: ['none'] }],
    ['/night/recovery', over],
    ['/night/correction', { reason: '訂正', replacement: { ...report, extent: 'equivalent' } }],
  ] as const) {
    expect((await server.post(`/v1/incidents${path}`, body)).status).toBe(202);
  }
  const { items } = await server.read<FeedResponse>('/v1/events?type=IncidentRecovered');
  const voiding = { reason: '誤報', eventId: items[0]?.id, void: true };
  expect((await server.post('/v1/incidents/night/correction', voiding)).status).toBe(202);
};

/** Every kind of event of a dispute about a contract, of what is adopted, and of a generation that is built and dropped. */
const liveThroughDispute = async (server: Server, contractId: string): Promise<void> => {
  const adoption = { adoptionId: 'r05', readings: ['R05:separate'], scope: 'all', adoptedOn: '2026-07-31' };
  const { adoptionId: _, ...replacement } = { ...adoption, from: '2026-09-01', reason: '別紙2の文言' };
  for (const [path, body] of [
    [
      'disputes',
      {
        disputeId: 'd',
        contractIds: [contractId],
        question: { figure: 'totals', asOf: '2026-07-31' },
        subject: '残額',
      },
    ],
    ['disputes/d/positions', { side: 'theirs', statement: '別紙2', readings: ['R05:separate'] }],
    ['disputes/d/notes', { text: '照会中' }],
    ['disputes/d/decision', { decidedOn: '2026-08-01', side: 'theirs', reason: '文言による' }],
    ['adoptions', { ...adoption, from: '2026-08-01', reason: '別紙2の文言', disputeId: 'd' }],
    ['adoptions/r05/correction', { reason: '訂正', replacement }],
    ['adoptions/r05/withdrawal', { withdrawnOn: '2026-08-01', reason: '撤回' }],
    ['disputes/d/closing', { closedOn: '2026-08-01', outcome: 'withdrawn', reason: '取下げ' }],
  ] as const) {
    expect([path, (await server.post(`/v1/${path}`, body)).status]).toEqual([path, 201]);
  }
};

describe('The AsyncAPI document', () => {
  let server: Server;
  let document: Document;
  beforeAll(async () => {
    server = await startServer();
    document = (await server.get('/asyncapi.json', { authorization: '' })).body as Document;
  });
  afterAll(() => server.close());

  const at = (reference: string): unknown =>
    reference
      .replace('#/', '')
      .split('/')
      .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);
  const resolve = (reference: string): AnySchema => at(reference) as AnySchema;

  it('is of version 3.0 and has what that asks for', () => {
    expect(document.asyncapi).toBe('3.0.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    for (const { action, channel } of Object.values(document.operations)) {
      expect(['send', 'receive']).toContain(action);
      expect(at(channel.$ref)).toBeDefined();
    }
    const names = [document.channels, document.operations, ...Object.values(document.components)].flatMap(Object.keys);
    expect(names.filter((name) => !/^[a-zA-Z0-9._-]+$/.test(name))).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((reference) => at(reference) === undefined)).toEqual([]);
  });

  it('has a message and a schema of every kind of event, in both channels', () => {
    const types = Object.keys(fedEvents).sort();
    expect(types).toEqual(expect.arrayContaining(['ContractApplied', 'IncidentReported', 'WebhookEnded']));
    for (const channel of ['feed', 'webhook']) {
      expect(Object.keys(document.channels[channel]?.messages ?? {}).sort()).toEqual(types);
    }
    for (const type of types) {
      expect(document.components.schemas[type]).toEqual({
        $id: `urn:contract-ledger:event:${type}`,
        ...fedEvents[type]?.schema,
      });
    }
  });

  it('describes every event of a whole life as the feed gives it and as it is delivered', async () => {
    const receiver = await startReceiver();
    await server.post('/v1/webhooks', { url: receiver.url, after: '0', types: Object.keys(fedEvents) });
    const commands = (Object.keys(COMMAND_EXAMPLES) as CommandName[]).filter((name) => name !== 'refuseContract');
    await liveThrough(server, commands, 'minato-mail');
    await liveThroughIncident(server);
    await liveThroughDispute(server, 'minato-mail');
    const { items } = await server.read<FeedResponse>('/v1/events?limit=200');
    expect(new Set(items.map(({ type }) => type)).size).toBeGreaterThan(45);
    for (const [source, events] of [
      ['/v1/incidents/night', 4],
      ['/v1/disputes/d', 5],
      ['/v1/adoptions', 3],
    ]) {
      expect([source, items.filter((item) => item.source === source).length]).toEqual([source, events]);
    }
    const payloadOf = (channel: string, type: string): AnySchema => {
      const { $ref = '' } = document.channels[channel]?.messages[type] ?? {};
      return (at($ref) as { readonly payload: AnySchema }).payload;
    };
    for (const item of items) expect(differences(payloadOf('feed', item.type), item, resolve, item.type)).toEqual([]);
    await eventually(() => expect(receiver.deliveries.length).toBe(items.length));
    for (const { event, headers } of receiver.deliveries) {
      expect(differences(payloadOf('webhook', event.type), event, resolve, event.type)).toEqual([]);
      expect(differences(document.components.schemas['WebhookHeaders'] ?? {}, headers, resolve)).toEqual([]);
    }
    const [first] = items;
    expect(differences(payloadOf('feed', 'ContractApplied'), { ...first, data: {} }, resolve)).not.toEqual([]);
    expect(differences(payloadOf('feed', 'NoticeReceived'), first, resolve)).not.toEqual([]);
    await server.close();
    await receiver.close();
    server = await startServer();
  });
});
