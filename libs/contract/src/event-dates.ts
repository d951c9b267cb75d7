import { civilDate, instant, isDateOnly, japaneseDateOf, type CivilDate } from '@ledger/kernel';
import type { DataOf, FactType } from './events.js';
import type { Fact } from './history.js';

/** The field that says when a fact happened (`own`) or from when it is to hold (`planned`). */
export type DateField<Type extends FactType> =
  | { readonly own: keyof DataOf<Type> & string; readonly planned?: never }
  | { readonly own?: never; readonly planned: keyof DataOf<Type> & string };

/**
 * The date of every kind of fact. Its own date is the day on which it happened, not the day on which it was typed in. A fact with
 * only a planned date has no own date: it counts as soon as it is known.
 */
export const eventDates: { readonly [Type in FactType]: DateField<Type> } = {
  ContractApplied: { own: 'appliedOn' },
  ContractorChanged: { planned: 'from' },
  FeesQuoted: { own: 'quotedOn' },
  ContractAccepted: { own: 'acceptedOn' },
  ContractRefused: { own: 'refusedOn' },
  BillingStarted: { planned: 'startsOn' },
  ChangeAccepted: { own: 'acceptedOn' },
  FeesRevised: { planned: 'effectiveOn' },
  OptionAdded: { own: 'acceptedOn' },
  OptionBillingStarted: { planned: 'startsOn' },
  NoticeReceived: { own: 'arrivedAt' },
  NoticeWithdrawn: { own: 'agreedOn' },
  ContractTerminated: { own: 'declaredOn' },
  OutageDetected: { own: 'awareAt' },
  OutageRecovered: { own: 'recoveredAt' },
  ReductionClaimed: { own: 'arrivedOn' },
  ReductionDecided: { own: 'decidedOn' },
  PaymentDemanded: { own: 'issuedOn' },
  PaymentReceived: { own: 'receivedOn' },
  PaymentReversed: { own: 'reversedOn' },
  Repaid: { own: 'paidOn' },
  SettlementAgreed: { own: 'agreedOn' },
  TargetsDesignated: { planned: 'from' },
  ThirdPartyAgreementRegistered: { own: 'concludedOn' },
  ThirdPartyAgreementEnded: { own: 'endedOn' },
  ThirdPartyComplaintReceived: { own: 'receivedOn' },
  ThirdPartyComplaintResolved: { own: 'resolvedOn' },
  AdministratorAppointed: { planned: 'from' },
  SettingChangeRequested: { own: 'requestedOn' },
  SettingChangeReported: { own: 'reportedOn' },
  MisuseReported: { own: 'reportedOn' },
  InstructionGiven: { own: 'givenOn' },
  InstructionFollowed: { own: 'followedOn' },
  FunctionsRestricted: { planned: 'from' },
  RestrictionLifted: { own: 'liftedOn' },
  HomepageMeasureTaken: { planned: 'from' },
  HomepageMeasureLifted: { own: 'liftedOn' },
  HomepageLimitSet: { planned: 'from' },
  HomepageLimitLifted: { own: 'liftedOn' },
  LiabilityClaimReceived: { own: 'receivedOn' },
  LiabilityClaimAnswered: { own: 'answeredOn' },
  UsageReportRequested: { own: 'requestedOn' },
  UsageReportSubmitted: { own: 'submittedOn' },
  StatementMade: { own: 'madeOn' },
};

/** The day on which a fact happened, in Japan; undefined for one with only a planned date. */
export const ownDateOf = (fact: Fact | DatedFact): CivilDate | undefined => {
  const field = eventDates[fact.type].own;
  return field === undefined ? undefined : dayOf(textAt(fact, field));
};

/** The day on which a fact is judged: its own date, else the day from which it is to hold. */
export const judgedOn = (fact: Fact | DatedFact): CivilDate => {
  const { own, planned } = eventDates[fact.type];
  return dayOf(textAt(fact, own ?? planned));
};

/** The text of a fact's date: one that it has by its shape. */
export const textAt = (fact: DatedFact, field: string): string =>
  (fact.data as Readonly<Record<string, unknown>>)[field] as string;

/** What a date is read from: a fact recorded or about to be. */
export interface DatedFact {
  readonly type: FactType;
  readonly data: object;
}

const dayOf = (text: string): CivilDate => (isDateOnly(text) ? civilDate(text) : japaneseDateOf(instant(text)));
