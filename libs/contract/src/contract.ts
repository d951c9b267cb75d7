import type { CivilDate, Instant, Yen } from '@ledger/kernel';
import type {
  ContractorKind,
  LiabilityBasis,
  LimitKind,
  Measure,
  MeasureGround,
  NoticeForm,
  Option,
  OutageCause,
  OutageExtent,
  ReductionDecision,
  Subject,
  TerminationGround,
} from './events.js';

/*
 * A contract as of a day: the facts known, sorted into registers with their dates and amounts read. Nothing here is a conclusion.
 * Every entry is named by the id of the event that made it; entries stand in the order of their recording. A fact with only a
 * planned date (`from`, `startsOn`, `effectiveOn`) is here whatever the day asked about: lookups.ts says which holds on a day.
 */

export interface Contract {
  readonly contractId: string;
  /** The day asked about. */
  readonly asOf: CivilDate;
  readonly application: Application;
  readonly contractorChanges: readonly ContractorChange[];
  readonly quotes: readonly Quote[];
  readonly acceptance: { readonly eventId: string; readonly acceptedOn: CivilDate } | undefined;
  readonly refusal: { readonly eventId: string; readonly refusedOn: CivilDate; readonly reason: string } | undefined;
  readonly billing: BillingStart | undefined;
  readonly changes: readonly Change[];
  readonly feeRevisions: readonly FeeRevision[];
  readonly options: readonly OptionPeriod[];
  readonly notices: readonly Notice[];
  readonly terminations: readonly Termination[];
  readonly outages: readonly Outage[];
  readonly demands: readonly Demand[];
  readonly payments: readonly Payment[];
  readonly repayments: readonly Repayment[];
  readonly settlements: readonly Settlement[];
  readonly targets: readonly Targets[];
  readonly agreements: readonly Agreement[];
  readonly complaints: readonly Complaint[];
  readonly administrators: readonly Administrator[];
  readonly settingChanges: readonly SettingChange[];
  readonly misuseReports: readonly MisuseReport[];
  readonly restrictions: readonly Restriction[];
  readonly measures: readonly HomepageMeasure[];
  readonly limits: readonly HomepageLimit[];
  readonly liabilityClaims: readonly LiabilityClaim[];
  readonly usageReports: readonly UsageReport[];
  readonly statements: readonly Statement[];
  /** The earliest own date of a counted fact, the application's included: whether a figure rests on terms not at hand (R17). */
  readonly earliestFactOn: CivilDate;
}

