import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NothingFound } from '../errors.js';
import { eventAnswer, type EventAnswer } from '../event-answer.js';
import { happenedBy } from '../happened-by.js';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** One event as recorded. */
export class GetEvent extends Query<OneEventAnswer> {
  constructor(
    readonly contractId: string,
    readonly eventId: string,
    readonly view: View,
  ) {
    super();
  }
}
/** The position is the event's own. */
export interface OneEventAnswer extends Omit<AnswerHead, 'position'>, EventAnswer {}

@QueryHandler(GetEvent)
export class GetEventHandler implements IQueryHandler<GetEvent> {
  constructor(private readonly questions: Questions) {}

  /** @throws {NothingFound} also where the event was not known yet, or had not happened by the day asked about */
  async execute({ contractId, eventId, view }: GetEvent): Promise<OneEventAnswer> {
    const question = await this.questions.about(contractId, view);
    const known = question.history.recorded;
    const isBy = happenedBy(question.history, view.asOf);
    const event = known.find((one) => one.eventId === eventId && isBy(one));
    if (event === undefined) throw new NothingFound('event', eventId);
    return { ...headOf(question, view), ...eventAnswer(event, question.contract, known) };
  }
}
