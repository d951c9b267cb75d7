import type { CivilDate, DateRange, Yen } from '@ledger/kernel';
import {
  administratorOn,
  contractorOn,
  optionStatusOf,
  statusOf,
  targetsOn,
  type Administrator,
  type ContractorKind,
  type ContractStatus,
  type HomepageMeasure,
  type Option,
  type OptionStatus,
  type Restriction,
  type Targets,
} from '@ledger/contract';
import { feeOn } from './fees.js';
import { standingSince } from './registers.js';
import type { Service, Situation } from './situation.js';

/** The fees of a service as quoted, the monthly fee as in force on the day asked about. */
export interface FeesInForce {
  readonly initialFee: Yen;
  readonly monthlyFee: Yen;
}
/** What is said of the base service and of each option alike. */
interface ServiceOverview {
  readonly acceptedOn: CivilDate;
  /** Also a day to come. */
  readonly billingStartsOn: CivilDate | undefined;
  readonly minimumPeriod: DateRange | undefined;
  /** The days of the minimum period after the day asked about. */
  readonly daysLeft: number | undefined;
  readonly effectiveEndOn: CivilDate | undefined;
  readonly fees: FeesInForce;
}
export interface OptionOverview extends ServiceOverview {
  readonly option: Option;
  /** The OptionAdded. */
  readonly eventId: string;
  readonly status: OptionStatus;
}
/** The contract on a day, at a glance. */
export interface Overview {
  readonly status: ContractStatus;
  readonly contractor: {
    readonly name: string;
    readonly contact: string | undefined;
    readonly kind: ContractorKind | undefined;
  };
  readonly appliedOn: CivilDate;
  readonly refusedOn: CivilDate | undefined;
  /** Undefined before the day of acceptance. */
  readonly base: ServiceOverview | undefined;
  /** Every period of every option, in the order of recording. */
  readonly options: readonly OptionOverview[];
  /** In force on the day. */
  readonly targets: Targets | undefined;
  readonly administrator: Administrator | undefined;
  readonly restrictions: readonly Restriction[];
  readonly measures: readonly HomepageMeasure[];
}

export const overviewOf = ({ contract, asOf, interpretation, base, options }: Situation): Overview => {
  const { application } = contract;
  const { name, contact } = contractorOn(contract, asOf);
  return {
    status: statusOf(contract, interpretation),
    contractor: { name, contact, kind: application.kind },
    appliedOn: application.appliedOn,
    refusedOn: contract.refusal?.refusedOn,
    base: base && serviceOverview(base, asOf),
    options: options.map((service) => ({
      ...serviceOverview(service, asOf),
      option: service.subject,
      eventId: service.eventId,
      status: optionStatusOf(contract, service.period, interpretation),
    })),
    targets: targetsOn(contract, asOf),
    administrator: administratorOn(contract, asOf),
    restrictions: contract.restrictions.filter((restriction) => standingSince(restriction, asOf).open),
    measures: contract.measures.filter((measure) => standingSince(measure, asOf).open),
  };
};

const serviceOverview = (
  { acceptedOn, billing, minimumPeriod, end, fees, steps }: Service,
  asOf: CivilDate,
): ServiceOverview => ({
  acceptedOn,
  billingStartsOn: billing?.startsOn,
  minimumPeriod,
  daysLeft: minimumPeriod && Math.max(0, minimumPeriod.to - asOf),
  effectiveEndOn: end?.on,
  fees: { initialFee: fees.initialFee, monthlyFee: feeOn(steps, asOf).fee },
});
