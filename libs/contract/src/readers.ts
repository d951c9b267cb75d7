import {
  civilDate,
  instant,
  isDateOnly,
  japaneseDateOf,
  parseYen,
  startOfDay,
  type CivilDate,
  type Yen,
  type YenText,
} from '@ledger/kernel';
import type {
  Administrator,
  Agreement,
  Application,
  BillingStart,
  Change,
  Claim,
  Complaint,
  ContractorChange,
  Contract,
  Decision,
  Demand,
  FeeRevision,
  Fees,
  HomepageLimit,
  HomepageMeasure,
  Instruction,
  LiabilityClaim,
  Lift,
  MisuseReport,
  Notice,
  OptionPeriod,
  Outage,
  Payment,
  Quote,
  Repayment,
  Restriction,
  SettingChange,
  Settlement,
  Statement,
  Targets,
  Termination,
  UsageReport,
} from './contract.js';
import type { FactType, Option, QuotedFees } from './events.js';
import type { Fact } from './history.js';

/** What is said of an earlier fact, and of which. */
interface About<Part> {
  readonly id: string;
  readonly part: NonNullable<Part>;
}
/** What each kind of fact is once its dates and amounts are read. */
export interface Entries {
  ContractApplied: Application;
  ContractorChanged: ContractorChange;
  FeesQuoted: Quote;
  ContractAccepted: NonNullable<Contract['acceptance']>;
  ContractRefused: NonNullable<Contract['refusal']>;
  BillingStarted: BillingStart;
  ChangeAccepted: Change;
  FeesRevised: FeeRevision;
  OptionAdded: OptionPeriod;
  OptionBillingStarted: { readonly option: Option; readonly billing: BillingStart };
  NoticeReceived: Notice;
  NoticeWithdrawn: About<Notice['withdrawal']>;
  ContractTerminated: Termination;
  OutageDetected: Outage;
  OutageRecovered: About<Outage['recovery']>;
  ReductionClaimed: About<Claim>;
  ReductionDecided: About<Decision>;
  PaymentDemanded: Demand;
  PaymentReceived: Payment;
  PaymentReversed: About<Payment['reversal']>;
  Repaid: Repayment;
  SettlementAgreed: Settlement;
  TargetsDesignated: Targets;
  ThirdPartyAgreementRegistered: Agreement;
  ThirdPartyAgreementEnded: About<Agreement['end']>;
  ThirdPartyComplaintReceived: Complaint;
  ThirdPartyComplaintResolved: About<Complaint['resolution']>;
  AdministratorAppointed: Administrator;
  SettingChangeRequested: SettingChange;
  SettingChangeReported: About<SettingChange['report']>;
  MisuseReported: MisuseReport;
  InstructionGiven: About<Instruction>;
  InstructionFollowed: About<Instruction['followed']> & { readonly instructionId: string };
  FunctionsRestricted: Restriction;
  RestrictionLifted: About<Lift>;
  HomepageMeasureTaken: HomepageMeasure;
  HomepageMeasureLifted: About<Lift>;
  HomepageLimitSet: HomepageLimit;
  HomepageLimitLifted: About<Lift>;
  LiabilityClaimReceived: LiabilityClaim;
  LiabilityClaimAnswered: About<LiabilityClaim['answer']>;
  UsageReportRequested: UsageReport;
  UsageReportSubmitted: About<UsageReport['submission']>;
  StatementMade: Statement;
}
/** A fact of every kind, with its texts read. */
export const readers: { readonly [T in FactType]: (fact: Fact<T>) => Entries[T] } = {
  ContractApplied: ({ eventId, data: { contractor, appliedOn, options = [] } }) => ({
    eventId,
    appliedOn: civilDate(appliedOn),
    name: contractor.name,
    contact: contractor.contact,
    kind: contractor.kind,
    options,
  }),
  ContractorChanged: ({ eventId, data: { from, name, contact, reason } }) => ({
    eventId,
    from: civilDate(from),
    name,
    contact,
    reason,
  }),
  FeesQuoted: ({ eventId, data }) => ({
    eventId,
    quotedOn: civilDate(data.quotedOn),
    base: feesOf(data),
    options: data.options?.homepage === undefined ? {} : { homepage: feesOf(data.options.homepage) },
  }),
  ContractAccepted: ({ eventId, data }) => ({ eventId, acceptedOn: civilDate(data.acceptedOn) }),
  ContractRefused: ({ eventId, data }) => ({ eventId, refusedOn: civilDate(data.refusedOn), reason: data.reason }),
  BillingStarted: ({ eventId, data }) => ({ eventId, startsOn: civilDate(data.startsOn) }),
  ChangeAccepted: ({ eventId, data: { acceptedOn, description, oneTimeFee } }) => ({
    eventId,
    acceptedOn: civilDate(acceptedOn),
    description,
    oneTimeFee: parseYen(oneTimeFee),
  }),
  FeesRevised: ({ eventId, data: { effectiveOn, monthlyFee, options } }) => ({
    eventId,
    effectiveOn: civilDate(effectiveOn),
    base: monthlyFee === undefined ? undefined : parseYen(monthlyFee),
    options: options?.homepage === undefined ? {} : { homepage: parseYen(options.homepage.monthlyFee) },
  }),
  OptionAdded: ({ eventId, data: { option, appliedOn, acceptedOn } }) => ({
    eventId,
    option,
    appliedOn: civilDate(appliedOn),
    acceptedOn: civilDate(acceptedOn),
    billing: undefined,
    notices: [],
    terminations: [],
  }),
  OptionBillingStarted: ({ eventId, data: { option, startsOn } }) => ({
    option,
    billing: { eventId, startsOn: civilDate(startsOn) },
  }),
  NoticeReceived: ({ eventId, data: { subject, arrivedAt, designatedOn, form } }) => ({
    eventId,
    subject,
    ...arrivalOf(arrivedAt),
    designatedOn: dateOrNone(designatedOn),
    form,
    withdrawal: undefined,
  }),
  NoticeWithdrawn: ({ eventId, data: { noticeId, agreedOn, reason } }) => ({
    id: noticeId,
    part: { eventId, agreedOn: civilDate(agreedOn), reason },
  }),
  ContractTerminated: ({ eventId, data: { subject = 'contract', declaredOn, effectiveOn, ground, reason } }) => ({
    eventId,
    subject,
    declaredOn: civilDate(declaredOn),
    effectiveOn: civilDate(effectiveOn),
    ground,
    reason,
  }),
  OutageDetected: ({ eventId, data: { outageId = eventId, occurredAt, awareAt, extent, cause } }) => ({
    eventId,
    outageId,
    occurredAt: instant(occurredAt),
    awareAt: instant(awareAt),
    extent,
    cause,
    recovery: undefined,
    claims: [],
    decisions: [],
  }),
  OutageRecovered: ({ eventId, data: { outageId, recoveredAt } }) => ({
    id: outageId,
    part: { eventId, recoveredAt: instant(recoveredAt) },
  }),
  ReductionClaimed: ({ eventId, data: { outageId, arrivedOn } }) => ({
    id: outageId,
    part: { eventId, arrivedOn: civilDate(arrivedOn) },
  }),
  ReductionDecided: ({ eventId, data: { outageId, decidedOn, decision, amount, reason } }) => ({
    id: outageId,
    part: { eventId, decidedOn: civilDate(decidedOn), decision, amount: yenOrNone(amount), reason },
  }),
  PaymentDemanded: ({ eventId, data: { issuedOn, items, reference } }) => ({
    eventId,
    issuedOn: civilDate(issuedOn),
    items: items.map(({ obligationId, amount }) => ({ obligationId, amount: parseYen(amount) })),
    reference,
  }),
  PaymentReceived: ({ eventId, data: { receivedOn, amount, obligationId, reference } }) => ({
    eventId,
    receivedOn: civilDate(receivedOn),
    amount: parseYen(amount),
    obligationId,
    reference,
    reversal: undefined,
  }),
  PaymentReversed: ({ eventId, data: { paymentId, reversedOn, reason } }) => ({
    id: paymentId,
    part: { eventId, reversedOn: civilDate(reversedOn), reason },
  }),
  Repaid: ({ eventId, data: { paidOn, amount, reference } }) => ({
    eventId,
    paidOn: civilDate(paidOn),
    amount: parseYen(amount),
    reference,
  }),
  SettlementAgreed: ({ eventId, data: { agreedOn, waived, obligationId, disputeId, reason } }) => ({
    eventId,
    agreedOn: civilDate(agreedOn),
    waived: parseYen(waived),
    obligationId,
    disputeId,
    reason,
  }),
  TargetsDesignated: ({ eventId, data: { from, domains, ipAddresses } }) => ({
    eventId,
    from: civilDate(from),
    domains,
    ipAddresses,
  }),
  ThirdPartyAgreementRegistered: ({ eventId, data: { thirdParty, concludedOn } }) => ({
    eventId,
    thirdParty,
    concludedOn: civilDate(concludedOn),
    end: undefined,
  }),
  ThirdPartyAgreementEnded: ({ eventId, data: { agreementId, endedOn } }) => ({
    id: agreementId,
    part: { eventId, endedOn: civilDate(endedOn) },
  }),
  ThirdPartyComplaintReceived: ({ eventId, data: { thirdParty, receivedOn, summary } }) => ({
    eventId,
    thirdParty,
    receivedOn: civilDate(receivedOn),
    summary,
    resolution: undefined,
  }),
  ThirdPartyComplaintResolved: ({ eventId, data: { complaintId, resolvedOn, outcome } }) => ({
    id: complaintId,
    part: { eventId, resolvedOn: civilDate(resolvedOn), outcome },
  }),
  AdministratorAppointed: ({ eventId, data: { name, contact, from } }) => ({
    eventId,
    name,
    contact,
    from: civilDate(from),
  }),
  SettingChangeRequested: ({ eventId, data: { requestedBy, requestedOn, description } }) => ({
    eventId,
    requestedBy,
    requestedOn: civilDate(requestedOn),
    description,
    report: undefined,
  }),
  SettingChangeReported: ({ eventId, data: { changeId, made, reportedOn } }) => ({
    id: changeId,
    part: { eventId, made, reportedOn: civilDate(reportedOn) },
  }),
  MisuseReported: ({ eventId, data: { reportedOn, summary } }) => ({
    eventId,
    reportedOn: civilDate(reportedOn),
    summary,
    instructions: [],
  }),
  InstructionGiven: ({ eventId, data: { reportId, givenOn, instruction } }) => ({
    id: reportId,
    part: { eventId, givenOn: civilDate(givenOn), instruction, followed: undefined },
  }),
  InstructionFollowed: ({ eventId, data: { reportId, instructionId, followedOn } }) => ({
    id: reportId,
    instructionId,
    part: { eventId, followedOn: civilDate(followedOn) },
  }),
  FunctionsRestricted: ({ eventId, data: { functions, from, reason } }) => ({
    eventId,
    functions,
    from: civilDate(from),
    reason,
    lift: undefined,
  }),
  RestrictionLifted: ({ eventId, data }) => ({ id: data.restrictionId, part: liftOf(eventId, data) }),
  HomepageMeasureTaken: ({ eventId, data }) => ({
    eventId,
    ground: data.ground,
    complaintId: data.complaintId,
    deemedNecessary: data.deemedNecessary,
    measures: data.measures,
    from: civilDate(data.from),
    notifiedOn: dateOrNone(data.notifiedOn),
    reason: data.reason,
    lift: undefined,
  }),
  HomepageMeasureLifted: ({ eventId, data }) => ({ id: data.measureId, part: liftOf(eventId, data) }),
  HomepageLimitSet: ({ eventId, data: { kind, limit, from, reason } }) => ({
    eventId,
    kind,
    limit,
    from: civilDate(from),
    reason,
    lift: undefined,
  }),
  HomepageLimitLifted: ({ eventId, data }) => ({ id: data.limitId, part: liftOf(eventId, data) }),
  LiabilityClaimReceived: ({ eventId, data: { receivedOn, summary, basis } }) => ({
    eventId,
    receivedOn: civilDate(receivedOn),
    summary,
    basis,
    answer: undefined,
  }),
  LiabilityClaimAnswered: ({ eventId, data: { claimId, answeredOn, answer } }) => ({
    id: claimId,
    part: { eventId, answeredOn: civilDate(answeredOn), answer },
  }),
  UsageReportRequested: ({ eventId, data: { requestedOn, subject } }) => ({
    eventId,
    requestedOn: civilDate(requestedOn),
    subject,
    submission: undefined,
  }),
  UsageReportSubmitted: ({ eventId, data: { reportId, submittedOn } }) => ({
    id: reportId,
    part: { eventId, submittedOn: civilDate(submittedOn) },
  }),
  StatementMade: ({ eventId, data: { statementId = eventId, madeOn, figure, premises, answer, toldTo } }) => ({
    eventId,
    statementId,
    madeOn: civilDate(madeOn),
    figure,
    asOf: civilDate(premises.asOf),
    answer,
    toldTo,
  }),
};

const feesOf = ({ initialFee, monthlyFee }: QuotedFees): Fees => ({
  initialFee: parseYen(initialFee),
  monthlyFee: parseYen(monthlyFee),
});
const dateOrNone = (text: string | undefined): CivilDate | undefined =>
  text === undefined ? undefined : civilDate(text);
const yenOrNone = (text: YenText | undefined): Yen | undefined => (text === undefined ? undefined : parseYen(text));
const liftOf = (eventId: string, { liftedOn }: { readonly liftedOn: string }): Lift => ({
  eventId,
  liftedOn: civilDate(liftedOn),
});
/** R16: a bare date says nothing of the time of day, so it is never 00:00. */
const arrivalOf = (text: string): Pick<Notice, 'arrivedOn' | 'atMidnight'> => {
  if (isDateOnly(text)) return { arrivedOn: civilDate(text), atMidnight: false };
  const moment = instant(text);
  const arrivedOn = japaneseDateOf(moment);
  return { arrivedOn, atMidnight: moment === startOfDay(arrivedOn) };
};
