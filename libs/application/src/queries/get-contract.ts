import { Query } from '@nestjs/cqrs';
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
  readonly minimumPeriod: MinimumPeriodAnswer | null;
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
export type ContractStatus = 'applied' | 'accepted' | 'refused' | 'active' | 'terminating' | 'terminated';
export interface FeesAnswer {
  readonly initialFee: string;
  readonly monthlyFee: string;
}
export interface MinimumPeriodAnswer {
  readonly firstDay: string;
  readonly lastDay: string;
}
export interface OptionAnswer {
  readonly option: string;
  /** The OptionAdded that began this stretch of it. */
  readonly eventId: string;
  readonly status: string;
  readonly fees: FeesAnswer | null;
  readonly acceptedOn: string;
  readonly billingStartedOn: string | null;
  readonly minimumPeriod: MinimumPeriodAnswer | null;
  readonly effectiveEndOn: string | null;
}
