import type { CivilDate, DateRange, Yen } from '@ledger/kernel';
import type { Administrator, HomepageMeasure, Option, Restriction, Targets } from '@ledger/contract';

export type OptionStatus = 'accepted' | 'active' | 'terminating' | 'terminated';
/** The fees in force on a day. */
export interface FeesInForce {
  readonly initialFee: Yen;
  readonly monthlyFee: Yen;
}
/** The contract on a day, at a glance. */
export interface Overview {
  readonly status: 'applied' | 'accepted' | 'refused' | 'active' | 'terminating' | 'terminated';
  readonly contractor: {
    readonly name: string;
    readonly contact: string | undefined;
    readonly kind: 'corporation' | 'individual' | undefined;
  };
  readonly appliedOn: CivilDate;
  readonly acceptedOn: CivilDate | undefined;
  readonly refusedOn: CivilDate | undefined;
  readonly billingStartsOn: CivilDate | undefined;
  readonly minimumPeriod: DateRange | undefined;
  /** The days after the day asked about up to the minimum period's last day; 0 when it is over. */
  readonly daysLeft: number | undefined;
  readonly effectiveEndOn: CivilDate | undefined;
  readonly fees: FeesInForce | undefined;
  /** Every period of every option, in the order of recording. */
  readonly options: readonly OptionOverview[];
  /** In force on the day. */
  readonly targets: Targets | undefined;
  readonly administrator: Administrator | undefined;
  readonly restrictions: readonly Restriction[];
  readonly measures: readonly HomepageMeasure[];
}
export interface OptionOverview {
  readonly option: Option;
  readonly eventId: string;
  readonly status: OptionStatus;
  readonly fees: FeesInForce;
  readonly acceptedOn: CivilDate;
  readonly billingStartsOn: CivilDate | undefined;
  readonly minimumPeriod: DateRange | undefined;
  readonly daysLeft: number | undefined;
  readonly effectiveEndOn: CivilDate | undefined;
}
