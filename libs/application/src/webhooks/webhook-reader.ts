import { isoInstant, type Instant } from '@ledger/kernel';
import type { DeliveryFailure, DeliveryProgress, DeliveryStore } from '@ledger/projections';
import { cursorOf, placeOf } from '../cursor.js';
import { limitOf } from '../pages.js';
import type { Page, PageRequest } from '../view.js';
import type { WebhookDirectory } from './webhook-directory.js';
import type { Webhook } from './webhook.js';
import type { Webhooks } from './webhooks.js';

/** `failing`: its receiver is tried again and again; `dead`: nothing is sent until a replay is asked for. */
export type WebhookState = 'active' | 'failing' | 'dead' | 'ended';

/** A webhook and what became of its deliveries. */
export interface WebhookAnswer {
  readonly webhookId: string;
  readonly url: string;
  /** Null: of all. */
  readonly types: readonly string[] | null;
  readonly contractIds: readonly string[] | null;
  readonly state: WebhookState;
  /** Everything up to here is delivered, or was not wanted. */
  readonly position: string;
  readonly failingSince: string | null;
  /** How many in a row. */
  readonly failedAttempts: number;
  readonly lastFailure: {
    readonly at: string;
    readonly reason: string;
    readonly status: number | null;
    readonly eventId: string;
  } | null;
  readonly nextAttemptAt: string | null;
  readonly revision: number;
  readonly registeredAt: string;
  readonly registeredBy: string;
  readonly endedAt: string | null;
}

/** Answers questions about webhooks. */
export class WebhookReader {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly directory: WebhookDirectory,
    private readonly deliveries: DeliveryStore,
  ) {}

  /** @throws {NothingFound} */
  async get(webhookId: string): Promise<WebhookAnswer> {
    const webhook = await this.webhooks.known(webhookId);
    return answerOf(webhook, await this.deliveries.progress(webhookId));
  }

  /** All webhooks, those that have ended among them, in the order of their ids. */
  async list(page: PageRequest): Promise<Page<WebhookAnswer>> {
    const limit = limitOf(page);
    const after = page.cursor === undefined ? '' : placeOf(LIST, page.cursor).after;
    const following = (await this.directory.ids()).filter((webhookId) => webhookId > after);
    const items: WebhookAnswer[] = [];
    for (const webhookId of following.slice(0, limit)) items.push(await this.get(webhookId));
    const last = following.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : cursorOf(LIST, { position: 0n, after: last.webhookId }) };
  }
}

const LIST = ['webhooks'];

const answerOf = (webhook: Webhook, known: DeliveryProgress | undefined): WebhookAnswer => {
  const { webhookId, url, types, contractIds, begin, revision, registeredAt, registeredBy, ended } = webhook;
  const isOld = known === undefined || known.begunBy < begin.revision; // the replay is not carried out yet
  const failure = isOld ? undefined : known.failure;
  return {
    webhookId,
    url,
    types: types ?? null,
    contractIds: contractIds ?? null,
    state: ended === undefined ? stateOf(failure) : 'ended',
    position: String(isOld ? begin.after : known.position),
    failingSince: moment(failure?.since),
    failedAttempts: failure?.attempts ?? 0,
    lastFailure:
      failure === undefined
        ? null
        : {
            at: isoInstant(failure.lastAt),
            reason: failure.reason,
            status: failure.status ?? null,
            eventId: failure.eventId,
          },
    nextAttemptAt: ended === undefined ? moment(failure?.nextAttemptAt) : null,
    revision,
    registeredAt: isoInstant(registeredAt),
    registeredBy,
    endedAt: moment(ended?.at),
  };
};

const stateOf = (failure: DeliveryFailure | undefined): WebhookState => {
  if (failure === undefined) return 'active';
  return failure.nextAttemptAt === undefined ? 'dead' : 'failing';
};
const moment = (at: Instant | undefined): string | null => (at === undefined ? null : isoInstant(at));
