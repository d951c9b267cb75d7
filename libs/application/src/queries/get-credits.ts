import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate, isoInstant, yenText } from '@ledger/kernel';
import type { Credit } from '@ledger/figures';
import { ContestedFigures, contestedBy } from '../disputes/contested.js';
import { amountText, dateText } from '../present.js';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** Every outage and the reduction of Art. 10 that it gives or not. */
export class GetCredits extends Query<CreditsAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface CreditsAnswer extends AnswerHead {
  readonly items: readonly CreditAnswer[];
}
export interface CreditAnswer {
  readonly outageId: string;
  readonly status: Credit['status'];
  readonly reasons: readonly { readonly article: string; readonly text: string }[];
  readonly unusableFrom: string;
  /** Its end, or where it lasts the end of the day asked about. */
  readonly unusableUntil: string;
  readonly lasts: boolean;
  /** Whole hours, rounded down. */
  readonly hours: number;
  readonly units: number;
  readonly monthlyFee: string;
  readonly amount: string;
  readonly claimableFrom: string | null;
  readonly claimBy: string | null;
  readonly claimedOn: string | null;
  readonly decision: {
    readonly decidedOn: string;
    readonly decision: 'granted' | 'denied';
    readonly amount: string | null;
    readonly reason: string;
  } | null;
  /** How the decision differs from the terms, where it does; `decided` is null for a grant without an amount. */
  readonly discrepancy: { readonly due: string; readonly decided: string | null } | null;
  /** The open disputes that contest it; left out where there is none. */
  readonly disputes?: readonly string[];
}

@QueryHandler(GetCredits)
export class GetCreditsHandler implements IQueryHandler<GetCredits> {
  constructor(
    private readonly questions: Questions,
    private readonly contested: ContestedFigures,
  ) {}

  async execute({ contractId, view }: GetCredits): Promise<CreditsAnswer> {
    const question = await this.questions.about(contractId, view);
    const disputes = await this.contested.of(contractId);
    const items = question.figures
      .credits()
      .map((credit) => ({ ...creditAnswer(credit), ...contestedBy(disputes(`credits/${credit.outageId}`)) }));
    return { ...headOf(question, view), items };
  }
}

export const creditAnswer = (credit: Credit): CreditAnswer => {
  const { decision, discrepancy } = credit;
  return {
    outageId: credit.outageId,
    status: credit.status,
    reasons: credit.reasons.map(({ clause, text }) => ({ article: clause.label, text })),
    unusableFrom: isoInstant(credit.unusableFrom),
    unusableUntil: isoInstant(credit.unusableUntil),
    lasts: credit.lasts,
    hours: credit.hours,
    units: credit.units,
    monthlyFee: yenText(credit.monthlyFee),
    amount: yenText(credit.amount),
    claimableFrom: dateText(credit.claimableFrom),
    claimBy: dateText(credit.claimBy),
    claimedOn: dateText(credit.claim?.arrivedOn),
    decision:
      decision === undefined
        ? null
        : {
            decidedOn: isoDate(decision.decidedOn),
            decision: decision.decision,
            amount: amountText(decision.amount),
            reason: decision.reason,
          },
    discrepancy:
      discrepancy === undefined ? null : { due: yenText(discrepancy.due), decided: amountText(discrepancy.decided) },
  };
};
