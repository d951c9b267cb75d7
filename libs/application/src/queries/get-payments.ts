import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** Payments, reversals, repayments, settlements and demands, with what each settled. */
export class GetPayments extends Query<PaymentsAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface PaymentsAnswer extends AnswerHead {}
