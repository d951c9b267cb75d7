import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** Where a recorded decision, demand or payment differs from what the terms give. */
export class GetDiscrepancies extends Query<DiscrepanciesAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface DiscrepanciesAnswer extends AnswerHead {}
