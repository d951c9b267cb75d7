import type { ContractStatus, OptionStatus } from '@ledger/contract';
import { AnswerResponse } from '../http/answer.responses.js';

export class ContractorResponse {
  readonly name!: string;
  readonly contact!: string | null;
  readonly kind!: string | null;
}
export class PeriodResponse {
  readonly firstDay!: string;
  readonly lastDay!: string;
}
export class FeesResponse {
  /** Yen. */
  readonly initialFee!: string;
  /** Yen a month, in force on the day. */
  readonly monthlyFee!: string;
}
/** One stretch of an option's life. */
export class OptionResponse {
  readonly option!: string;
  /** The OptionAdded that began it. */
  readonly eventId!: string;
  readonly status!: OptionStatus;
  readonly fees!: FeesResponse;
  readonly acceptedOn!: string;
  readonly billingStartedOn!: string | null;
  readonly minimumPeriod!: PeriodResponse | null;
  /** The days of it after the day asked about. */
  readonly daysLeft!: number | null;
  readonly effectiveEndOn!: string | null;
}
export class TargetsResponse {
  readonly from!: string;
  readonly domains!: string[];
  readonly ipAddresses!: string[];
}
export class AdministratorResponse {
  readonly name!: string;
  readonly contact!: string | null;
  readonly from!: string;
}
export class RestrictionInForceResponse {
  readonly restrictionId!: string;
  readonly functions!: string[];
  readonly from!: string;
  readonly reason!: string;
}
export class MeasureInForceResponse {
  readonly measureId!: string;
  readonly ground!: string;
  readonly measures!: number[];
  readonly from!: string;
  readonly reason!: string;
}

/** The contract on a day. */
export class ContractResponse extends AnswerResponse {
  readonly contractId!: string;
  /** The contract's own count at this state of knowledge. */
  readonly revision!: number;
  /** `terminated` from the day after the effective end. */
  readonly status!: ContractStatus;
  readonly contractor!: ContractorResponse;
  readonly appliedOn!: string;
  readonly acceptedOn!: string | null;
  readonly refusedOn!: string | null;
  readonly billingStartedOn!: string | null;
  /** 最低利用期間 (Art. 1). */
  readonly minimumPeriod!: PeriodResponse | null;
  /** The days of it after the day asked about. */
  readonly daysLeft!: number | null;
  /** 解除の効力が生ずる日, where an end is known. */
  readonly effectiveEndOn!: string | null;
  readonly fees!: FeesResponse | null;
  readonly options!: OptionResponse[];
  readonly targets!: TargetsResponse | null;
  readonly administrator!: AdministratorResponse | null;
  readonly restrictions!: RestrictionInForceResponse[];
  readonly measures!: MeasureInForceResponse[];
}
