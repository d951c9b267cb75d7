import {
  annex1,
  article01,
  article02,
  article03,
  article04,
  article05,
  article06,
  article07,
  article08,
  article10,
  article11,
  article12,
  article13,
  article14,
  article15,
  quote,
  type Clause,
} from '@ledger/terms';
import type { ContractEvent, DataOf, FactType, LiabilityBasis, Subject } from './events.js';

/** What a fact says of itself beside its data. Its date stands in event-dates.ts, the shape of its data in fact-shapes.ts. */
interface EventDefinition<Type extends FactType> {
  /** The clause that the fact is about, and by which a second one of its kind is refused where there can be only one. */
  readonly clause: Clause | ((data: DataOf<Type>) => Clause);
  /** What the fact makes, in words; it is named by the event's id, or by the client's own (`namedBy`). */
  readonly makes?: string;
  readonly namedBy?: keyof DataOf<Type> & string;
  /** Fields that stand in the path of the command: which earlier fact, or which option, it is about. */
  readonly path?: { readonly [Field in keyof DataOf<Type>]?: FactType };
  /** JSON pointers to names, contacts and free text about people; `*` stands for every item. */
  readonly personal?: readonly string[];
}

/** Every kind of fact, once. */
export const eventDefinitions: { readonly [Type in FactType]: EventDefinition<Type> } = {
  ContractApplied: {
    clause: quote(article08),
    makes: 'contract',
    personal: ['/contractor/name', '/contractor/contact'],
  },
  ContractorChanged: { clause: quote(article08), personal: ['/name', '/contact', '/reason'] },
  FeesQuoted: { clause: quote(annex1) },
  ContractAccepted: { clause: quote(article08) },
  ContractRefused: { clause: quote(article08), personal: ['/reason'] },
  BillingStarted: { clause: quote(article01) },
  ChangeAccepted: { clause: quote(article08), personal: ['/description'] },
  FeesRevised: { clause: quote(annex1, 2) },
  OptionAdded: { clause: quote(article05, 1), makes: 'option' },
  OptionBillingStarted: { clause: quote(article05, 3), path: { option: 'OptionAdded' } },
  NoticeReceived: { clause: ({ subject }) => clauseOfEnd(subject), makes: 'notice' },
  NoticeWithdrawn: { clause: quote(article07), path: { noticeId: 'NoticeReceived' }, personal: ['/reason'] },
  ContractTerminated: { clause: ({ subject = 'contract' }) => clauseOfEnd(subject), personal: ['/reason'] },
  OutageDetected: { clause: quote(article10), makes: 'outage', namedBy: 'outageId' },
  OutageRecovered: { clause: quote(article10), path: { outageId: 'OutageDetected' } },
  ReductionClaimed: { clause: quote(article10), path: { outageId: 'OutageDetected' } },
  ReductionDecided: { clause: quote(article10), path: { outageId: 'OutageDetected' }, personal: ['/reason'] },
  PaymentDemanded: { clause: quote(article08), personal: ['/reference'] },
  PaymentReceived: { clause: quote(article08), makes: 'payment', personal: ['/reference'] }, // often the payer's name
  PaymentReversed: { clause: quote(article08), path: { paymentId: 'PaymentReceived' }, personal: ['/reason'] },
  Repaid: { clause: quote(article08), personal: ['/reference'] },
  SettlementAgreed: { clause: quote(article08), personal: ['/reason'] },
  TargetsDesignated: { clause: quote(article03, 2) },
  ThirdPartyAgreementRegistered: { clause: quote(article02, 1), makes: 'agreement', personal: ['/thirdParty'] },
  ThirdPartyAgreementEnded: {
    clause: quote(article02, 1),
    path: { agreementId: 'ThirdPartyAgreementRegistered' },
  },
  ThirdPartyComplaintReceived: {
    clause: quote(article02, 3),
    makes: 'complaint',
    personal: ['/thirdParty', '/summary'],
  },
  ThirdPartyComplaintResolved: {
    clause: quote(article02, 3),
    path: { complaintId: 'ThirdPartyComplaintReceived' },
    personal: ['/outcome'],
  },
  AdministratorAppointed: { clause: quote(article06, 1), personal: ['/name', '/contact'] },
  SettingChangeRequested: {
    clause: quote(article04),
    makes: 'setting change',
    personal: ['/requestedBy', '/description'],
  },
  SettingChangeReported: { clause: quote(article04), path: { changeId: 'SettingChangeRequested' } },
  MisuseReported: { clause: quote(article06, 4), makes: 'misuse report', personal: ['/summary'] },
  InstructionGiven: {
    clause: quote(article06, 4),
    makes: 'instruction',
    path: { reportId: 'MisuseReported' },
    personal: ['/instruction'],
  },
  InstructionFollowed: {
    clause: quote(article06, 4),
    path: { reportId: 'MisuseReported', instructionId: 'InstructionGiven' },
  },
  FunctionsRestricted: { clause: quote(article12), makes: 'restriction', personal: ['/reason'] },
  RestrictionLifted: { clause: quote(article12), path: { restrictionId: 'FunctionsRestricted' } },
  HomepageMeasureTaken: { clause: quote(article13, 1), makes: 'measure', personal: ['/reason'] },
  HomepageMeasureLifted: { clause: quote(article13, 1), path: { measureId: 'HomepageMeasureTaken' } },
  HomepageLimitSet: {
    clause: ({ kind }) => quote(article13, kind === 'access' ? 2 : 3),
    makes: 'limit',
    personal: ['/reason'],
  },
  HomepageLimitLifted: { clause: quote(article13), path: { limitId: 'HomepageLimitSet' } },
  LiabilityClaimReceived: {
    clause: ({ basis }) => clausesOfLiability[basis],
    makes: 'liability claim',
    personal: ['/summary'],
  },
  LiabilityClaimAnswered: {
    clause: quote(article14),
    path: { claimId: 'LiabilityClaimReceived' },
    personal: ['/answer'],
  },
  UsageReportRequested: { clause: quote(article15), makes: 'usage report', personal: ['/subject'] },
  UsageReportSubmitted: { clause: quote(article15), path: { reportId: 'UsageReportRequested' } },
  StatementMade: {
    clause: ({ figure }) => clauseOfStatement(figure),
    makes: 'statement',
    namedBy: 'statementId',
    personal: ['/toldTo'],
  },
};

