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
/** A contract or an incident with an event that was not taken. */
export class HeldBackResponse {
  /** @example '/v1/contracts/minato-mail' */
  readonly source!: string;
  /** The event that is tried again; those after it wait. */
  readonly eventId!: string;
  readonly position!: string;
  readonly reason!: string;
  readonly failingSince!: string;
  /** Null: given up, until the webhook is resumed. */
  readonly nextAttemptAt!: string | null;
}
export class HeldBackSummaryResponse {
  /** How many contracts and incidents. */
  readonly count!: number;
  /** The one whose event came first. */
  readonly first!: HeldBackResponse | null;
}
/** A webhook, and what became of its deliveries. */
export class WebhookResponse {
  readonly webhookId!: string;
  readonly url!: string;
  /** Null: of all types but those about webhooks. */
  readonly types!: string[] | null;
  /** Null: of all contracts. */
  readonly contractIds!: string[] | null;
  /** `failing`: its receiver does not take everything, and is tried again; `dead`: nothing is sent until it is resumed, or a replay is asked for. */
  readonly state!: WebhookState;
  /** Everything up to here is delivered, or was not wanted. */
  readonly position!: string;
  /** Events that wait because an earlier one was not taken; while the receiver takes nothing, all there are. */
  readonly waiting!: number;
  /** What has an event that was not taken: what follows of the same waits, and others go on. */
  readonly heldBack!: HeldBackSummaryResponse;
  readonly lastDeliveredAt!: string | null;
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
