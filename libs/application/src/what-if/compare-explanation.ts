import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { latest, subtractYen, yenText } from '@ledger/kernel';
import {
  InvalidFact,
  ownDateOf,
  parseFact,
  parsePremises,
  writtenPremises,
  type WrittenPremises,
} from '@ledger/contract';
import {
  comparing,
  type ComparedExplanations,
  type ComparedStep,
  type EndingEvent,
  type Explanation,
  type StepState,
} from '@ledger/figures';
import { NothingFound } from '../errors.js';
import { headOf, Questions, type Question } from '../questions.js';
import type { AnswerHead, View } from '../view.js';
import { premiseAnswer, statedAnswer, type ExplainedPremiseAnswer, type StatedAnswer } from './premise-answer.js';

/** One side: premises, or beside them what a notice or a termination would lead to. */
export interface ComparedView {
  readonly premises: View;
  /** A notice or a termination as of a quote: the day is the one asked about or the event's own, whichever is later. */
  readonly quote?: EndingEvent | undefined;
}
/**
 * A side as it is written: the members of premises, and `quote`.
 * @param at where it stands in what was sent
 * @throws {InvalidFact} with every fault
 */
export const parseComparedView = (
  { quote, ...premises }: Readonly<Record<string, unknown>>,
  at: string,
): ComparedView =>
  standingAt(at, () => ({
    premises: parsePremises(premises),
    quote: quote === undefined ? undefined : standingAt('/quote', () => parseQuote(quote)),
  }));

const parseQuote = (quote: unknown): EndingEvent =>
  typeof quote === 'object' && quote !== null && 'declaredOn' in quote
    ? parseFact('ContractTerminated', quote)
    : parseFact('NoticeReceived', quote);

const standingAt = <Value>(at: string, parse: () => Value): Value => {
  try {
    return parse();
  } catch (error) {
    throw error instanceof InvalidFact ? error.below(at) : error;
  }
};

/** Two explanations of one figure side by side: then and now, theirs and ours, a quote and its outcome. */
export class CompareExplanation extends Query<ExplanationDiffAnswer> {
  constructor(
    readonly contractId: string,
    readonly figure: string,
    readonly left: ComparedView,
    readonly right: ComparedView,
  ) {
    super();
  }
}
export interface ExplanationDiffAnswer extends ComparedAnswer {
  readonly figure: string;
  readonly left: ComparedSideAnswer;
  readonly right: ComparedSideAnswer;
  /** Right less left, where the figure is an amount on both sides. */
  readonly yen: string | null;
}
export interface ComparedAnswer {
  /** With what the difference begins, the first first. */
  readonly premises: readonly ExplainedPremiseAnswer[];
  readonly explanation: ComparedStepAnswer;
}
export interface ComparedSideAnswer extends AnswerHead {
  readonly premises: WrittenPremises;
}
/** A step of both explanations, or of one. What hangs below a step that is the same on both sides is left out. */
export interface ComparedStepAnswer {
  readonly id: string;
  readonly label: string;
  readonly labelJa: string;
  readonly state: StepState;
  /** Whether the difference begins here. */
  readonly premise: boolean;
  readonly article: string | null;
  readonly left: StatedAnswer | null;
  readonly right: StatedAnswer | null;
  readonly children: readonly ComparedStepAnswer[];
}

@QueryHandler(CompareExplanation)
export class CompareExplanationHandler implements IQueryHandler<CompareExplanation> {
  constructor(private readonly questions: Questions) {}

  /** @throws {NothingFound} where neither side has the figure, and what `Questions.about` throws */
  async execute({ contractId, figure, left, right }: CompareExplanation): Promise<ExplanationDiffAnswer> {
    const ask = await this.questions.reading(contractId);
    const [ofLeft, ofRight] = [sideOf(ask, left), sideOf(ask, right)];
    const [one, other] = [ofLeft.question.figures.explanation(figure), ofRight.question.figures.explanation(figure)];
    const compared = comparing(ofLeft.question, ofRight.question)(figure);
    if (compared === undefined) throw new NothingFound('figure', figure);
    return {
      figure,
      left: sideAnswer(ofLeft),
      right: sideAnswer(ofRight),
      yen: yenBetween(one, other),
      ...comparedAnswer(compared),
    };
  }
}

const sideOf = (ask: (view: View) => Question, { premises, quote }: ComparedView): Side => {
  const question = ask(premises);
  if (quote === undefined) return { question, premises };
  const asOf = latest(question.asOf, ownDateOf(quote) ?? question.asOf);
  const hypotheses = [...(premises.hypotheses ?? []), { kind: 'added' as const, ...quote }];
  const quoted = { ...premises, asOf, hypotheses };
  return { question: ask(quoted), premises: quoted };
};

interface Side {
  readonly question: Question;
  readonly premises: View;
}

/** Two explanations as one tree. */
export const comparedAnswer = ({ root, premises }: ComparedExplanations): ComparedAnswer => ({
  premises: premises.map(premiseAnswer),
  explanation: stepAnswer(root, new Set(premises.map(({ id }) => id))),
});

const sideAnswer = ({ question, premises }: Side): ComparedSideAnswer => ({
  ...headOf(question, premises),
  premises: writtenPremises({ ...premises, asOf: question.asOf }),
});

const yenBetween = (left: Explanation | undefined, right: Explanation | undefined): string | null =>
  left?.unit === 'yen' && right?.unit === 'yen' ? yenText(subtractYen(right.value, left.value)) : null;

const stepAnswer = (step: ComparedStep, premises: ReadonlySet<string>): ComparedStepAnswer => {
  const { id, state, left, right, children } = step;
  const one = left ?? right;
  return {
    id,
    label: one?.label.en ?? '',
    labelJa: one?.label.ja ?? '',
    state,
    premise: premises.has(id),
    article: one?.clause?.label ?? null,
    left: statedAnswer(left),
    right: statedAnswer(right),
    children: state === 'same' ? [] : children.map((child) => stepAnswer(child, premises)),
  };
};
