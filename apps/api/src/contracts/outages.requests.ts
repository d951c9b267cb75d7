import { decisions, outageCauses, outageExtents, type OutageCause, type OutageExtent } from '@ledger/contract';
import { Amount, CivilDay, ClientId, Moment, OneOf, Optional, Text } from '../http/fields.js';
import { DocumentedRequest } from './shared.requests.js';

/** 全く利用し得ない状態 (Art. 10): the service cannot be used, for one contract or for many. */
export class UnavailabilityRequest extends DocumentedRequest {
  /** When it began. */
  @Moment()
  readonly occurredAt!: string;

  /** 知った時: when the provider became aware; the unusable time runs from here. */
  @Moment()
  readonly awareAt!: string;

  @OneOf(outageExtents)
  readonly extent!: OutageExtent;

  @OneOf(outageCauses)
  readonly cause!: OutageCause;
}

export class OutageRequest extends UnavailabilityRequest {
  /** The outage's id, where it has one already; else it is named by its event. */
  @Optional()
  @ClientId()
  readonly outageId?: string;
}

export class RecoveryRequest extends DocumentedRequest {
  @Moment()
  readonly recoveredAt!: string;
}

/** The contractor claims the reduction of Art. 10. */
export class ClaimRequest extends DocumentedRequest {
  @CivilDay()
  readonly arrivedOn!: string;
}

/** What the provider decided on a claim: a fact, and not what the terms give. */
export class DecisionRequest extends DocumentedRequest {
  @CivilDay()
  readonly decidedOn!: string;

  @OneOf(decisions)
  readonly decision!: 'granted' | 'denied';

  /** Yen granted. */
  @Optional()
  @Amount()
  readonly amount?: string;

  @Text()
  readonly reason!: string;
}
