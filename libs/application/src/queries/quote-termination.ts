import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock, endOfDay, japaneseDateOf, latest } from '@ledger/kernel';
import { adoptedInterpretation, decide, ownDateOf } from '@ledger/contract';
import { figuresIf, type EndingEvent } from '@ledger/figures';
import { xspMailTerms } from '@ledger/terms';
import { headOf, Questions, type Question } from '../questions.js';
import type { View } from '../view.js';
import { terminationAnswer, type TerminationAnswer } from './get-termination.js';

/** What GetTermination would answer if the notice or termination were recorded now; nothing is recorded. */
export class QuoteTermination extends Query<TerminationAnswer> {
  constructor(
    readonly contractId: string,
    readonly trial: EndingEvent,
    readonly view: View,
  ) {
    super();
  }
}

@QueryHandler(QuoteTermination)
export class QuoteTerminationHandler implements IQueryHandler<QuoteTermination> {
  constructor(
    private readonly questions: Questions,
    private readonly clock: Clock,
  ) {}

  /** The answer's day is the day asked about or the event's own, whichever is later. @throws what recording it would throw */
  async execute({ contractId, trial, view }: QuoteTermination): Promise<TerminationAnswer> {
    const question = await this.questions.about(contractId, view);
    const { history, asOf, interpretationOn } = question;
    const interpretation = interpretationOn(latest(asOf, ownDateOf(trial) ?? asOf));
    const figures = figuresIf(history, this.#decided(trial, question, view), asOf, interpretation);
    return { ...headOf({ ...question, interpretation }, view, figures), ...terminationAnswer(figures.termination()) };
  }

  /** It may lie in the future: then it is decided as it would be at the end of its own day. */
  #decided(trial: EndingEvent, { history, adoptions }: Question, { knownAt }: View): EndingEvent {
    const present = japaneseDateOf(this.clock.now());
    const today = latest(present, ownDateOf(trial) ?? present);
    const interpretationOn = adoptedInterpretation(adoptions, history.contractId, knownAt);
    decide(trial, history, { today, now: endOfDay(today), terms: xspMailTerms, interpretationOn });
    return trial;
  }
}
