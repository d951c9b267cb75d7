import { ClientId, EventData, Id, Optional, Text, True } from '../http/fields.js';
import { DocumentedRequest } from './shared.requests.js';

/** An event was recorded wrongly: it is replaced, or it counts no more. Nothing is ever rewritten. */
export class CorrectionRequest extends DocumentedRequest {
  @Id()
  readonly eventId!: string;

  @Text()
  readonly reason!: string;

  /** The dispute that it comes of. */
  @Optional()
  @ClientId()
  readonly disputeId?: string;

  /** The event's whole data, as it should have been. */
  @Optional()
  @EventData()
  readonly replacement?: Record<string, unknown>;

  /** That the event counts no more. */
  @Optional()
  @True()
  readonly void?: true;
}
