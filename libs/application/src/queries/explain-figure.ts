import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { exactYenText, isoDate, isoInstant, yenText } from '@ledger/kernel';
import type { Explanation, Quantity, Rule } from '@ledger/figures';
import { NothingFound } from '../errors.js';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** The derivation of one figure: `obligations/<id>`, `totals`, `termination`, `credits/<outageId>`. */
export class ExplainFigure extends Query<ExplanationAnswer> {
  constructor(
    readonly contractId: string,
    readonly figure: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface ExplanationAnswer extends AnswerHead {
  readonly figure: string;
  readonly explanation: ExplanationNode;
}
/** One step; without children it is a recorded fact, a number of the terms or of the calendar, or the question asked. */
export interface ExplanationNode {
  /** A stable path. */
  readonly id: string;
  readonly label: string;
  readonly labelJa: string;
  /** Null for a day that there is not. */
  readonly value: string | null;
  readonly unit: Quantity['unit'];
  /** How the value follows from those of the children, in their order. */
  readonly rule: Rule;
  readonly article: string | null;
  /** Null where no clause is cited, or one of other regulations. */
  readonly quote: string | null;
  /** `R03:actual-days`: the reading under which the rule or the number is this one. */
  readonly reading: string | null;
  /** The events that state the value. */
  readonly facts: readonly string[];
  readonly children: readonly ExplanationNode[];
}

@QueryHandler(ExplainFigure)
export class ExplainFigureHandler implements IQueryHandler<ExplainFigure> {
  constructor(private readonly questions: Questions) {}

  /** @throws {NothingFound} */
  async execute({ contractId, figure, view }: ExplainFigure): Promise<ExplanationAnswer> {
    const question = await this.questions.about(contractId, view);
    const explanation = question.figures.explanation(figure);
    if (explanation === undefined) throw new NothingFound('figure', figure);
    return { ...headOf(question, view), figure, explanation: explanationAnswer(explanation) };
  }
}

/** An explanation, as it is shown. */
export const explanationAnswer = (explanation: Explanation): ExplanationNode => {
  const { id, label, unit, rule, clause, reading, facts, children } = explanation;
  return {
    id,
    label: label.en,
    labelJa: label.ja,
    value: quantityText(explanation),
    unit,
    rule,
    article: clause?.label ?? null,
    quote: clause !== undefined && 'quote' in clause ? clause.quote : null,
    reading: reading ?? null,
    facts,
    children: children.map(explanationAnswer),
  };
};

export const quantityText = (quantity: Quantity): string | null => {
  switch (quantity.unit) {
    case 'yen':
      return yenText(quantity.value);
    case 'exact-yen':
      return exactYenText(quantity.value);
    case 'date':
      return quantity.value === undefined ? null : isoDate(quantity.value);
    case 'instant':
      return isoInstant(quantity.value);
    default:
      return String(quantity.value);
  }
};
