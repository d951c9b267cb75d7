import { hash } from 'node:crypto';
import { figureState, type Figures } from '@ledger/figures';
import { canonicalJson } from '../canonical-json.js';
import { explanationAnswer } from '../queries/explain-figure.js';
import { figureAnswer } from '../queries/get-changes.js';

/** What is said of a figure, and by what it can be known again. */
export interface StatedFigure {
  /** As the question about it is answered, but for words of a person: a statement never repeats those. */
  readonly answer: Readonly<Record<string, unknown>>;
  /** SHA-256 of the canonical JSON of its explanation. */
  readonly explanationDigest: string;
}

/** Undefined where there is no such figure, or none that is explained. */
export const statedFigure = (figures: Figures, name: string): StatedFigure | undefined => {
  const explanation = figures.explanation(name);
  const any = figureState(figures).get(name)?.value;
  if (explanation === undefined || any === undefined) return undefined;
  return {
    answer: withoutReason({ ...figureAnswer(any) }),
    explanationDigest: hash('sha256', canonicalJson(explanationAnswer(explanation))),
  };
};

/** Of a credit: why a reduction was granted or denied. */
const withoutReason = (answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { decision } = answer;
  if (typeof decision !== 'object' || decision === null) return answer;
  const { reason: _reason, ...decided } = decision as Readonly<Record<string, unknown>>;
  return { ...answer, decision: decided };
};
