import type { IsoDate, IsoInstant, YenText } from '@ledger/kernel';
import type { WrittenEdition } from './premises/edition-shape.js';

/*
 * Storage format: JSON facts only, in the past tense, named as in the HTTP interface. A shipped event is never edited; a changed one
 * gets a successor and an upcaster (upcasters.ts). What an event says of itself (article, date, personal data, what it refers to)
 * stands in event-definitions.ts, the shape of its data in fact-shapes.ts.
 */

/** Option services of Art. 5(2). */
export const options = ['homepage'] as const;
export type Option = (typeof options)[number];
/** What notices and endings are about, as commands and events name it. */
export const subjects = ['contract', ...options] as const;
export type Subject = (typeof subjects)[number];
export const contractorKinds = ['corporation', 'individual'] as const;
export type ContractorKind = (typeof contractorKinds)[number];
export const noticeForms = ['prescribed', 'other'] as const;
export type NoticeForm = (typeof noticeForms)[number];
export const terminationGrounds = [
  'general-28-2',
  'general-28-3',
  'provider-for-cause',
  'statutory',
  'agreement',
] as const;
export type TerminationGround = (typeof terminationGrounds)[number];
export const outageExtents = ['total', 'equivalent', 'partial'] as const;
export type OutageExtent = (typeof outageExtents)[number];
export const outageCauses = [
  'provider',
  'contractor-settings',
  'contractor',
  'third-party',
  'force-majeure',
  'suspension',
  'restriction',
] as const;
export type OutageCause = (typeof outageCauses)[number];
export const decisions = ['granted', 'denied'] as const;
export type ReductionDecision = (typeof decisions)[number];
export const measureGrounds = ['prohibited-act', 'third-party-complaint', 'risk-to-operation'] as const;
export type MeasureGround = (typeof measureGrounds)[number];
/** The measures (1) to (4) of Art. 13(1). */
export const measures = [1, 2, 3, 4] as const;
export type Measure = (typeof measures)[number];
export const limitKinds = ['access', 'sessions', 'traffic'] as const;
export type LimitKind = (typeof limitKinds)[number];
export const liabilityBases = ['warranty', 'data-loss', 'restriction', 'contractor-act', 'other'] as const;
export type LiabilityBasis = (typeof liabilityBases)[number];

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
    decision: ReductionDecision;
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
  /** An answer to be relied on, as it was given: what the ledger computed, never what anybody says. It changes no figure. */
  StatementMade: {
    statementId?: string;
    madeOn: IsoDate;
    /** `obligations/<id>`, `totals`, `termination`, `credits/<outageId>`. */
    figure: string;
    premises: StatedPremises;
    /** The figure, as the question about it was answered. */
    answer: Readonly<Record<string, unknown>>;
    /** SHA-256 of the canonical JSON of its explanation. */
    explanationDigest: string;
    codeVersion: string;
    toldTo?: string;
  };
}

/** What a later event says about an earlier one; never itself a target. */
interface Corrections {
  /** `type` is the corrected fact's, as of the day of the correction: it says what the replacement is, also when schemas have changed. */
  EventCorrected: {
    eventId: string;
    type: FactType;
    reason: string;
    replacement: Readonly<Record<string, unknown>>;
    /** The dispute that it ends, or is part of the end of. */
    disputeId?: string;
  };
  EventVoided: { eventId: string; reason: string; disputeId?: string };
}

/** Under what a statement was made, as it turned out: nothing is left to what is known or adopted later. */
export interface StatedPremises {
  readonly asOf: IsoDate;
  /** How far the log was read. */
  readonly position: string;
  /** Those that are not the register's. */
  readonly readings: readonly string[];
  /** Only where one was asked for: as it is written in premises. */
  readonly edition?: WrittenEdition;
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
