import type { JsonSchema } from '@ledger/contract';
import { webhookOf, type WebhookEvent } from '../../webhooks/webhook.js';
import { listOf, object, text } from '../event-schema.js';
import type { EventDescription, StreamKind } from '../stream-kind.js';

const place: JsonSchema = { type: 'string', pattern: '^(0|[1-9][0-9]*)$' };
const texts = listOf(text);

const types: Readonly<Record<WebhookEvent['type'], EventDescription>> = {
  WebhookRegistered: {
    summary: 'A webhook was registered. Its address and its secret are not passed on.',
    schema: object({ after: place, types: texts, contractIds: texts }, ['after']),
  },
  WebhookSecretRotated: { summary: 'The secret of a webhook was replaced.', schema: object({}) },
  WebhookReplayRequested: {
    summary: 'What came after a position is delivered once more to a webhook.',
    schema: object({ after: place }, ['after']),
  },
  WebhookResumed: { summary: 'What waits for a webhook is tried again at once.', schema: object({}) },
  WebhookEnded: { summary: 'Nothing more is delivered to a webhook.', schema: object({}) },
};

/** What became of a webhook. An address may hold a key, so neither it nor the secrets are told to others. */
export const webhookStreams: StreamKind = {
  subjectOf: webhookOf,
  sourceOf: (webhookId) => `/v1/webhooks/${webhookId}`,
  open: ({ type, data }) => {
    const { url: _url, secret: _secret, ...told } = data;
    return { type, data: told };
  },
  isSentByNameAlone: true,
  types,
};
