import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { civilDate, isoInstant } from '@ledger/kernel';
import {
  historyOf,
  interpretationUnder,
  parsePremises,
  readingsAdopted,
  type Fact,
  type StatedPremises,
} from '@ledger/contract';
import { defaultReadings, parseReadings, readingIds, type Readings } from '@ledger/terms';
import { codeVersion } from '../code-version.js';
import { cursorOf, placeOf } from '../cursor.js';
import { NothingFound } from '../errors.js';
import { limitOf } from '../pages.js';
import { Questions, type Question } from '../questions.js';
import type { Page, PageRequest, View } from '../view.js';
import { firstDifference, type JsonDifference } from './first-difference.js';
import { statedFigure } from './stated-figure.js';

/** The statements made about a contract that are not void, in the order in which they were recorded. */
export class ListStatements extends Query<Page<StatementAnswer>> {
  constructor(
    readonly contractId: string,
    readonly page: PageRequest,
  ) {
    super();
  }
}
/** A statement, given again. */
export class GetStatement extends Query<StatementAgainAnswer> {
  constructor(
    readonly contractId: string,
    readonly statementId: string,
  ) {
    super();
  }
}
export interface StatementAnswer {
  readonly statementId: string;
  readonly eventId: string;
  readonly madeOn: string;
  readonly recordedAt: string;
  readonly figure: string;
  readonly premises: StatedPremises;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly explanationDigest: string;
  /** Of the code that gave it. */
  readonly codeVersion: string;
  readonly toldTo: string | null;
}
export interface StatementAgainAnswer extends StatementAnswer {
  /** Under the same premises, by the code of now. */
  readonly again: {
    /** Whether answer and explanation are what they were. */
    readonly same: boolean;
    /** Where the answer differs first. */
    readonly difference: JsonDifference | null;
    /** Of explanations only digests are kept: whether, not where, they differ. */
    readonly sameExplanation: boolean;
    readonly codeVersion: string;
  };
  /** The same question with everything that is known now, by what is adopted now: only readings that were asked for are asked for again. */
  readonly today: {
    readonly position: string;
    /** Null where there is no such figure any more. */
    readonly answer: Readonly<Record<string, unknown>> | null;
    readonly difference: JsonDifference | null;
  };
}

@QueryHandler(ListStatements)
export class ListStatementsHandler implements IQueryHandler<ListStatements> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, page }: ListStatements): Promise<Page<StatementAnswer>> {
    const limit = limitOf(page);
    const { history, head } = await this.questions.about(contractId, {});
    const list = ['statements', contractId];
    const { position, after } =
      page.cursor === undefined ? { position: head, after: '-1' } : placeOf(list, page.cursor);
    const found = historyOf(contractId, history.recorded, { position })
      .facts.filter(isStatement)
      .filter(({ revision }) => revision > Number(after));
    const last = found.length > limit ? found[limit - 1] : undefined;
    return {
      items: found.slice(0, limit).map(statementAnswer),
      nextCursor: last === undefined ? null : cursorOf(list, { position, after: String(last.revision) }),
    };
  }
}

@QueryHandler(GetStatement)
export class GetStatementHandler implements IQueryHandler<GetStatement> {
  constructor(private readonly questions: Questions) {}

  /** @throws {NothingFound} */
  async execute({ contractId, statementId }: GetStatement): Promise<StatementAgainAnswer> {
    const { history } = await this.questions.about(contractId, {});
    const made = history.facts
      .filter(isStatement)
      .find(({ eventId, data }) => (data.statementId ?? eventId) === statementId);
    if (made === undefined) throw new NothingFound('statement', statementId);
    const { figure, premises, answer, explanationDigest } = made.data;
    const view = viewOf(premises);
    const then = await this.questions.about(contractId, { ...view, knownAt: { position: BigInt(premises.position) } });
    const again = statedFigure(then.figures, figure);
    const difference = firstDifference(answer, again?.answer) ?? null;
    const sameExplanation = again?.explanationDigest === explanationDigest;
    const now = await this.questions.about(contractId, { ...view, readings: askedFor(then, premises) });
    const today = statedFigure(now.figures, figure)?.answer ?? null;
    return {
      ...statementAnswer(made),
      again: { same: difference === null && sameExplanation, difference, sameExplanation, codeVersion },
      today: { position: String(now.head), answer: today, difference: firstDifference(answer, today) ?? null },
    };
  }
}

const isStatement = (fact: Fact): fact is Fact<'StatementMade'> => fact.type === 'StatementMade';

/** Every reading is asked for, so that none is as it was adopted since. */
const viewOf = ({ asOf, readings, edition }: StatedPremises): View => ({
  ...parsePremises({ edition }),
  asOf: civilDate(asOf),
  readings: { ...defaultReadings, ...parseReadings(readings) },
});

/** The readings that it was asked under otherwise than what was adopted then. */
const askedFor = (
  { adoptions, asOf, interpretation, history }: Question,
  { position }: StatedPremises,
): Partial<Readings> => {
  const adopted = readingsAdopted(adoptions, history.contractId, asOf, { position: BigInt(position) });
  const { readings } = interpretationUnder(adopted);
  const asked = readingIds.filter((id) => interpretation.readings[id] !== readings[id]);
  return Object.fromEntries(asked.map((id) => [id, interpretation.readings[id]]));
};

const statementAnswer = ({ eventId, recordedAt, data }: Fact<'StatementMade'>): StatementAnswer => ({
  statementId: data.statementId ?? eventId,
  eventId,
  madeOn: data.madeOn,
  recordedAt: isoInstant(recordedAt),
  figure: data.figure,
  premises: data.premises,
  answer: data.answer,
  explanationDigest: data.explanationDigest,
  codeVersion: data.codeVersion,
  toldTo: data.toldTo ?? null,
});
