import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';
import type { EventAnswer } from './list-events.js';

/** One event as recorded. */
export class GetEvent extends Query<OneEventAnswer> {
  constructor(
    readonly contractId: string,
    readonly eventId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface OneEventAnswer extends AnswerHead, EventAnswer {}
