import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** The derivation of one figure: `obligations/<id>`, `termination`, `credits/<outageId>`. */
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
export interface ExplanationNode {
  /** A stable path. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly unit: string | null;
  readonly rule: string | null;
  readonly article: string | null;
  readonly quote: string | null;
  readonly reading: string | null;
  readonly facts: readonly string[];
  readonly children: readonly ExplanationNode[];
}
