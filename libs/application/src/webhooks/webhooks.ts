import { Clock, instantOfMilliseconds } from '@ledger/kernel';
import { EventStore, StoreOverloaded, WrongRevision } from '@ledger/event-store';
import { InvalidFact } from '@ledger/contract';
import { appendOnce } from '../append-once.js';
import { canonicalJson } from '../canonical-json.js';
import type { Envelope } from '../envelope.js';
import { KeyReused, NothingFound, RevisionMoved } from '../errors.js';
import { writeMetadata } from '../metadata.js';
import { seal } from '../personal-data.js';
import { requestOf, type Request } from '../request.js';
import { Turns } from '../turns.js';
import { flawOfUrl, type AddressRules } from './address.js';
import { newSecret } from './standard-webhooks.js';
import {
  SEALED,
  webhookFrom,
  webhookStreamOf,
  type RecordedWebhookEvent,
  type Webhook,
  type WebhookEvent,
} from './webhook.js';

/** What somebody wants to be sent, and where. */
export interface WebhookRequest {
  readonly url: string;
  readonly types?: readonly string[] | undefined;
  readonly contractIds?: readonly string[] | undefined;
  /** The position after which deliveries begin; from now on where it is left out. */
  readonly after?: bigint | undefined;
}
/** What a command to a webhook recorded. */
export interface WebhookRecorded {
  readonly webhookId: string;
  readonly revision: number;
  readonly position: string;
  readonly events: readonly { readonly id: string; readonly type: string; readonly revision: number }[];
  /** The secret that the command made: shown with this answer alone. */
  readonly secret?: string;
}
export interface WebhookAcknowledgement {
  readonly recorded: WebhookRecorded;
  readonly replayed: boolean;
}

/** The webhook has ended: nothing is delivered to it any more, and nothing about it can change. */
export class WebhookIsOver extends Error {
  override readonly name = 'WebhookIsOver';
  constructor(
    readonly webhookId: string,
    /** The event that ended it. */
    readonly eventId: string,
  ) {
    super(`webhook ${webhookId} has ended`);
  }
}

const MOST_RACES = 20;

