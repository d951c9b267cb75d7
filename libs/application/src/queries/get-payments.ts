import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate, yenText } from '@ledger/kernel';
import type { Payments, TotalledDemand, Use, UsedPayment, UsedReduction, UsedSettlement } from '@ledger/figures';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** Payments, reversals, repayments, settlements and demands, with what each settled. */
export class GetPayments extends Query<PaymentsAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
/** Each list in the order of recording. */
export interface PaymentsAnswer extends AnswerHead {
  readonly payments: readonly PaymentAnswer[];
  readonly reductions: readonly ReductionAnswer[];
  readonly settlements: readonly SettlementAnswer[];
  readonly repayments: readonly RepaymentAnswer[];
  readonly demands: readonly DemandAnswer[];
}
/** What became of an amount. */
interface UseAnswer {
  readonly settled: readonly { readonly obligationId: string; readonly amount: string }[];
  /** What is left of it, to settle what arises next or to be paid back. */
  readonly unused: string;
}
export interface PaymentAnswer extends UseAnswer {
  readonly paymentId: string;
  readonly receivedOn: string;
  readonly amount: string;
  readonly obligationId: string | null;
  readonly reference: string | null;
  /** A payment that was reversed settled nothing. */
  readonly reversal: { readonly eventId: string; readonly reversedOn: string; readonly reason: string } | null;
}
/** A reduction settles like a payment of the day on which it arises. */
export interface ReductionAnswer extends UseAnswer {
  readonly obligationId: string;
  readonly outageId: string;
  readonly arisesOn: string;
  readonly amount: string;
}
export interface SettlementAnswer extends UseAnswer {
  readonly settlementId: string;
  readonly agreedOn: string;
  readonly waived: string;
  readonly obligationId: string | null;
  readonly disputeId: string | null;
  readonly reason: string;
}
export interface RepaymentAnswer {
  readonly repaymentId: string;
  readonly paidOn: string;
  readonly amount: string;
  readonly reference: string | null;
}
export interface DemandAnswer {
  readonly demandId: string;
  readonly issuedOn: string;
  readonly items: readonly { readonly obligationId: string | null; readonly amount: string }[];
  readonly total: string;
  readonly reference: string | null;
}

@QueryHandler(GetPayments)
export class GetPaymentsHandler implements IQueryHandler<GetPayments> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, view }: GetPayments): Promise<PaymentsAnswer> {
    const question = await this.questions.about(contractId, view);
    return { ...headOf(question, view), ...paymentsAnswer(question.figures.payments()) };
  }
}

const paymentsAnswer = (payments: Payments): Omit<PaymentsAnswer, keyof AnswerHead> => ({
  payments: payments.payments.map(paymentAnswer),
  reductions: payments.reductions.map(reductionAnswer),
  settlements: payments.settlements.map(settlementAnswer),
  repayments: payments.repayments.map(({ eventId, paidOn, amount, reference }) => ({
    repaymentId: eventId,
    paidOn: isoDate(paidOn),
    amount: yenText(amount),
    reference: reference ?? null,
  })),
  demands: payments.demands.map(demandAnswer),
});

const paymentAnswer = (payment: UsedPayment): PaymentAnswer => ({
  paymentId: payment.eventId,
  receivedOn: isoDate(payment.receivedOn),
  amount: yenText(payment.amount),
  obligationId: payment.obligationId ?? null,
  reference: payment.reference ?? null,
  reversal:
    payment.reversal === undefined ? null : { ...payment.reversal, reversedOn: isoDate(payment.reversal.reversedOn) },
  ...useAnswer(payment),
});

const reductionAnswer = (reduction: UsedReduction): ReductionAnswer => ({
  obligationId: reduction.obligationId,
  outageId: reduction.outageId,
  arisesOn: isoDate(reduction.arisesOn),
  amount: yenText(reduction.amount),
  ...useAnswer(reduction),
});

const settlementAnswer = (settlement: UsedSettlement): SettlementAnswer => ({
  settlementId: settlement.eventId,
  agreedOn: isoDate(settlement.agreedOn),
  waived: yenText(settlement.waived),
  obligationId: settlement.obligationId ?? null,
  disputeId: settlement.disputeId ?? null,
  reason: settlement.reason,
  ...useAnswer(settlement),
});

const demandAnswer = (demand: TotalledDemand): DemandAnswer => ({
  demandId: demand.eventId,
  issuedOn: isoDate(demand.issuedOn),
  items: demand.items.map(({ obligationId, amount }) => ({
    obligationId: obligationId ?? null,
    amount: yenText(amount),
  })),
  total: yenText(demand.total),
  reference: demand.reference ?? null,
});

const useAnswer = ({ settled, unused }: Use): UseAnswer => ({
  settled: settled.map(({ obligationId, amount }) => ({ obligationId, amount: yenText(amount) })),
  unused: yenText(unused),
});
