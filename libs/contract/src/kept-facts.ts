import type { CivilDate } from '@ledger/kernel';
import type { FactType } from './events.js';
import type { History, KeptRecording } from './history.js';
import type { Entries } from './readers.js';
import { historyRead, readFacts, type ReadFact } from './read-facts.js';

/*
 * The facts of a history as they are kept beside the log, read: the place of the kind, the fact's own date, and what the row of a contract may
 * rest on, in the order of the names below. Days, moments and yen are numbers. What people wrote about something (a reason, a reference, a
 * description) no row shows, and it is left out; the contractor's names are there.
 */

/** null where something is left open. */
export type KeptFact = readonly [kind: number, on: CivilDate | null, ...members: unknown[]];

/** Those of a history, corrections applied, in the order of their recording. */
export const keptFactsOf = (history: History): readonly KeptFact[] =>
  readFacts(history).map(({ type, on, entry }) => [
    KINDS.indexOf(type),
    on ?? null,
    ...MEMBERS[type].map((name) => withoutTexts((entry as unknown as Members)[name]) ?? null),
  ]);

/** A history of which nothing else is known: enough for the row of the contract, on whatever day and by whatever interpretation. */
export const historyKept = (contractId: string, facts: readonly KeptFact[], kept: KeptRecording): History =>
  historyRead(contractId, facts.map(factIn), kept);

const factIn = (kept: KeptFact): ReadFact => {
  const type = KINDS[kept[0]];
  if (type === undefined) throw new RangeError(`no fact is kept as ${String(kept[0])}`);
  const entry: Members = {};
  let place = 2;
  for (const name of MEMBERS[type]) entry[name] = kept[place++] ?? undefined;
  return { type, on: kept[1] ?? undefined, entry } as unknown as ReadFact;
};

type Members = Record<string, unknown>;

/** What is said of an earlier fact may hold a text within. */
const withoutTexts = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !TEXTS.has(name)));
};
const TEXTS: ReadonlySet<string> = new Set(['reason', 'outcome', 'instruction', 'answer']);

/** What is kept of each kind. A kind that was kept once never changes its place: new ones come at the end. */
const MEMBERS: { readonly [T in FactType]: readonly (keyof Entries[T] & string)[] } = {
  ContractApplied: ['eventId', 'appliedOn', 'name', 'kind', 'options'],
  ContractorChanged: ['eventId', 'from', 'name'],
  FeesQuoted: ['eventId', 'quotedOn', 'base', 'options'],
  ContractAccepted: ['eventId', 'acceptedOn'],
  ContractRefused: ['eventId', 'refusedOn'],
  BillingStarted: ['eventId', 'startsOn'],
  ChangeAccepted: ['eventId', 'acceptedOn', 'oneTimeFee'],
  FeesRevised: ['eventId', 'effectiveOn', 'base', 'options'],
  OptionAdded: ['eventId', 'option', 'appliedOn', 'acceptedOn', 'billing', 'notices', 'terminations'],
  OptionBillingStarted: ['option', 'billing'],
  NoticeReceived: ['eventId', 'subject', 'arrivedOn', 'atMidnight', 'designatedOn', 'form', 'withdrawal'],
  NoticeWithdrawn: ['id', 'part'],
  ContractTerminated: ['eventId', 'subject', 'declaredOn', 'effectiveOn', 'ground'],
  OutageDetected: [
    ...(['eventId', 'outageId', 'occurredAt', 'awareAt', 'extent', 'cause'] as const),
    ...(['recovery', 'claims', 'decisions'] as const),
  ],
  OutageRecovered: ['id', 'part'],
  ReductionClaimed: ['id', 'part'],
  ReductionDecided: ['id', 'part'],
  PaymentDemanded: ['issuedOn'],
  PaymentReceived: ['eventId', 'receivedOn', 'amount', 'obligationId', 'reversal'],
  PaymentReversed: ['id', 'part'],
  Repaid: ['eventId', 'paidOn', 'amount'],
  SettlementAgreed: ['eventId', 'agreedOn', 'waived', 'obligationId', 'disputeId'],
  TargetsDesignated: ['from'],
  ThirdPartyAgreementRegistered: ['eventId', 'concludedOn', 'end'],
  ThirdPartyAgreementEnded: ['id', 'part'],
  ThirdPartyComplaintReceived: ['eventId', 'receivedOn', 'resolution'],
  ThirdPartyComplaintResolved: ['id', 'part'],
  AdministratorAppointed: ['from'],
  SettingChangeRequested: ['eventId', 'requestedOn', 'report'],
  SettingChangeReported: ['id', 'part'],
  MisuseReported: ['eventId', 'reportedOn', 'instructions'],
  InstructionGiven: ['id', 'part'],
  InstructionFollowed: ['id', 'instructionId', 'part'],
  FunctionsRestricted: ['eventId', 'from', 'lift'],
  RestrictionLifted: ['id', 'part'],
  HomepageMeasureTaken: [
    ...(['eventId', 'ground', 'complaintId', 'deemedNecessary', 'measures', 'from', 'notifiedOn', 'lift'] as const),
  ],
  HomepageMeasureLifted: ['id', 'part'],
  HomepageLimitSet: ['eventId', 'kind', 'from', 'lift'],
  HomepageLimitLifted: ['id', 'part'],
  LiabilityClaimReceived: ['eventId', 'receivedOn', 'answer'],
  LiabilityClaimAnswered: ['id', 'part'],
  UsageReportRequested: ['eventId', 'requestedOn', 'submission'],
  UsageReportSubmitted: ['id', 'part'],
  StatementMade: ['madeOn'],
};
const KINDS = Object.keys(MEMBERS) as readonly FactType[];
