import { Query } from '@nestjs/cqrs';
import type { FactEvent } from '@ledger/contract';
import type { View } from '../view.js';
import type { TerminationAnswer } from './get-termination.js';

/** What GetTermination would answer if the notice or termination were recorded now; nothing is recorded. */
export class QuoteTermination extends Query<TerminationAnswer> {
  constructor(
    readonly contractId: string,
    readonly trial: Extract<FactEvent, { type: 'NoticeReceived' | 'ContractTerminated' }>,
    readonly view: View,
  ) {
    super();
  }
}
