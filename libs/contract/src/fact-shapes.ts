import {
  contractorKinds,
  decisions,
  liabilityBases,
  limitKinds,
  measureGrounds,
  measures,
  noticeForms,
  options,
  outageCauses,
  outageExtents,
  subjects,
  terminationGrounds,
  type Contractor,
  type DataOf,
  type DemandedItem,
  type Document,
  type EventType,
  type FactType,
  type QuotedFees,
  type StatedPremises,
} from './events.js';
import { writtenEditionShape } from './premises/edition-shape.js';
import {
  amount,
  anyObject,
  date,
  dateOrMoment,
  flag,
  line,
  list,
  matching,
  moment,
  object,
  oneOf,
  optional,
  prose,
  type Fields,
  type Shape,
} from './shapes.js';

/** What a client may name something that it makes: no separator of paths or obligations, nothing that begins like a hidden file. */
export const GIVEN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const name = line(200);
const contact = line(500);
const reference = line(200);
export const text = prose(4000);
const target = line(1000);
export const givenId = matching(
  GIVEN_ID,
  'must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or digit',
);
/** An id that the ledger gave out, or that names a figure. */
export const id = matching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/, 'must be an id');
const sha256 = matching(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const document = object<Document>({ sha256, name });
export const documents = list(document, { max: 50 });
const quotedFees: Fields<QuotedFees> = { initialFee: amount, monthlyFee: amount };

type OptionsOf<Type extends 'FeesQuoted' | 'FeesRevised'> = NonNullable<DataOf<Type>['options']>;

/** The shape of a fact's data: its own fields, and the documents that every fact may carry. */
const fact = <Type extends EventType>(fields: Fields<Omit<DataOf<Type>, 'documents'>>): Shape<DataOf<Type>> =>
  object<DataOf<Type>>({ ...fields, documents: optional(documents) } as unknown as Fields<DataOf<Type>>);

/** The data of every kind of fact, of the newest schema. */
export const factShapes: { readonly [Type in FactType]: Shape<DataOf<Type>> } = {
  ContractApplied: fact<'ContractApplied'>({
    contractor: object<Contractor>({
      name,
      contact: optional(contact),
      kind: optional(oneOf(...contractorKinds)),
    }),
    appliedOn: date,
    options: optional(list(oneOf(...options), { max: 20, unique: true })),
  }),
  ContractorChanged: fact<'ContractorChanged'>({ from: date, name, contact: optional(contact), reason: text }),
  FeesQuoted: fact<'FeesQuoted'>({
    ...quotedFees,
    quotedOn: date,
    options: optional(object<OptionsOf<'FeesQuoted'>>({ homepage: optional(object(quotedFees)) })),
  }),
  ContractAccepted: fact<'ContractAccepted'>({ acceptedOn: date }),
  ContractRefused: fact<'ContractRefused'>({ refusedOn: date, reason: text }),
  BillingStarted: fact<'BillingStarted'>({ startsOn: date }),
  ChangeAccepted: fact<'ChangeAccepted'>({ acceptedOn: date, description: text, oneTimeFee: amount }),
  FeesRevised: fact<'FeesRevised'>({
    effectiveOn: date,
    monthlyFee: optional(amount),
    options: optional(object<OptionsOf<'FeesRevised'>>({ homepage: optional(object({ monthlyFee: amount })) })),
  }),
  OptionAdded: fact<'OptionAdded'>({ option: oneOf(...options), appliedOn: date, acceptedOn: date }),
  OptionBillingStarted: fact<'OptionBillingStarted'>({ option: oneOf(...options), startsOn: date }),
  NoticeReceived: fact<'NoticeReceived'>({
    subject: oneOf(...subjects),
    arrivedAt: dateOrMoment,
    designatedOn: optional(date),
    form: oneOf(...noticeForms),
  }),
  NoticeWithdrawn: fact<'NoticeWithdrawn'>({ noticeId: id, agreedOn: date, reason: text }),
  ContractTerminated: fact<'ContractTerminated'>({
    declaredOn: date,
    effectiveOn: date,
    ground: oneOf(...terminationGrounds),
    subject: optional(oneOf(...subjects)),
    reason: text,
  }),
  OutageDetected: fact<'OutageDetected'>({
    outageId: optional(givenId),
    occurredAt: moment,
    awareAt: moment,
    extent: oneOf(...outageExtents),
    cause: oneOf(...outageCauses),
  }),
  OutageRecovered: fact<'OutageRecovered'>({ outageId: id, recoveredAt: moment }),
  ReductionClaimed: fact<'ReductionClaimed'>({ outageId: id, arrivedOn: date }),
  ReductionDecided: fact<'ReductionDecided'>({
    outageId: id,
    decidedOn: date,
    decision: oneOf(...decisions),
    amount: optional(amount),
    reason: text,
  }),
  PaymentDemanded: fact<'PaymentDemanded'>({
    issuedOn: date,
    items: list(object<DemandedItem>({ obligationId: optional(id), amount }), { min: 1, max: 1000 }),
    reference: optional(reference),
  }),
  PaymentReceived: fact<'PaymentReceived'>({
    receivedOn: date,
    amount,
    obligationId: optional(id),
    reference: optional(reference),
  }),
  PaymentReversed: fact<'PaymentReversed'>({ paymentId: id, reversedOn: date, reason: text }),
  Repaid: fact<'Repaid'>({ paidOn: date, amount, reference: optional(reference) }),
  SettlementAgreed: fact<'SettlementAgreed'>({
    agreedOn: date,
    waived: amount,
    obligationId: optional(id),
    disputeId: optional(id),
    reason: text,
  }),
  TargetsDesignated: fact<'TargetsDesignated'>({
    from: date,
    domains: list(target, { max: 10_000 }),
    ipAddresses: list(target, { max: 10_000 }),
  }),
  ThirdPartyAgreementRegistered: fact<'ThirdPartyAgreementRegistered'>({
    thirdParty: name,
    concludedOn: date,
    conformsToTerms: flag,
  }),
  ThirdPartyAgreementEnded: fact<'ThirdPartyAgreementEnded'>({ agreementId: id, endedOn: date }),
  ThirdPartyComplaintReceived: fact<'ThirdPartyComplaintReceived'>({
    thirdParty: optional(name),
    receivedOn: date,
    summary: text,
  }),
  ThirdPartyComplaintResolved: fact<'ThirdPartyComplaintResolved'>({
    complaintId: id,
    resolvedOn: date,
    outcome: text,
  }),
  AdministratorAppointed: fact<'AdministratorAppointed'>({ name, contact: optional(contact), from: date }),
  SettingChangeRequested: fact<'SettingChangeRequested'>({ requestedBy: name, requestedOn: date, description: text }),
  SettingChangeReported: fact<'SettingChangeReported'>({ changeId: id, made: flag, reportedOn: date }),
  MisuseReported: fact<'MisuseReported'>({ reportedOn: date, summary: text }),
  InstructionGiven: fact<'InstructionGiven'>({ reportId: id, givenOn: date, instruction: text }),
  InstructionFollowed: fact<'InstructionFollowed'>({ reportId: id, instructionId: id, followedOn: date }),
  FunctionsRestricted: fact<'FunctionsRestricted'>({
    functions: list(line(200), { min: 1, max: 100, unique: true }),
    from: date,
    reason: text,
  }),
  RestrictionLifted: fact<'RestrictionLifted'>({ restrictionId: id, liftedOn: date }),
  HomepageMeasureTaken: fact<'HomepageMeasureTaken'>({
    ground: oneOf(...measureGrounds),
    complaintId: optional(id),
    deemedNecessary: optional(flag),
    measures: list(oneOf(...measures), { min: 1, max: 20, unique: true }),
    from: date,
    notifiedOn: optional(date),
    reason: text,
  }),
  HomepageMeasureLifted: fact<'HomepageMeasureLifted'>({ measureId: id, liftedOn: date }),
  HomepageLimitSet: fact<'HomepageLimitSet'>({
    kind: oneOf(...limitKinds),
    limit: optional(line(200)),
    from: date,
    reason: text,
  }),
  HomepageLimitLifted: fact<'HomepageLimitLifted'>({ limitId: id, liftedOn: date }),
  LiabilityClaimReceived: fact<'LiabilityClaimReceived'>({
    receivedOn: date,
    summary: text,
    basis: oneOf(...liabilityBases),
  }),
  LiabilityClaimAnswered: fact<'LiabilityClaimAnswered'>({ claimId: id, answeredOn: date, answer: text }),
  UsageReportRequested: fact<'UsageReportRequested'>({ requestedOn: date, subject: text }),
  UsageReportSubmitted: fact<'UsageReportSubmitted'>({ reportId: id, submittedOn: date }),
  StatementMade: fact<'StatementMade'>({
    statementId: optional(givenId),
    madeOn: date,
    figure: line(300),
    premises: object<StatedPremises>({
      asOf: date,
      position: matching(/^(0|[1-9]\d{0,17})$/, 'must be a position'),
      readings: list(line(100), { max: 50, unique: true }),
      edition: optional(writtenEditionShape),
    }),
    answer: anyObject,
    explanationDigest: sha256,
    codeVersion: line(100),
    toldTo: optional(name),
  }),
};

/** The data of a command to correct or void; whether a replacement fits depends on what it is to replace. */
export const correctionShapes = {
  EventCorrected: object<Omit<DataOf<'EventCorrected'>, 'type'>>({
    eventId: id,
    reason: text,
    replacement: anyObject,
    disputeId: optional(givenId),
    documents: optional(documents),
  }),
  EventVoided: fact<'EventVoided'>({ eventId: id, reason: text, disputeId: optional(givenId) }),
} as const;
