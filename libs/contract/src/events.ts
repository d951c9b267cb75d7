import type { IsoDate, IsoInstant, YenText } from '@ledger/kernel';

/*
 * Storage format: JSON facts only, in the past tense, named as in the HTTP interface. A shipped event is never edited; a changed one
 * gets a successor and an upcaster (upcasters.ts). What an event says of itself (article, date, personal data, what it refers to)
 * stands in event-definitions.ts, the shape of its data in fact-shapes.ts.
 */

/** What fees, notices and endings are about, as commands and events name it. */
export type Subject = 'contract' | Option;
/** Option services of Art. 5(2). */
export type Option = 'homepage';
export type NoticeForm = 'prescribed' | 'other';
export type TerminationGround = 'general-28-2' | 'general-28-3' | 'provider-for-cause' | 'statutory' | 'agreement';
export type OutageExtent = 'total' | 'equivalent' | 'partial';
export type OutageCause =
  'provider' | 'contractor-settings' | 'contractor' | 'third-party' | 'force-majeure' | 'suspension' | 'restriction';
export type MeasureGround = 'prohibited-act' | 'third-party-complaint' | 'risk-to-operation';
/** The measures (1) to (4) of Art. 13(1). */
export type Measure = 1 | 2 | 3 | 4;
export type LimitKind = 'access' | 'sessions' | 'traffic';
export type LiabilityBasis = 'warranty' | 'data-loss' | 'restriction' | 'contractor-act' | 'other';
export type ContractorKind = 'corporation' | 'individual';

/** Postal proof, fax log, letter: the file's SHA-256 and its name. */
export interface Document {
  readonly sha256: string;
  readonly name: string;
}
export interface Contractor {
  readonly name: string;
  readonly contact?: string;
  readonly kind?: ContractorKind;
}
export interface QuotedFees {
  readonly initialFee: YenText;
  readonly monthlyFee: YenText;
}

