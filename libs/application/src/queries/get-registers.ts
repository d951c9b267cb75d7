import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** The registers as of the day: agreements, complaints, setting changes, reports, measures and so on. */
export class GetRegisters extends Query<RegistersAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface RegistersAnswer extends AnswerHead {}
