import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { assertNever } from '@ledger/kernel';
import {
  adoptionsAt,
  interpretationUnder,
  knownAtText,
  readingsAdopted,
  type Adoptions,
  type KnownAt,
} from '@ledger/contract';
import { changesBetween, type AnyFigure } from '@ledger/figures';
import type { Interpretation } from '@ledger/terms';
import { checkPosition, headOf, knownHistory, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';
import { overviewAnswer, type OverviewAnswer } from './get-contract.js';
import { creditAnswer, type CreditAnswer } from './get-credits.js';
import { obligationAnswer, totalsAnswer, type ObligationAnswer, type TotalsAnswer } from './get-obligations.js';
import { terminationAnswer, type TerminationFigures } from './get-termination.js';

/** What became different between two states of knowledge (`GET .../history`). */
export class GetChanges extends Query<ChangesAnswer> {
  constructor(
    readonly contractId: string,
    /** Also one at which the contract was not known yet: then every figure is new. */
    readonly from: KnownAt,
    readonly to: KnownAt,
    readonly view: View,
  ) {
    super();
  }
}
export interface ChangesAnswer extends AnswerHead {
  readonly from: string | null;
  readonly to: string | null;
  readonly items: readonly {
    /** `contract`, `termination`, `totals`, `obligations/<id>`, `credits/<outageId>`. */
    readonly figure: string;
    /** As the question about the figure itself is answered; null where there was no such figure. */
    readonly before: FigureAnswer | null;
    readonly after: FigureAnswer | null;
    /** The events that changed it, in the order of their recording: the contract's own, and those of adoptions. */
    readonly events: readonly string[];
  }[];
}
export type FigureAnswer = OverviewAnswer | TerminationFigures | TotalsAnswer | ObligationAnswer | CreditAnswer;

@QueryHandler(GetChanges)
export class GetChangesHandler implements IQueryHandler<GetChanges> {
  constructor(private readonly questions: Questions) {}

  /** @throws {KnownAtBeyondLog} {ContractNotKnownThen} */
  async execute({ contractId, from, to, view }: GetChanges): Promise<ChangesAnswer> {
    const question = await this.questions.about(contractId, view);
    const { contract, head, history, asOf } = question;
    checkPosition('from', from, head);
    knownHistory(contract, to, head, 'to');
    const adoptions = adoptionsAt(question.adoptions, { position: head });
    const interpretationOf = (adopted: Adoptions): Interpretation =>
      interpretationUnder(readingsAdopted(adopted, contractId, asOf), view);
    const changes = changesBetween(history, from, to, asOf, interpretationOf, adoptions);
    return {
      ...headOf({ ...question, interpretation: interpretationOf(adoptionsAt(adoptions, to)) }, view),
      from: knownAtText(from),
      to: knownAtText(to),
      items: changes.map(({ name, before, after, events }) => ({
        figure: name,
        before: before === undefined ? null : figureAnswer(before),
        after: after === undefined ? null : figureAnswer(after),
        events,
      })),
    };
  }
}

/** Also how a figure stands in the differences that premises make. */
export const figureAnswer = (any: AnyFigure): FigureAnswer => {
  switch (any.kind) {
    case 'contract':
      return overviewAnswer(any.figure);
    case 'termination':
      return terminationAnswer(any.figure);
    case 'totals':
      return totalsAnswer(any.figure);
    case 'obligation':
      return obligationAnswer(any.figure);
    case 'credit':
      return creditAnswer(any.figure);
    default:
      return assertNever(any);
  }
};
