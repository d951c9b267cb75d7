import { MOST_NAMED_CONTRACTS } from '@ledger/contract';
import { UnavailabilityRequest } from '../contracts/outages.requests.js';
import { DocumentedRequest } from '../contracts/shared.requests.js';
import { ClientId, ContractIds, EventData, Id, Optional, Text, True } from '../http/fields.js';

/** An outage of many contracts. */
export class IncidentRequest extends UnavailabilityRequest {
  /** The incident's id, by which its contracts know the outage, too; made by the ledger where it is left out. */
  @Optional()
  @ClientId()
  readonly incidentId?: string;

  /** The contracts concerned, or `all`: those in force on the day of `awareAt`, as known when the incident is posted. */
  @ContractIds(MOST_NAMED_CONTRACTS)
  readonly contractIds!: string[] | 'all';
}

/** What was recorded of an incident was wrong: it is replaced, or it counts no more. */
export class IncidentCorrectionRequest extends DocumentedRequest {
  /** The incident's event that was wrong; its report where this is left out. */
  @Optional()
  @Id()
  readonly eventId?: string;

  @Text()
  readonly reason!: string;

  /** The event's whole data, as it should have been. The contracts of a report stay the same, and may be left out. */
  @Optional()
  @EventData()
  readonly replacement?: Record<string, unknown>;

  /** That the event counts no more. */
  @Optional()
  @True()
  readonly void?: true;
}
