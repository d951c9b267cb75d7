import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { civilDate } from '@ledger/kernel';
import { parseKnownAt } from '@ledger/contract';
import {
  changedWith,
  changeBetween,
  figureNamed,
  isSameFigure,
  type DisputedQuestion,
  type FigureValue,
} from '@ledger/disputes';
import { EventStore } from '@ledger/event-store';
import { codeVersion } from '../code-version.js';
import { NothingFound } from '../errors.js';
import { Questions, type Question } from '../questions.js';
import { measureText, valueText } from './disputed-ground.js';
import { readDispute } from './dispute-streams.js';
import {
  sinceThen,
  threeAnswers,
  toldAnswer,
  type OwedDifference,
  type ThreeAnswers,
  type ToldAnswer,
} from './three-answers.js';

/** What the figure in question was on the day in question: as known then, as known to the dispute about then, and as told to the contractor. */
export class GetDisputedOwed extends Query<DisputedOwedAnswer> {
  constructor(readonly disputeId: string) {
    super();
  }
}
export interface DisputedOwedAnswer {
  readonly disputeId: string;
  readonly question: DisputedQuestion;
  /** Of the figure. */
  readonly unit: FigureValue['unit'];
  /** What counts as now: the state of knowledge of the dispute. */
  readonly knownAt: string;
  /** In the order of the dispute's contracts. */
  readonly items: readonly DisputedOwedItem[];
  readonly codeVersion: string;
}
export interface DisputedOwedItem extends Pick<OwedDifference, 'difference' | 'events' | 'readings'> {
  readonly contractId: string;
  /** Null where nothing was recorded by the end of the day, and where there was no such day or word. */
  readonly asKnownThen: string | null;
  readonly asKnownNow: string | null;
  /** Null where nothing was told of it by the end of the day. */
  readonly asTold: ToldAnswer | null;
}

@QueryHandler(GetDisputedOwed)
export class GetDisputedOwedHandler implements IQueryHandler<GetDisputedOwed> {
  constructor(
    private readonly store: EventStore,
    private readonly questions: Questions,
  ) {}

  /** @throws {NothingFound} */
  async execute({ disputeId }: GetDisputedOwed): Promise<DisputedOwedAnswer> {
    const stored = await readDispute(this.store, disputeId);
    if (stored === undefined) throw new NothingFound('dispute', disputeId);
    const { contractIds, question, knownAt } = stored.dispute.opened.data;
    const items: DisputedOwedItem[] = [];
    for (const contractId of contractIds) {
      const on = civilDate(question.asOf);
      const answers = await threeAnswers(this.questions, contractId, on, parseKnownAt(knownAt));
      items.push(itemOf(contractId, question.figure, answers));
    }
    return { disputeId, question, unit: figureNamed(question.figure).unit, knownAt, items, codeVersion };
  }
}

const itemOf = (contractId: string, figure: string, answers: ThreeAnswers): DisputedOwedItem => {
  const { then, now, told } = answers;
  const valueIn = ({ figures }: Question): FigureValue => figureNamed(figure).in(figures);
  const [before, after] = [then && valueIn(then), valueIn(now)];
  const isSame = before !== undefined && isSameFigure(before, after);
  const since = isSame ? undefined : sinceThen(answers).find((one) => one.figure === changedWith(figure));
  const toldOfIt = told.find((one) => one.figure === figure);
  return {
    contractId,
    asKnownThen: valueText(before),
    asKnownNow: valueText(after),
    asTold: toldOfIt === undefined ? null : toldAnswer(toldOfIt),
    difference: before === undefined ? null : measureText(changeBetween(before, after)),
    events: since?.events ?? [],
    readings: since?.readings ?? [],
  };
};