/** Registers webhooks, and records what becomes of them. */
export class Webhooks {
  readonly #turns = new Turns();
  readonly #listeners: ((webhookId: string) => void)[] = [];

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly rules: AddressRules,
  ) {}

  /** Told of every webhook that was changed through here, after it was recorded. */
  onChange(listener: (webhookId: string) => void): void {
    this.#listeners.push(listener);
  }

  /** @throws {InvalidFact} for an address where nothing may be sent (also a position beyond the log's end) */
  async register(wanted: WebhookRequest, envelope: Envelope): Promise<WebhookAcknowledgement> {
    const { url, types, contractIds, after } = wanted;
    const flaw = flawOfUrl(url, this.rules);
    if (flaw !== undefined) throw new InvalidFact({ pointer: '/url', detail: flaw });
    if (envelope.expectedRevision !== undefined)
      throw new RevisionMoved('of this registration', envelope.expectedRevision, undefined, [], 'webhook');
    const begin = await this.#placeOf(after);
    const request = requestOf(undefined, { ...wanted, after: after === undefined ? null : String(after) }, envelope);
    const webhookId = request.ids.eventId(0); // what a command makes is named by its event
    const data = { url, secret: newSecret(), after: String(begin), types, contractIds };
    const replayed = await this.#append(
      webhookId,
      undefined,
      { type: 'WebhookRegistered', data } as WebhookEvent,
      request,
    );
    return this.#answer(webhookId, 0, replayed);
  }

  /** Delivers once more what came after a position. Deliveries to a receiver that was given up begin again. */
  async replay(webhookId: string, after: bigint, envelope: Envelope): Promise<WebhookAcknowledgement> {
    await this.#placeOf(after);
    return this.#record(webhookId, { type: 'WebhookReplayRequested', data: { after: String(after) } }, envelope);
  }

  /** Tries again at once what waits, also what was given up; what was delivered is not delivered again. */
  resume(webhookId: string, envelope: Envelope): Promise<WebhookAcknowledgement> {
    return this.#record(webhookId, { type: 'WebhookResumed', data: {} }, envelope);
  }

  /** A new secret. The one before signs beside it for a day; older ones are erased. */
  async rotateSecret(webhookId: string, envelope: Envelope): Promise<WebhookAcknowledgement> {
    const event: WebhookEvent = { type: 'WebhookSecretRotated', data: { secret: newSecret() } };
    const answer = await this.#record(webhookId, event, envelope);
    await this.#eraseOld(webhookId);
    return answer;
  }

  /** Nothing more is delivered; the secrets are erased. */
  async end(webhookId: string, envelope: Envelope): Promise<WebhookAcknowledgement> {
    try {
      return await this.#record(webhookId, { type: 'WebhookEnded', data: {} }, envelope);
    } finally {
      await this.#eraseOld(webhookId);
    }
  }

  /** Undefined where there is none. */
  async read(webhookId: string): Promise<Webhook | undefined> {
    return webhookFrom(webhookId, (await this.store.readStream(webhookStreamOf(webhookId))).events);
  }

  /** @throws {NothingFound} */
  async known(webhookId: string): Promise<Webhook> {
    const webhook = await this.read(webhookId);
    if (webhook === undefined) throw new NothingFound('webhook', webhookId);
    return webhook;
  }

  #record(webhookId: string, event: WebhookEvent, envelope: Envelope): Promise<WebhookAcknowledgement> {
    const body = event.type === 'WebhookReplayRequested' ? event.data : {};
    const request = requestOf(webhookId, [event.type, body], envelope);
    return this.#turns.take(webhookId, async () => {
      for (let races = 0; races < MOST_RACES; races += 1) {
        const webhook = await this.known(webhookId);
        const before = firstOf(webhook, request);
        if (before !== undefined) return this.#answer(webhookId, before.revision, true);
        checkRevision(webhook, envelope.expectedRevision);
        if (webhook.ended !== undefined) throw new WebhookIsOver(webhookId, webhook.ended.eventId);
        try {
          const replayed = await this.#append(webhookId, webhook, event, request);
          return await this.#answer(webhookId, webhook.revision + 1, replayed);
        } catch (cause) {
          if (!(cause instanceof WrongRevision)) throw cause; // a lost race is decided anew
        }
      }
      throw new StoreOverloaded(`webhook ${webhookId} is written to from too many sides`);
    });
  }

  async #append(
    webhookId: string,
    before: Webhook | undefined,
    event: WebhookEvent,
    request: Request,
  ): Promise<boolean> {
    const { envelope, keyed } = request;
    const eventId = before === undefined ? webhookId : request.ids.eventId(0);
    const { data, beside } = seal(event.data, SEALED);
    const now = instantOfMilliseconds(Math.floor(this.clock.now() / 1000));
    const last = before?.recorded.at(-1)?.recordedAt ?? now;
    const metadata = writeMetadata({
      recordedAt: last > now ? last : now,
      who: envelope.who,
      requestId: envelope.requestId,
      idempotency: keyed,
    });
    const written = { id: eventId, type: event.type, data: canonicalJson(data), metadata, beside };
    const expected = before === undefined ? 'none' : BigInt(before.revision);
    const claim = before === undefined ? keyed?.key : undefined;
    const stream = webhookStreamOf(webhookId);
    const { replayed } = await appendOnce(this.store, stream, [written], expected, claim);
    for (const listener of this.#listeners) listener(webhookId);
    return replayed;
  }

  /** What stands in the log, whoever wrote it. */
  async #answer(webhookId: string, revision: number, replayed: boolean): Promise<WebhookAcknowledgement> {
    const { recorded, secrets } = await this.known(webhookId);
    const event = recorded[revision];
    if (event === undefined) throw new Error(`webhook ${webhookId} has no event ${String(revision)}`);
    const secret = secrets.find((one) => one.revision === revision)?.value;
    return {
      recorded: {
        webhookId,
        revision,
        position: String(event.position),
        events: [{ id: event.eventId, type: event.type, revision }],
        ...(secret !== undefined && { secret }),
      },
      replayed,
    };
  }

  /** The secrets that sign no more: all but the newest and the one before; all of them where the webhook has ended. */
  async #eraseOld(webhookId: string): Promise<void> {
    const webhook = await this.read(webhookId);
    const old = webhook?.secrets.slice(webhook.ended === undefined ? 2 : 0) ?? [];
    const commitments = old.map(({ commitment }) => commitment);
    if (old.length > 0) await this.store.eraseBeside(webhookStreamOf(webhookId), commitments);
  }

  /** @throws {InvalidFact} */
  async #placeOf(after: bigint | undefined): Promise<bigint> {
    const head = await this.store.head();
    if (after === undefined || after <= head) return after ?? head;
    throw new InvalidFact({ pointer: '/after', detail: `the log ends at position ${String(head)}` });
  }
}

/** @throws {KeyReused} */
const firstOf = ({ recorded }: Webhook, { keyed }: Request): RecordedWebhookEvent | undefined => {
  const first = keyed && recorded.find(({ idempotency }) => idempotency?.key === keyed.key);
  if (first !== undefined && first.idempotency?.fingerprint !== keyed?.fingerprint) throw new KeyReused();
  return first;
};

/** @throws {RevisionMoved} */
const checkRevision = ({ webhookId, revision, recorded }: Webhook, expected: number | undefined): void => {
  if (expected === undefined || expected === revision) return;
  const between = recorded
    .slice(expected + 1)
    .map((one) => ({ id: one.eventId, type: one.type, revision: one.revision }));
  throw new RevisionMoved(webhookId, expected, revision, between, 'webhook');
};
