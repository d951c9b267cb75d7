import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate, yenText } from '@ledger/kernel';
import type { EarlyTermination, JudgedNotice, TerminationFigure } from '@ledger/figures';
import { dateText, periodAnswer, rangeAnswer, type PeriodAnswer, type RangeAnswer } from '../present.js';
import { headOf, Questions } from '../questions.js';
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
  readonly status: TerminationFigure['status'];
  readonly effectiveOn: string | null;
  readonly ground: string | null;
  readonly notices: readonly NoticeAnswer[];
  readonly minimumPeriod: PeriodAnswer | null;
  readonly earlyTermination: EarlyTerminationAnswer;
  readonly options: {
    readonly homepage?: {
      readonly effectiveOn: string | null;
      readonly minimumPeriod: PeriodAnswer | null;
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
  readonly remaining: RangeAnswer | null;
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

@QueryHandler(GetTermination)
export class GetTerminationHandler implements IQueryHandler<GetTermination> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, view }: GetTermination): Promise<TerminationAnswer> {
    const question = await this.questions.about(contractId, view);
    return { ...headOf(question, view), ...terminationAnswer(question.figures.termination()) };
  }
}

export type TerminationFigures = Omit<TerminationAnswer, keyof AnswerHead>;

/** Also how it stands in the changes between two states of knowledge. */
export const terminationAnswer = (termination: TerminationFigure): TerminationFigures => {
  const { homepage } = termination.options;
  return {
    status: termination.status,
    effectiveOn: dateText(termination.effectiveOn),
    ground: termination.ground ?? null,
    notices: termination.notices.map(noticeAnswer),
    minimumPeriod: periodAnswer(termination.minimumPeriod),
    earlyTermination: earlyTerminationAnswer(termination.earlyTermination),
    options:
      homepage === undefined
        ? {}
        : {
            homepage: {
              effectiveOn: dateText(homepage.effectiveOn),
              minimumPeriod: periodAnswer(homepage.minimumPeriod),
            },
          },
  };
};

const noticeAnswer = (notice: JudgedNotice): NoticeAnswer => ({
  noticeId: notice.eventId,
  subject: notice.subject,
  arrivedOn: isoDate(notice.arrivedOn),
  designatedOn: dateText(notice.designatedOn),
  thirtyDaysElapseOn: isoDate(notice.thirtyDaysElapseOn),
  effectiveOn: isoDate(notice.effectiveOn),
  standing: notice.standing,
  hasEffect: notice.hasEffect,
});

const earlyTerminationAnswer = (early: EarlyTermination): EarlyTerminationAnswer => ({
  early: early.early,
  exempt: early.exempt,
  remaining: rangeAnswer(early.remaining),
  charges: early.charges.map(({ subject, item, monthlyFee, period, amount }) => ({
    subject,
    item,
    monthlyFee: yenText(monthlyFee.fee),
    from: dateText(period?.from),
    to: dateText(period?.to),
    amount: yenText(amount),
  })),
  total: yenText(early.total),
});
