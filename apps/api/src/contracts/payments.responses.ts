import { AnswerResponse } from '../http/answer.responses.js';

class SettledResponse {
  readonly obligationId!: string;
  /** Yen. */
  readonly amount!: string;
}
/** What became of an amount. */
abstract class UseResponse {
  readonly settled!: SettledResponse[];
  /** Yen that are left, to settle what arises next or to be paid back. */
  readonly unused!: string;
}
export class ReversalResponse {
  readonly eventId!: string;
  readonly reversedOn!: string;
  readonly reason!: string;
}
export class PaymentResponse extends UseResponse {
  readonly paymentId!: string;
  readonly receivedOn!: string;
  /** Yen. */
  readonly amount!: string;
  readonly obligationId!: string | null;
  readonly reference!: string | null;
  /** A payment that was reversed settled nothing. */
  readonly reversal!: ReversalResponse | null;
}
/** A reduction settles like a payment of the day on which it arises. */
export class ReductionResponse extends UseResponse {
  readonly obligationId!: string;
  readonly outageId!: string;
  readonly arisesOn!: string;
  /** Yen. */
  readonly amount!: string;
}
export class SettlementResponse extends UseResponse {
  readonly settlementId!: string;
  readonly agreedOn!: string;
  /** Yen. */
  readonly waived!: string;
  readonly obligationId!: string | null;
  readonly disputeId!: string | null;
  readonly reason!: string;
}
export class RepaymentResponse {
  readonly repaymentId!: string;
  readonly paidOn!: string;
  /** Yen. */
  readonly amount!: string;
  readonly reference!: string | null;
}
export class DemandedItemResponse {
  readonly obligationId!: string | null;
  /** Yen. */
  readonly amount!: string;
}
export class DemandResponse {
  readonly demandId!: string;
  readonly issuedOn!: string;
  readonly items!: DemandedItemResponse[];
  /** Yen. */
  readonly total!: string;
  readonly reference!: string | null;
}
/** Everything that moved money, each list in the order of recording. */
export class PaymentsResponse extends AnswerResponse {
  readonly payments!: PaymentResponse[];
  readonly reductions!: ReductionResponse[];
  readonly settlements!: SettlementResponse[];
  readonly repayments!: RepaymentResponse[];
  readonly demands!: DemandResponse[];
}
