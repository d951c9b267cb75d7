import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** The days that matter next: minimum periods, effective ends, claim deadlines, what is open. */
export class GetDeadlines extends Query<DeadlinesAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface DeadlinesAnswer extends AnswerHead {
  readonly items: readonly {
    readonly on: string;
    readonly kind: string;
    readonly text: string;
    readonly article: string;
  }[];
}
