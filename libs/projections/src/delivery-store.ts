import type { Instant } from '@ledger/kernel';
import type { Fence } from './read-model.js';

/** How far the deliveries to a webhook have come, and what stands in their way. */
export interface DeliveryProgress {
  readonly webhookId: string;
  /** Everything up to here is delivered, was not wanted, or is held back. */
  readonly position: bigint;
  /** The revision of the webhook's own event that was obeyed last: its registration, a replay, a resumption. */
  readonly begunBy: number;
  /** Undefined while the receiver takes something. */
  readonly failure: DeliveryFailure | undefined;
  /** Events beyond the position that wait while the receiver takes nothing, and up to where they are counted. */
  readonly waiting: { readonly events: number; readonly upTo: bigint } | undefined;
  /** When the receiver took something last; undefined before the first time. */
  readonly deliveredAt: Instant | undefined;
}
export interface DeliveryFailure {
  /** The first of the failures in a row. */
  readonly since: Instant;
  /** How many in a row. */
  readonly attempts: number;
  readonly lastAt: Instant;
  /** Without the address: that may be a secret. */
  readonly reason: string;
  /** What the receiver answered; undefined where it did not. */
  readonly status: number | undefined;
  readonly eventId: string;
  /** Undefined: given up, until somebody asks for a replay. */
  readonly nextAttemptAt: Instant | undefined;
}
/**
 * A stream of which the receiver does not take an event, while it takes others: the events that follow in the stream wait for that one, and
 * those of other streams go on.
 */
export interface HeldStream {
  readonly stream: string;
  /** Of its events before this revision, and before this position, none waits. */
  readonly revision: number;
  readonly position: bigint;
  /** Events that wait, as far as the webhook's position. */
  readonly events: number;
  readonly failure: DeliveryFailure;
}
export interface HeldSummary {
  readonly streams: number;
  readonly events: number;
  /** The one whose events wait from the lowest position on. */
  readonly first: HeldStream | undefined;
  /** When one of them is to be tried again; undefined where none is. */
  readonly nextAttemptAt: Instant | undefined;
}
/** What became of some deliveries: kept together or not at all. */
export interface DeliveryUpdate {
  readonly progress: DeliveryProgress;
  /** What is to become of all that was held back before: it is let go, or tried again at a moment (also where it was given up). */
  readonly all?: 'released' | { readonly triedAt: Instant; readonly alsoGivenUp: boolean };
  readonly released?: readonly string[];
  /** As it stands now. */
  readonly held?: readonly HeldStream[];
}
/** The webhooks there are, as far as the log was looked through for them. */
export interface WebhookIndex {
  readonly position: bigint;
  readonly webhookIds: readonly string[];
}

/**
 * What the deliverer of webhooks must remember when it is started again. Where it is lost, everything since each webhook's registration is
 * delivered once more.
 */
export abstract class DeliveryStore {
  /** Undefined before the first delivery. */
  abstract progress(webhookId: string): Promise<DeliveryProgress | undefined>;
  /**
   * @param fence asked about in the same transaction: whoever does not lead any more writes nothing
   * @throws {LeaseLost}
   */
  abstract save(update: DeliveryUpdate, fence?: Fence): Promise<void>;
  /** Which of these streams are held back. */
  abstract heldAmong(webhookId: string, streams: readonly string[]): Promise<readonly HeldStream[]>;
  /** Streams that are to be tried again by a moment, those whose turn comes first. @param by undefined: all that were not given up */
  abstract heldDue(webhookId: string, by: Instant | undefined, limit: number): Promise<readonly HeldStream[]>;
  abstract heldSummary(webhookId: string): Promise<HeldSummary>;
  /** Undefined while nothing was looked through. */
  abstract index(): Promise<WebhookIndex | undefined>;
  /** Adds webhooks, and moves the place on: both or neither. */
  abstract extendIndex(found: WebhookIndex): Promise<void>;
  abstract close(): Promise<void>;
}
