import { Query } from '@nestjs/cqrs';
import type { KnownAt } from '@ledger/contract';
import type { AnswerHead, View } from '../view.js';

/** What became different between two states of knowledge (`GET .../history`). */
export class GetChanges extends Query<ChangesAnswer> {
  constructor(
    readonly contractId: string,
    readonly from: KnownAt,
    readonly to: KnownAt,
    readonly view: View,
  ) {
    super();
  }
}
export interface ChangesAnswer extends AnswerHead {
  readonly from: string | null;
  readonly to: string | null;
  readonly items: readonly {
    readonly figure: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly events: readonly string[];
  }[];
}
