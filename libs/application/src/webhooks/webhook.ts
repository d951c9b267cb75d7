import { ERASED, unseal } from '@ledger/contract';
import { plusHours, type Instant } from '@ledger/kernel';
import type { RecordedEvent } from '@ledger/event-store';
import { readMetadata, type KeyedRequest } from '../metadata.js';

/*
 * A webhook is recorded like everything else: each has a stream of its own. Its address and its secrets stand in the events as commitments,
 * their values beside; when it has ended, the secrets are erased.
 */

/** Everything that a webhook's stream may hold. Storage format: a shipped event is never edited. */
export type WebhookEvent =
  | {
      readonly type: 'WebhookRegistered';
      readonly data: {
        readonly url: string;
        readonly secret: string;
        /** The position after which deliveries begin. */
        readonly after: string;
        readonly types?: readonly string[];
        readonly contractIds?: readonly string[];
      };
    }
  | { readonly type: 'WebhookSecretRotated'; readonly data: { readonly secret: string } }
  | { readonly type: 'WebhookReplayRequested'; readonly data: { readonly after: string } }
  | { readonly type: 'WebhookResumed'; readonly data: Nothing }
  | { readonly type: 'WebhookEnded'; readonly data: Nothing };

type Nothing = Readonly<Record<string, never>>;

/** What stands beside the log, as personal data does. */
export const SEALED = ['/url', '/secret'];

export interface Webhook {
  readonly webhookId: string;
  /** Its last event's. */
  readonly revision: number;
  readonly url: string;
  /** Undefined: of all but those about webhooks. */
  readonly types: readonly string[] | undefined;
  readonly contractIds: readonly string[] | undefined;
  /** The newest first; without those that were erased. */
  readonly secrets: readonly WebhookSecret[];
  /** Where deliveries begin: as registered, or as the last replay asked. */
  readonly begin: { readonly after: bigint; readonly revision: number };
  /** The revision at which somebody asked last for what waits to be tried again; undefined where nobody did. */
  readonly resumed: number | undefined;
  readonly registeredAt: Instant;
  readonly registeredBy: string;
  readonly ended: { readonly at: Instant; readonly eventId: string } | undefined;
  readonly recorded: readonly RecordedWebhookEvent[];
}
export interface WebhookSecret {
  readonly value: string;
  readonly commitment: string;
  readonly since: Instant;
  /** Of the event that made it. */
  readonly revision: number;
}
export interface RecordedWebhookEvent {
  readonly eventId: string;
  readonly type: WebhookEvent['type'];
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: Instant;
  readonly idempotency: KeyedRequest | undefined;
}

const STREAM = 'webhook-';
export const webhookStreamOf = (webhookId: string): string => STREAM + webhookId;
/** The webhook that a stream keeps; undefined for any other stream. */
export const webhookOf = (stream: string): string | undefined =>
  stream.startsWith(STREAM) ? stream.slice(STREAM.length) : undefined;

/** The webhook that its stream tells of; undefined where there is none. */
export const webhookFrom = (webhookId: string, events: readonly RecordedEvent[]): Webhook | undefined =>
  events.reduce<Webhook | undefined>((webhook, stored) => evolve(webhookId, webhook, stored), undefined);

/** For so long a secret that was rotated out still signs beside its successor. */
const GRACE_HOURS = 24;

/** The secrets that sign at a moment: the newest, and those that were followed not long ago. */
export const signingSecrets = ({ secrets }: Webhook, now: Instant): readonly string[] =>
  secrets
    .filter((_secret, index) => index === 0 || now < plusHours(secrets[index - 1]?.since ?? now, GRACE_HOURS))
    .map(({ value }) => value);

const evolve = (webhookId: string, before: Webhook | undefined, stored: RecordedEvent): Webhook => {
  const { recordedAt, who, idempotency } = readMetadata(stored.metadata);
  const revision = Number(stored.revision);
  const { id: eventId, position } = stored;
  const opened = { type: stored.type, data: unseal(stored.data, stored.beside) } as WebhookEvent;
  const one = { eventId, type: opened.type, revision, position, recordedAt, idempotency };
  const now = { revision, recorded: [...(before?.recorded ?? []), one] };
  if (opened.type === 'WebhookRegistered') {
    const { url, secret, after, types, contractIds } = opened.data;
    return {
      ...now,
      webhookId,
      url,
      types,
      contractIds,
      secrets: secretsOf(secret, stored, recordedAt),
      begin: { after: BigInt(after), revision },
      resumed: undefined,
      registeredAt: recordedAt,
      registeredBy: who,
      ended: undefined,
    };
  }
  if (before === undefined) throw new Error(`the stream of webhook ${webhookId} does not begin with its registration`);
  switch (opened.type) {
    case 'WebhookSecretRotated':
      return { ...before, ...now, secrets: [...secretsOf(opened.data.secret, stored, recordedAt), ...before.secrets] };
    case 'WebhookReplayRequested':
      return { ...before, ...now, begin: { after: BigInt(opened.data.after), revision } };
    case 'WebhookResumed':
      return { ...before, ...now, resumed: revision };
    case 'WebhookEnded':
      return { ...before, ...now, ended: { at: recordedAt, eventId } };
  }
};

const secretsOf = (value: string, { data, revision }: RecordedEvent, since: Instant): readonly WebhookSecret[] => {
  if (value === ERASED) return [];
  const { secret } = JSON.parse(data) as { readonly secret: { readonly commitment: string } };
  return [{ value, commitment: secret.commitment, since, revision: Number(revision) }];
};
