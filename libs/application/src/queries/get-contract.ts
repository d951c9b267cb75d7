import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate, yenText } from '@ledger/kernel';
import type { ContractStatus, OptionStatus } from '@ledger/contract';
import type { FeesInForce, OptionOverview, Overview } from '@ledger/figures';
import { dateText, periodAnswer, type PeriodAnswer } from '../present.js';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** The contract itself: state, fees, options, registers in force. */
export class GetContract extends Query<ContractAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface ContractAnswer extends AnswerHead {
  readonly contractId: string;
  readonly revision: number;
  readonly status: ContractStatus;
  readonly contractor: { readonly name: string; readonly contact: string | null; readonly kind: string | null };
  readonly appliedOn: string;
  readonly acceptedOn: string | null;
  readonly refusedOn: string | null;
  readonly billingStartedOn: string | null;
  readonly minimumPeriod: PeriodAnswer | null;
  /** The days of the minimum period after the day asked about. */
  readonly daysLeft: number | null;
  readonly effectiveEndOn: string | null;
  readonly fees: FeesAnswer | null;
  readonly options: readonly OptionAnswer[];
  readonly targets: {
    readonly from: string;
    readonly domains: readonly string[];
    readonly ipAddresses: readonly string[];
  } | null;
  readonly administrator: { readonly name: string; readonly contact: string | null; readonly from: string } | null;
  readonly restrictions: readonly {
    readonly restrictionId: string;
    readonly functions: readonly string[];
    readonly from: string;
    readonly reason: string;
  }[];
  readonly measures: readonly {
    readonly measureId: string;
    readonly ground: string;
    readonly measures: readonly number[];
    readonly from: string;
    readonly reason: string;
  }[];
}
export interface FeesAnswer {
  readonly initialFee: string;
  readonly monthlyFee: string;
}
export interface OptionAnswer {
  readonly option: string;
  /** The OptionAdded that began this stretch of it. */
  readonly eventId: string;
  readonly status: OptionStatus;
  readonly fees: FeesAnswer;
  readonly acceptedOn: string;
  readonly billingStartedOn: string | null;
  readonly minimumPeriod: PeriodAnswer | null;
  readonly daysLeft: number | null;
  readonly effectiveEndOn: string | null;
}

@QueryHandler(GetContract)
export class GetContractHandler implements IQueryHandler<GetContract> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, view }: GetContract): Promise<ContractAnswer> {
    const question = await this.questions.about(contractId, view);
    const { history, figures } = question;
    const revision = history.recorded.length - 1;
    return { ...headOf(question, view), contractId, revision, ...overviewAnswer(figures.overview()) };
  }
}

export type OverviewAnswer = Omit<ContractAnswer, keyof AnswerHead | 'contractId' | 'revision'>;

/** Also how the overview stands in the changes between two states of knowledge. */
export const overviewAnswer = (overview: Overview): OverviewAnswer => {
  const { status, contractor, base, targets, administrator } = overview;
  return {
    status,
    contractor: { name: contractor.name, contact: contractor.contact ?? null, kind: contractor.kind ?? null },
    appliedOn: isoDate(overview.appliedOn),
    acceptedOn: dateText(base?.acceptedOn),
    refusedOn: dateText(overview.refusedOn),
    billingStartedOn: dateText(base?.billingStartsOn),
    minimumPeriod: periodAnswer(base?.minimumPeriod),
    daysLeft: base?.daysLeft ?? null,
    effectiveEndOn: dateText(base?.effectiveEndOn),
    fees: base === undefined ? null : feesAnswer(base.fees),
    options: overview.options.map(optionAnswer),
    targets: targets === undefined ? null : targetsAnswer(targets),
    administrator: administrator === undefined ? null : administratorAnswer(administrator),
    restrictions: overview.restrictions.map(({ eventId, functions, from, reason }) => ({
      restrictionId: eventId,
      functions,
      from: isoDate(from),
      reason,
    })),
    measures: overview.measures.map(({ eventId, ground, measures, from, reason }) => ({
      measureId: eventId,
      ground,
      measures,
      from: isoDate(from),
      reason,
    })),
  };
};

const feesAnswer = ({ initialFee, monthlyFee }: FeesInForce): FeesAnswer => ({
  initialFee: yenText(initialFee),
  monthlyFee: yenText(monthlyFee),
});

const optionAnswer = (overview: OptionOverview): OptionAnswer => ({
  option: overview.option,
  eventId: overview.eventId,
  status: overview.status,
  fees: feesAnswer(overview.fees),
  acceptedOn: isoDate(overview.acceptedOn),
  billingStartedOn: dateText(overview.billingStartsOn),
  minimumPeriod: periodAnswer(overview.minimumPeriod),
  daysLeft: overview.daysLeft ?? null,
  effectiveEndOn: dateText(overview.effectiveEndOn),
});

const targetsAnswer = ({
  from,
  domains,
  ipAddresses,
}: NonNullable<Overview['targets']>): NonNullable<ContractAnswer['targets']> => ({
  from: isoDate(from),
  domains,
  ipAddresses,
});

const administratorAnswer = ({
  name,
  contact,
  from,
}: NonNullable<Overview['administrator']>): NonNullable<ContractAnswer['administrator']> => ({
  name,
  contact: contact ?? null,
  from: isoDate(from),
});
