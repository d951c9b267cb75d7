import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate, yenText } from '@ledger/kernel';
import type { Obligation, Totals } from '@ledger/figures';
import { ContestedFigures, contestedBy } from '../disputes/contested.js';
import { rangeAnswer, type RangeAnswer } from '../present.js';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** What has arisen by the day asked about, and what of it is settled. */
export class GetObligations extends Query<ObligationsAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface ObligationsAnswer extends AnswerHead {
  readonly items: readonly ObligationAnswer[];
  readonly totals: TotalsAnswer;
}
export interface ObligationAnswer {
  readonly id: string;
  readonly kind: Obligation['kind'];
  readonly subject: NonNullable<Obligation['subject']> | null;
  readonly item: 1 | 2 | null;
  readonly article: string;
  readonly period: RangeAnswer | null;
  readonly arisesOn: string;
  readonly amount: string;
  readonly settled: string;
  readonly outstanding: string;
  readonly status: Obligation['status'];
  /** The open disputes that contest it; left out where there is none. */
  readonly disputes?: readonly string[];
}
export type TotalsAnswer = { readonly [Total in keyof Totals]: string };

@QueryHandler(GetObligations)
export class GetObligationsHandler implements IQueryHandler<GetObligations> {
  constructor(
    private readonly questions: Questions,
    private readonly contested: ContestedFigures,
  ) {}

  async execute({ contractId, view }: GetObligations): Promise<ObligationsAnswer> {
    const question = await this.questions.about(contractId, view);
    const { items, totals } = question.figures.obligations();
    const disputes = await this.contested.of(contractId);
    return {
      ...headOf(question, view),
      items: items.map((item) => ({ ...obligationAnswer(item), ...contestedBy(disputes(`obligations/${item.id}`)) })),
      totals: totalsAnswer(totals),
    };
  }
}

export const obligationAnswer = (obligation: Obligation): ObligationAnswer => ({
  id: obligation.id,
  kind: obligation.kind,
  subject: obligation.subject ?? null,
  item: obligation.item ?? null,
  article: obligation.clause.label,
  period: rangeAnswer(obligation.period),
  arisesOn: isoDate(obligation.arisesOn),
  amount: yenText(obligation.amount),
  settled: yenText(obligation.settled),
  outstanding: yenText(obligation.outstanding),
  status: obligation.status,
});

export const totalsAnswer = (totals: Totals): TotalsAnswer => ({
  arisen: yenText(totals.arisen),
  reduced: yenText(totals.reduced),
  waived: yenText(totals.waived),
  paid: yenText(totals.paid),
  repaid: yenText(totals.repaid),
  outstanding: yenText(totals.outstanding),
  overpaid: yenText(totals.overpaid),
});
