import type { Instant } from '@ledger/kernel';

/** How far the deliveries to a webhook have come, and what stands in their way. */
export interface DeliveryProgress {
  readonly webhookId: string;
  /** Everything up to here is delivered, or was not wanted. */
  readonly position: bigint;
  /** The revision of the webhook's own event that said where to begin: its registration, or the last replay carried out. */
  readonly begunBy: number;
  /** Undefined while all is well. */
  readonly failure: DeliveryFailure | undefined;
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
  abstract save(progress: DeliveryProgress): Promise<void>;
  /** Undefined while nothing was looked through. */
  abstract index(): Promise<WebhookIndex | undefined>;
  /** Adds webhooks, and moves the place on: both or neither. */
  abstract extendIndex(found: WebhookIndex): Promise<void>;
  abstract close(): Promise<void>;
}
