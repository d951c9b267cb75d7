import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** Whether and when the contract ends, and what its end before the minimum period costs. */
export class GetTermination extends Query<TerminationAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface TerminationAnswer extends AnswerHead {
  readonly status: 'none' | 'scheduled' | 'effective';
  readonly effectiveOn: string | null;
  readonly ground: string | null;
  readonly notices: readonly NoticeAnswer[];
  readonly minimumPeriod: { readonly firstDay: string; readonly lastDay: string } | null;
  readonly earlyTermination: EarlyTerminationAnswer;
  readonly options: {
    readonly homepage?: {
      readonly effectiveOn: string | null;
      readonly minimumPeriod: { readonly firstDay: string; readonly lastDay: string } | null;
    };
  };
}
export interface NoticeAnswer {
  readonly noticeId: string;
  readonly subject: string;
  readonly arrivedOn: string;
  readonly designatedOn: string | null;
  readonly thirtyDaysElapseOn: string;
  readonly effectiveOn: string;
  readonly standing: boolean;
  readonly hasEffect: boolean;
}
export interface EarlyTerminationAnswer {
  readonly early: boolean;
  readonly exempt: boolean;
  readonly remaining: { readonly from: string; readonly to: string } | null;
  readonly charges: readonly {
    readonly subject: string;
    readonly item: 1 | 2;
    readonly monthlyFee: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly amount: string;
  }[];
  readonly total: string;
}