interface Entry {
  readonly eventId: string;
}
export interface Application extends Entry {
  readonly appliedOn: CivilDate;
  readonly name: string;
  readonly contact: string | undefined;
  readonly kind: ContractorKind | undefined;
  readonly options: readonly Option[];
}
export interface ContractorChange extends Entry {
  readonly from: CivilDate;
  readonly name: string;
  readonly contact: string | undefined;
  readonly reason: string;
}
export interface Fees {
  readonly initialFee: Yen;
  readonly monthlyFee: Yen;
}
export interface Quote extends Entry {
  readonly quotedOn: CivilDate;
  readonly base: Fees;
  readonly options: { readonly [O in Option]?: Fees };
}
export interface BillingStart extends Entry {
  readonly startsOn: CivilDate;
}
export interface Change extends Entry {
  readonly acceptedOn: CivilDate;
  readonly description: string;
  readonly oneTimeFee: Yen;
}
export interface FeeRevision extends Entry {
  readonly effectiveOn: CivilDate;
  readonly base: Yen | undefined;
  readonly options: { readonly [O in Option]?: Yen };
}
/** One stretch of an option's life, from OptionAdded on; an option that ended may be added again as a new one. */
export interface OptionPeriod extends Entry {
  readonly option: Option;
  readonly appliedOn: CivilDate;
  readonly acceptedOn: CivilDate;
  readonly billing: BillingStart | undefined;
  /** Notices and terminations of this option that fall to this period. */
  readonly notices: readonly Notice[];
  readonly terminations: readonly Termination[];
}
export interface Notice extends Entry {
  readonly subject: Subject;
  readonly arrivedOn: CivilDate;
  /** Arrived at exactly 00:00 in Japan (R16); never for a bare date. */
  readonly atMidnight: boolean;
  readonly designatedOn: CivilDate | undefined;
  readonly form: NoticeForm;
  readonly withdrawal: { readonly eventId: string; readonly agreedOn: CivilDate; readonly reason: string } | undefined;
}
export interface Termination extends Entry {
  readonly subject: Subject;
  readonly declaredOn: CivilDate;
  readonly effectiveOn: CivilDate;
  readonly ground: TerminationGround;
  readonly reason: string;
}
export interface Outage extends Entry {
  /** The client's id, else the event's. */
  readonly outageId: string;
  readonly occurredAt: Instant;
  readonly awareAt: Instant;
  readonly extent: OutageExtent;
  readonly cause: OutageCause;
  readonly recovery: { readonly eventId: string; readonly recoveredAt: Instant } | undefined;
  readonly claims: readonly Claim[];
  readonly decisions: readonly Decision[];
}
export interface Claim extends Entry {
  readonly arrivedOn: CivilDate;
}
export interface Decision extends Entry {
  readonly decidedOn: CivilDate;
  readonly decision: ReductionDecision;
  readonly amount: Yen | undefined;
  readonly reason: string;
}
export interface Demand extends Entry {
  readonly issuedOn: CivilDate;
  readonly items: readonly { readonly obligationId: string | undefined; readonly amount: Yen }[];
  readonly reference: string | undefined;
}
export interface Payment extends Entry {
  readonly receivedOn: CivilDate;
  readonly amount: Yen;
  readonly obligationId: string | undefined;
  readonly reference: string | undefined;
  readonly reversal: { readonly eventId: string; readonly reversedOn: CivilDate; readonly reason: string } | undefined;
}
export interface Repayment extends Entry {
  readonly paidOn: CivilDate;
  readonly amount: Yen;
  readonly reference: string | undefined;
}
export interface Settlement extends Entry {
  readonly agreedOn: CivilDate;
  readonly waived: Yen;
  readonly obligationId: string | undefined;
  readonly disputeId: string | undefined;
  readonly reason: string;
}
export interface Targets extends Entry {
  readonly from: CivilDate;
  readonly domains: readonly string[];
  readonly ipAddresses: readonly string[];
}
export interface Agreement extends Entry {
  readonly thirdParty: string;
  readonly concludedOn: CivilDate;
  readonly end: { readonly eventId: string; readonly endedOn: CivilDate } | undefined;
}
export interface Complaint extends Entry {
  readonly thirdParty: string | undefined;
  readonly receivedOn: CivilDate;
  readonly summary: string;
  readonly resolution:
    { readonly eventId: string; readonly resolvedOn: CivilDate; readonly outcome: string } | undefined;
}
export interface Administrator extends Entry {
  readonly name: string;
  readonly contact: string | undefined;
  readonly from: CivilDate;
}
export interface SettingChange extends Entry {
  readonly requestedBy: string;
  readonly requestedOn: CivilDate;
  readonly description: string;
  readonly report: { readonly eventId: string; readonly made: boolean; readonly reportedOn: CivilDate } | undefined;
}
export interface MisuseReport extends Entry {
  readonly reportedOn: CivilDate;
  readonly summary: string;
  readonly instructions: readonly Instruction[];
}
export interface Instruction extends Entry {
  readonly givenOn: CivilDate;
  readonly instruction: string;
  readonly followed: { readonly eventId: string; readonly followedOn: CivilDate } | undefined;
}
export interface Lift {
  readonly eventId: string;
  readonly liftedOn: CivilDate;
}
export interface Restriction extends Entry {
  readonly functions: readonly string[];
  readonly from: CivilDate;
  readonly reason: string;
  readonly lift: Lift | undefined;
}
export interface HomepageMeasure extends Entry {
  readonly ground: MeasureGround;
  readonly complaintId: string | undefined;
  readonly deemedNecessary: boolean | undefined;
  readonly measures: readonly Measure[];
  readonly from: CivilDate;
  readonly notifiedOn: CivilDate | undefined;
  readonly reason: string;
  readonly lift: Lift | undefined;
}
export interface HomepageLimit extends Entry {
  readonly kind: LimitKind;
  readonly limit: string | undefined;
  readonly from: CivilDate;
  readonly reason: string;
  readonly lift: Lift | undefined;
}
export interface LiabilityClaim extends Entry {
  readonly receivedOn: CivilDate;
  readonly summary: string;
  readonly basis: LiabilityBasis;
  readonly answer: { readonly eventId: string; readonly answeredOn: CivilDate; readonly answer: string } | undefined;
}
export interface UsageReport extends Entry {
  readonly requestedOn: CivilDate;
  readonly subject: string;
  readonly submission: { readonly eventId: string; readonly submittedOn: CivilDate } | undefined;
}
/** An answer that was given to be relied on. */
export interface Statement extends Entry {
  readonly statementId: string;
  readonly madeOn: CivilDate;
  readonly figure: string;
  /** The day that it is about. */
  readonly asOf: CivilDate;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly toldTo: string | undefined;
}
