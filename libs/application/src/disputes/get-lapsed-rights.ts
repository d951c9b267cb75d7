import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate, yenText } from '@ledger/kernel';
import { lapsedRights, type LapsedRight } from '@ledger/disputes';
import { article10, quote } from '@ledger/terms';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** The reductions to which the right was lost, and what they would have been (Art. 10). */
export class GetLapsedRights extends Query<LapsedRightsAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface LapsedRightsAnswer extends AnswerHead {
  readonly items: readonly LapsedRightAnswer[];
}
export interface LapsedRightAnswer {
  readonly outageId: string;
  /** The last day on which a claim would have been in time. */
  readonly claimBy: string;
  /** The claims that do not count. */
  readonly claims: readonly { readonly eventId: string; readonly arrivedOn: string }[];
  /** What the reduction would be had a claim arrived on that day. */
  readonly amount: string;
  /** What would be outstanding then, less what is. */
  readonly outstanding: string;
  readonly text: string;
  readonly article: string;
  readonly quote: string;
}

@QueryHandler(GetLapsedRights)
export class GetLapsedRightsHandler implements IQueryHandler<GetLapsedRights> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, view }: GetLapsedRights): Promise<LapsedRightsAnswer> {
    const question = await this.questions.about(contractId, view);
    const { history, asOf, interpretation } = question;
    return { ...headOf(question, view), items: lapsedRights(history, asOf, interpretation).map(answerOf) };
  }
}

const answerOf = ({ outageId, claimBy, claims, amount, outstanding }: LapsedRight): LapsedRightAnswer => ({
  outageId,
  claimBy: isoDate(claimBy),
  claims: claims.map(({ eventId, arrivedOn }) => ({ eventId, arrivedOn: isoDate(arrivedOn) })),
  amount: yenText(amount),
  outstanding: yenText(outstanding),
  text: `had the claim arrived by ${isoDate(claimBy)} the reduction would have been ${yenText(amount)} yen`,
  article: clause.label,
  quote: clause.quote,
});

const clause = quote(article10);
