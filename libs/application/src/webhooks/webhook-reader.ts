import { isoInstant, type Instant } from '@ledger/kernel';
import type { DeliveryProgress, DeliveryStore, HeldSummary } from '@ledger/projections';
import { kindOf } from '../feed/stream-kinds.js';
import { cursorOf, placeOf } from '../cursor.js';
import { limitOf } from '../pages.js';
import type { Page, PageRequest } from '../view.js';
import type { WebhookDirectory } from './webhook-directory.js';
import type { Webhook } from './webhook.js';
import type { Webhooks } from './webhooks.js';

/** `failing`: its receiver does not take everything, and is tried again; `dead`: nothing is sent until it is resumed, or a replay asked for. */
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
  /** Events that wait because an earlier one was not taken; while the receiver takes nothing, all there are. */
  readonly waiting: number;
  /** Contracts (or incidents) with an event that was not taken: what follows waits, and others go on. */
  readonly heldBack: { readonly count: number; readonly first: HeldBack | null };
  readonly lastDeliveredAt: string | null;
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

/** What the event is about that was not taken. */
export interface HeldBack {
  readonly source: string;
  readonly eventId: string;
  readonly position: string;
  readonly reason: string;
  readonly failingSince: string;
  /** Null: given up, until it is resumed. */
  readonly nextAttemptAt: string | null;
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
    const [progress, held] = [await this.deliveries.progress(webhookId), await this.deliveries.heldSummary(webhookId)];
    return answerOf(webhook, progress, held);
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

const answerOf = (webhook: Webhook, progress: DeliveryProgress | undefined, summary: HeldSummary): WebhookAnswer => {
  const { webhookId, url, types, contractIds, begin, revision, registeredAt, registeredBy, ended } = webhook;
  // A replay may not be carried out yet: what was before does not count any more.
  const known = progress !== undefined && progress.begunBy >= begin.revision ? progress : undefined;
  const held = known && summary;
  const failure = known?.failure ?? held?.first?.failure;
  return {
    webhookId,
    url,
    types: types ?? null,
    contractIds: contractIds ?? null,
    state: ended === undefined ? stateOf(known, held) : 'ended',
    position: String(known === undefined ? begin.after : positionOf(known, held)),
    waiting: (held?.events ?? 0) + (known?.waiting?.events ?? 0),
    heldBack: { count: held?.streams ?? 0, first: heldBackOf(held) },
    lastDeliveredAt: moment(progress?.deliveredAt),
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

const stateOf = (known: DeliveryProgress | undefined, held: HeldSummary | undefined): WebhookState => {
  if (known?.failure !== undefined) return known.failure.nextAttemptAt === undefined ? 'dead' : 'failing';
  return held === undefined || held.streams === 0 ? 'active' : 'failing';
};

/** Everything up to here is delivered: also of the streams that are held back. */
const positionOf = ({ position }: DeliveryProgress, held: HeldSummary | undefined): bigint => {
  const first = held?.first;
  return first === undefined || first.position > position ? position : first.position - 1n;
};

const heldBackOf = (held: HeldSummary | undefined): HeldBack | null => {
  const first = held?.first;
  if (first === undefined) return null;
  const { stream, position, failure } = first;
  const about = kindOf(stream);
  return {
    source: about === undefined ? stream : about.kind.sourceOf(about.subject),
    eventId: failure.eventId,
    position: String(position),
    reason: failure.reason,
    failingSince: isoInstant(failure.since),
    nextAttemptAt: moment(failure.nextAttemptAt),
  };
};

const moment = (at: Instant | undefined): string | null => (at === undefined ? null : isoInstant(at));