/** The clause that a fact is about. */
export const clauseOf = (fact: { readonly type: FactType; readonly data: object }): Clause => {
  const { clause } = eventDefinitions[fact.type] as EventDefinition<FactType>;
  return typeof clause === 'function' ? clause(fact.data as DataOf<FactType>) : clause;
};

/** JSON pointers to an event's personal data, which can be erased one day; `*` stands for every item of a list. */
export const personalDataOf = (event: ContractEvent): readonly string[] => {
  switch (event.type) {
    case 'EventCorrected':
      return ['/reason', DOCUMENT_NAMES, ...personalDataOfFact(event.data.type).map((at) => `/replacement${at}`)];
    case 'EventVoided':
      return ['/reason', DOCUMENT_NAMES];
    default:
      return personalDataOfFact(event.type);
  }
};

const DOCUMENT_NAMES = '/documents/*/name';

const personalDataOfFact = (type: FactType): readonly string[] => [
  ...(eventDefinitions[type].personal ?? []),
  DOCUMENT_NAMES,
];

const clauseOfEnd = (subject: Subject): Clause => (subject === 'contract' ? quote(article07) : quote(article05, 4));

/** The terms know of no statements: one is of the clause that its figure is about, money owed where it is several. */
const clauseOfStatement = (figure: string): Clause => {
  if (figure === 'termination') return quote(article07);
  return quote(figure.startsWith('credits/') ? article10 : article08);
};

const clausesOfLiability: Readonly<Record<LiabilityBasis, Clause>> = {
  warranty: quote(article11, 1),
  'data-loss': quote(article11, 2),
  restriction: quote(article14, 1),
  'contractor-act': quote(article14, 2),
  other: quote(article14),
};
