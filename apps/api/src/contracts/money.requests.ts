import { Amount, CivilDay, Id, Line, NestedList, Optional, Text } from '../http/fields.js';
import { DocumentedRequest } from './shared.requests.js';

export class DemandedItemRequest {
  @Optional()
  @Id()
  readonly obligationId?: string;

  /** Yen. */
  @Amount()
  readonly amount!: string;
}

/** What the contractor was told to pay. */
export class DemandRequest extends DocumentedRequest {
  @CivilDay()
  readonly issuedOn!: string;

  @NestedList(() => DemandedItemRequest, { min: 1, max: 1000 })
  readonly items!: DemandedItemRequest[];

  @Optional()
  @Line(200)
  readonly reference?: string;
}

export class PaymentRequest extends DocumentedRequest {
  @CivilDay()
  readonly receivedOn!: string;

  /** Yen. */
  @Amount()
  readonly amount!: string;

  /** Settled first; then the oldest open. */
  @Optional()
  @Id()
  readonly obligationId?: string;

  @Optional()
  @Line(200)
  readonly reference?: string;
}

export class PaymentReversalRequest extends DocumentedRequest {
  @CivilDay()
  readonly reversedOn!: string;

  @Text()
  readonly reason!: string;
}

/** Money back to the contractor. */
export class RepaymentRequest extends DocumentedRequest {
  @CivilDay()
  readonly paidOn!: string;

  /** Yen. */
  @Amount()
  readonly amount!: string;

  @Optional()
  @Line(200)
  readonly reference?: string;
}

/** An amount given up by agreement. */
export class SettlementRequest extends DocumentedRequest {
  @CivilDay()
  readonly agreedOn!: string;

  /** Yen. */
  @Amount()
  readonly waived!: string;

  @Optional()
  @Id()
  readonly obligationId?: string;

  @Optional()
  @Id()
  readonly disputeId?: string;

  @Text()
  readonly reason!: string;
}
