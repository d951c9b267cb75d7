import type { WebhookState } from '@ledger/application';
import { RecordedEventResponse } from '../contracts/recorded.responses.js';

/** What a command to a webhook recorded. */
export class WebhookRecordedResponse {
  readonly webhookId!: string;
  /** The webhook’s revision now: also the ETag, and what If-Match takes. */
  readonly revision!: number;
  /** The ledger-wide place. */
  readonly position!: string;
  readonly events!: RecordedEventResponse[];
  /** What deliveries are signed with from now on, `whsec_...`: shown with this answer alone. */
  readonly secret?: string;
}

export class DeliveryFailureResponse {
  readonly at!: string;
  readonly reason!: string;
  /** What the receiver answered; null where it did not. */
  readonly status!: number | null;
  /** The event that was to be delivered. */
  readonly eventId!: string;
}
/** A webhook, and what became of its deliveries. */
export class WebhookResponse {
  readonly webhookId!: string;
  readonly url!: string;
  /** Null: of all types but those about webhooks. */
  readonly types!: string[] | null;
  /** Null: of all contracts. */
  readonly contractIds!: string[] | null;
  /** `failing`: its receiver is tried again and again; `dead`: nothing is sent until a replay is asked for. */
  readonly state!: WebhookState;
  /** Everything up to here is delivered, or was not wanted. */
  readonly position!: string;
  readonly failingSince!: string | null;
  /** How many in a row. */
  readonly failedAttempts!: number;
  readonly lastFailure!: DeliveryFailureResponse | null;
  readonly nextAttemptAt!: string | null;
  readonly revision!: number;
  readonly registeredAt!: string;
  /** The name of the token under which it was registered. */
  readonly registeredBy!: string;
  readonly endedAt!: string | null;
}
/** One page of the webhooks. */
export class WebhooksResponse {
  readonly items!: WebhookResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}
