import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Instant } from '@ledger/kernel';
import { historyOf, knownAtText, type EventType, type KnownAt, type RecordedContractEvent } from '@ledger/contract';
import { cursorOf, placeOf, type Place } from '../cursor.js';
import { eventAnswer, type EventAnswer } from '../event-answer.js';
import { InvalidCursor } from '../errors.js';
import { happenedBy } from '../happened-by.js';
import { limitOf } from '../pages.js';
import { headOf, Questions, readTo, type Question } from '../questions.js';
import type { AnswerHead, Page, PageRequest, View } from '../view.js';

/** Every event as recorded, in the order of the contract's own count. */
export class ListEvents extends Query<EventsAnswer> {
  constructor(
    readonly contractId: string,
    readonly filter: EventFilter,
    readonly page: PageRequest,
    readonly view: View,
  ) {
    super();
  }
}
export interface EventFilter {
  readonly type?: EventType | undefined;
  /** Recorded at this instant or later. */
  readonly recordedFrom?: Instant | undefined;
  /** Recorded at this instant or earlier. */
  readonly recordedTo?: Instant | undefined;
}
export interface EventsAnswer extends AnswerHead, Page<EventAnswer> {}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  constructor(private readonly questions: Questions) {}

  /** Every page shows what was known when the first was asked for; where a day is asked about, what had happened by then. */
  async execute({ contractId, filter, page, view }: ListEvents): Promise<EventsAnswer> {
    const limit = limitOf(page);
    const question = await this.questions.about(contractId, view);
    const list = ['events', contractId, { ...filter, asOf: view.asOf }, knownAtText(view.knownAt)];
    const { position, after } = beginningOf(list, page, view.knownAt, question);
    const history = historyOf(contractId, question.history.recorded, { position });
    const known = history.recorded;
    const isBy = happenedBy(history, view.asOf);
    const found = known.filter((event) => event.revision > Number(after) && passes(event, filter) && isBy(event));
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      ...headOf(question, view),
      position: String(position),
      items: shown.map((event) => eventAnswer(event, question.contract, known)),
      nextCursor: last === undefined ? null : cursorOf(list, { position, after: String(last.revision) }),
    };
  }
}

const beginningOf = (list: unknown, { cursor }: PageRequest, knownAt: KnownAt, { head }: Question): Place => {
  if (cursor === undefined) return { position: readTo(knownAt, head), after: '-1' };
  const place = placeOf(list, cursor);
  const isPossible = place.position <= head && /^\d{1,15}$/.test(place.after);
  if (!isPossible) throw new InvalidCursor();
  return place;
};

const passes = (event: RecordedContractEvent, { type, recordedFrom, recordedTo }: EventFilter): boolean =>
  (type === undefined || event.type === type) &&
  (recordedFrom === undefined || event.recordedAt >= recordedFrom) &&
  (recordedTo === undefined || event.recordedAt <= recordedTo);
