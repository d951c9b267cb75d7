import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate } from '@ledger/kernel';
import type { Deadline, DeadlineKind } from '@ledger/figures';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** The days that matter next: minimum periods, effective ends, claim deadlines, what is open. */
export class GetDeadlines extends Query<DeadlinesAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface DeadlinesAnswer extends AnswerHead {
  readonly items: readonly DeadlineAnswer[];
}
export interface DeadlineAnswer {
  /** Stable: what it is and what it is about. */
  readonly id: string;
  readonly on: string;
  readonly kind: DeadlineKind;
  readonly text: string;
  readonly article: string;
}

@QueryHandler(GetDeadlines)
export class GetDeadlinesHandler implements IQueryHandler<GetDeadlines> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, view }: GetDeadlines): Promise<DeadlinesAnswer> {
    const question = await this.questions.about(contractId, view);
    return { ...headOf(question, view), items: question.figures.deadlines().map(deadlineAnswer) };
  }
}

export const deadlineAnswer = ({ id, on, kind, text, clause }: Deadline): DeadlineAnswer => ({
  id,
  on: isoDate(on),
  kind,
  text,
  article: clause.label,
});
