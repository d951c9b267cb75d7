import { EVENT } from '../http/openapi-parts.js';

/** A request about a webhook, and its answer. */
export interface WebhookExample {
  readonly summary: string;
  readonly body?: object;
  readonly answer: object;
  /** What is answered with 202 where that takes a while. */
  readonly later?: object;
}

const recorded = (type: string, revision: number): object => ({
  webhookId: EVENT,
  revision,
  position: String(1042 + revision),
  events: [{ id: EVENT, type, revision }],
});
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const WEBHOOK = {
  webhookId: EVENT,
  url: 'https://billing.example.com/ledger',
  types: ['PaymentReceived', 'PaymentReversed'],
  contractIds: null,
  state: 'failing',
  position: '1040',
  waiting: 2,
  heldBack: {
    count: 1,
    first: {
      source: '/v1/contracts/minato-mail',
      eventId: EVENT,
      position: '1041',
      reason: 'answered 503',
      failingSince: '2026-08-01T00:00:00.000Z',
      nextAttemptAt: '2026-08-01T00:00:06.500Z',
    },
  },
  lastDeliveredAt: '2026-08-01T00:00:02.000Z',
  failingSince: '2026-08-01T00:00:00.000Z',
  failedAttempts: 3,
  lastFailure: { at: '2026-08-01T00:00:03.000Z', reason: 'answered 503', status: 503, eventId: EVENT },
  nextAttemptAt: '2026-08-01T00:00:06.500Z',
  revision: 0,
  registeredAt: '2026-07-31T09:00:00.000Z',
  registeredBy: 'alice',
  endedAt: null,
};

/** By the name of the operation. */
export const WEBHOOK_EXAMPLES: Readonly<Record<string, WebhookExample>> = {
  registerWebhook: {
    summary: 'Payments, from now on',
    body: { url: 'https://billing.example.com/ledger', types: ['PaymentReceived', 'PaymentReversed'] },
    answer: { ...recorded('WebhookRegistered', 0), secret: SECRET },
  },
  listWebhooks: { summary: 'One webhook', answer: { items: [WEBHOOK], nextCursor: null } },
  getWebhook: { summary: 'A receiver that does not answer as it should', answer: WEBHOOK },
  replayWebhook: {
    summary: 'Everything after position 900 once more',
    body: { after: '900' },
    answer: recorded('WebhookReplayRequested', 1),
  },
  resumeWebhook: { summary: 'What waits, at once', answer: recorded('WebhookResumed', 1) },
  rotateWebhookSecret: {
    summary: 'A new secret',
    answer: { ...recorded('WebhookSecretRotated', 2), secret: SECRET },
  },
  endWebhook: { summary: 'The end', answer: recorded('WebhookEnded', 3) },
};
