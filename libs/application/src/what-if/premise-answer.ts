import type { ExplainedPremise, Explanation } from '@ledger/figures';
import { quantityText } from '../queries/explain-figure.js';

/** What a difference begins with: something stated, or read, otherwise on one side. */
export interface ExplainedPremiseAnswer {
  /** The step of the explanation at which it comes in. */
  readonly id: string;
  readonly label: string;
  readonly labelJa: string;
  readonly article: string | null;
  /** Null where the side has nothing like it. */
  readonly left: StatedAnswer | null;
  readonly right: StatedAnswer | null;
}
export interface StatedAnswer {
  readonly value: string | null;
  readonly unit: string;
  readonly rule: string;
  readonly reading: string | null;
  /** The events that state it; `hypothesis-1`, `hypothesis-2` are only supposed. */
  readonly facts: readonly string[];
}

export const premiseAnswer = ({ id, left, right }: ExplainedPremise): ExplainedPremiseAnswer => {
  const one = left ?? right;
  return {
    id,
    label: one?.label.en ?? '',
    labelJa: one?.label.ja ?? '',
    article: one?.clause?.label ?? null,
    left: statedAnswer(left),
    right: statedAnswer(right),
  };
};

export const statedAnswer = (step: Explanation | undefined): StatedAnswer | null =>
  step === undefined
    ? null
    : {
        value: quantityText(step),
        unit: step.unit,
        rule: step.rule,
        reading: step.reading ?? null,
        facts: step.facts,
      };