/** Every fact of a contract by its name, without `documents`, which any of them may carry. */
interface Facts {
  ContractApplied: { contractor: Contractor; appliedOn: IsoDate; options?: readonly Option[] };
  ContractorChanged: { from: IsoDate; name: string; contact?: string; reason: string };
  FeesQuoted: { quotedOn: IsoDate; options?: { readonly [O in Option]?: QuotedFees } } & QuotedFees;
  ContractAccepted: { acceptedOn: IsoDate };
  ContractRefused: { refusedOn: IsoDate; reason: string };
  BillingStarted: { startsOn: IsoDate };
  ChangeAccepted: { acceptedOn: IsoDate; description: string; oneTimeFee: YenText };
  FeesRevised: {
    effectiveOn: IsoDate;
    monthlyFee?: YenText;
    options?: { readonly [O in Option]?: { readonly monthlyFee: YenText } };
  };
  OptionAdded: { option: Option; appliedOn: IsoDate; acceptedOn: IsoDate };
  OptionBillingStarted: { option: Option; startsOn: IsoDate };
  NoticeReceived: { subject: Subject; arrivedAt: IsoDate | IsoInstant; designatedOn?: IsoDate; form: NoticeForm };
  NoticeWithdrawn: { noticeId: string; agreedOn: IsoDate; reason: string };
  ContractTerminated: {
    declaredOn: IsoDate;
    effectiveOn: IsoDate;
    ground: TerminationGround;
    subject?: Subject;
    reason: string;
  };
  OutageDetected: {
    outageId?: string;
    occurredAt: IsoInstant;
    awareAt: IsoInstant;
    extent: OutageExtent;
    cause: OutageCause;
  };
  OutageRecovered: { outageId: string; recoveredAt: IsoInstant };
  ReductionClaimed: { outageId: string; arrivedOn: IsoDate };
  ReductionDecided: {
    outageId: string;
    decidedOn: IsoDate;
    decision: 'granted' | 'denied';
    amount?: YenText;
    reason: string;
  };
  PaymentDemanded: { issuedOn: IsoDate; items: readonly DemandedItem[]; reference?: string };
  PaymentReceived: { receivedOn: IsoDate; amount: YenText; obligationId?: string; reference?: string };
  PaymentReversed: { paymentId: string; reversedOn: IsoDate; reason: string };
  Repaid: { paidOn: IsoDate; amount: YenText; reference?: string };
  SettlementAgreed: {
    agreedOn: IsoDate;
    waived: YenText;
    obligationId?: string;
    disputeId?: string;
    reason: string;
  };
  TargetsDesignated: { from: IsoDate; domains: readonly string[]; ipAddresses: readonly string[] };
  ThirdPartyAgreementRegistered: { thirdParty: string; concludedOn: IsoDate; conformsToTerms: boolean };
  ThirdPartyAgreementEnded: { agreementId: string; endedOn: IsoDate };
  ThirdPartyComplaintReceived: { thirdParty?: string; receivedOn: IsoDate; summary: string };
  ThirdPartyComplaintResolved: { complaintId: string; resolvedOn: IsoDate; outcome: string };
  AdministratorAppointed: { name: string; contact?: string; from: IsoDate };
  SettingChangeRequested: { requestedBy: string; requestedOn: IsoDate; description: string };
  SettingChangeReported: { changeId: string; made: boolean; reportedOn: IsoDate };
  MisuseReported: { reportedOn: IsoDate; summary: string };
  InstructionGiven: { reportId: string; givenOn: IsoDate; instruction: string };
  InstructionFollowed: { reportId: string; instructionId: string; followedOn: IsoDate };
  FunctionsRestricted: { functions: readonly string[]; from: IsoDate; reason: string };
  RestrictionLifted: { restrictionId: string; liftedOn: IsoDate };
  HomepageMeasureTaken: {
    ground: MeasureGround;
    complaintId?: string;
    deemedNecessary?: boolean;
    measures: readonly Measure[];
    from: IsoDate;
    notifiedOn?: IsoDate;
    reason: string;
  };
  HomepageMeasureLifted: { measureId: string; liftedOn: IsoDate };
  HomepageLimitSet: { kind: LimitKind; limit?: string; from: IsoDate; reason: string };
  HomepageLimitLifted: { limitId: string; liftedOn: IsoDate };
  LiabilityClaimReceived: { receivedOn: IsoDate; summary: string; basis: LiabilityBasis };
  LiabilityClaimAnswered: { claimId: string; answeredOn: IsoDate; answer: string };
  UsageReportRequested: { requestedOn: IsoDate; subject: string };
  UsageReportSubmitted: { reportId: string; submittedOn: IsoDate };
}

/** What a later event says about an earlier one; never itself a target. */
interface Corrections {
  /** `type` is the corrected fact's, as of the day of the correction: it says what the replacement is, also when schemas have changed. */
  EventCorrected: { eventId: string; type: FactType; reason: string; replacement: Readonly<Record<string, unknown>> };
  EventVoided: { eventId: string; reason: string };
}

export interface DemandedItem {
  readonly obligationId?: string;
  readonly amount: YenText;
}
/** Data with the documents that any event may carry. */
export type Documented<Data> = Readonly<Data> & { readonly documents?: readonly Document[] };
type EventOf<Catalogue> = {
  [Type in keyof Catalogue]: { readonly type: Type; readonly data: Documented<Catalogue[Type]> };
}[keyof Catalogue];

export type FactType = keyof Facts;
export type CorrectionType = keyof Corrections;
export type EventType = FactType | CorrectionType;
/** The data of one kind of event. */
export type DataOf<Type extends EventType> = Type extends FactType
  ? Documented<Facts[Type]>
  : Type extends CorrectionType
    ? Documented<Corrections[Type]>
    : never;
export type FactEvent = EventOf<Facts>;
export type CorrectionEvent = EventOf<Corrections>;
/** Everything that a contract's stream may hold. */
export type ContractEvent = FactEvent | CorrectionEvent;
