import { dataSchemaOf, fedEvents } from '@ledger/application';

/*
 * The AsyncAPI document: what is passed on of the log, generated from the definitions of the events.
 */

const REF = '#/components';

/** The AsyncAPI 3.0 document of the feed and of the webhooks. */
export const asyncApiDocument = (): object => {
  const types = Object.keys(fedEvents);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Contract ledger', version: '1', description: DESCRIPTION },
    defaultContentType: 'application/cloudevents+json',
    channels: {
      feed: {
        address: '/v1/events',
        title: 'The feed',
        description:
          'Server-sent events (`Accept: text/event-stream`): each one’s `id` is its position, its `event` the type, its `data` the CloudEvent. ' +
          '`Last-Event-ID` resumes after a position. Lines of comment keep the connection alive.',
        messages: Object.fromEntries(types.map((type) => [type, { $ref: `${REF}/messages/${type}` }])),
      },
      webhook: {
        address: null,
        title: 'A webhook',
        description:
          'The address that was registered with POST /v1/webhooks. An answer of 2xx counts as delivered; anything else is tried again. What is about webhooks or generations of the lists is sent only where its types are named.',
        messages: Object.fromEntries(types.map((type) => [type, { $ref: `${REF}/messages/${signed(type)}` }])),
      },
    },
    operations: {
      followFeed: {
        action: 'send',
        channel: { $ref: '#/channels/feed' },
        summary: 'Passes on what was recorded, and what is recorded from then on.',
        security: [{ $ref: `${REF}/securitySchemes/token` }],
        bindings: { http: { method: 'GET' } },
      },
      deliver: {
        action: 'send',
        channel: { $ref: '#/channels/webhook' },
        summary: 'Delivers to a webhook, in order within a subject and at least once.',
        bindings: { http: { method: 'POST' } },
      },
    },
    components: {
      messages: Object.fromEntries(types.flatMap((type) => [message(type), signedMessage(type)])),
      messageTraits: { signed: { headers: { $ref: `${REF}/schemas/WebhookHeaders` } } },
      schemas: {
        CloudEvent: CLOUD_EVENT,
        WebhookHeaders: WEBHOOK_HEADERS,
        ...Object.fromEntries(types.map((type) => [type, { $id: dataSchemaOf(type), ...fedEvents[type]?.schema }])),
        ...Object.fromEntries(types.map((type) => [envelope(type), envelopeOf(type)])),
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of LEDGER_TOKEN.' } },
    },
  };
};

const signed = (type: string): string => `${type}.signed`;
const envelope = (type: string): string => `${type}.event`;

const message = (type: string): [string, object] => [type, messageOf(type)];
const signedMessage = (type: string): [string, object] => [
  signed(type),
  { ...messageOf(type), traits: [{ $ref: `${REF}/messageTraits/signed` }] },
];

const messageOf = (type: string): object => ({
  name: type,
  title: type,
  summary: fedEvents[type]?.summary,
  contentType: 'application/cloudevents+json',
  payload: { $ref: `${REF}/schemas/${envelope(type)}` },
});

/** A CloudEvent whose data is that of one kind of event. */
const envelopeOf = (type: string): object => ({
  allOf: [
    { $ref: `${REF}/schemas/CloudEvent` },
    {
      type: 'object',
      properties: {
        type: { const: type },
        dataschema: { const: dataSchemaOf(type) },
        data: { $ref: `${REF}/schemas/${type}` },
      },
    },
  ],
});

const text = (description: string, rest: object = {}): object => ({ type: 'string', description, ...rest });

const CLOUD_EVENT = {
  type: 'object',
  description: 'CloudEvents 1.0, structured JSON.',
  required: [
    'specversion',
    'id',
    'source',
    'type',
    'subject',
    'time',
    'datacontenttype',
    'dataschema',
    'position',
    'revision',
    'data',
  ],
  additionalProperties: false,
  properties: {
    specversion: { const: '1.0' },
    id: text('The event’s id, the same however often it is passed on.', { format: 'uuid' }),
    source: text('The address of what it is about, without a host.', { format: 'uri-reference' }),
    type: text('The kind of event.'),
    subject: text(
      'The id of what it is about: a contract, an incident, a dispute, a webhook; of what is adopted and of generations the name of the one list.',
    ),
    time: text('When it was recorded: UTC, with milliseconds.', { format: 'date-time' }),
    datacontenttype: { const: 'application/json' },
    dataschema: text('The `$id` of the schema of `data` in this document.', { format: 'uri' }),
    position: text('The ledger-wide place, compared as an integer.', { pattern: '^[1-9][0-9]*$' }),
    revision: { type: 'integer', minimum: 0, description: 'The subject’s own count.' },
    data: { type: 'object', description: 'What was recorded; a text that was erased reads `[erased]`.' },
  },
};

const WEBHOOK_HEADERS = {
  type: 'object',
  description: 'Standard Webhooks (standardwebhooks.com).',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': text('The event’s id: a receiver that knows it has the event already.', { format: 'uuid' }),
    'webhook-timestamp': text('Of this attempt, in seconds since 1970.', { pattern: '^[0-9]+$' }),
    'webhook-signature': text(
      '`v1,` and the base64 of the HMAC-SHA256 of `<id>.<timestamp>.<body>` under the secret; several, separated by spaces, while a secret is replaced.',
      { pattern: '^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$' },
    ),
  },
};

const DESCRIPTION = [
  'What is passed on of the log: what happened to contracts, incidents, disputes and webhooks, what is adopted, and which generation of the lists is live; every event as a CloudEvent, over server-sent events and webhooks.',
  'Whoever wants some of it names the types.',
  'Pages and lines of the same are described in /openapi.json.',
].join(' ');
