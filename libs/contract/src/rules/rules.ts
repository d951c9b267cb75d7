import type { FactType } from '../events.js';
import { agreement, instruction, instructionFollowed, settingChange } from './conduct.js';
import { termination, withdrawal } from './endings.js';
import { followUps } from './follow-ups.js';
import { acceptance, billingStart, feeRevision, refusal } from './life.js';
import { homepageLimit, homepageMeasure } from './measures.js';
import { optionAcceptance, optionBillingStart } from './options.js';
import { claim, detection, recovery, reductionDecision } from './outages.js';
import { inForce, open } from './requirements.js';
import type { Rule } from './rule.js';
import { statement } from './statements.js';

/** What the world does is recorded, however late and whatever the contract's state. */
const recorded = (): void => undefined;

/** What has to hold for each kind of fact to be recorded. */
export const rules: { readonly [Type in FactType]: Rule<Type> } = {
  ContractApplied: recorded,
  ContractorChanged: recorded,
  FeesQuoted: open,
  ContractAccepted: acceptance,
  ContractRefused: refusal,
  BillingStarted: billingStart,
  ChangeAccepted: inForce,
  FeesRevised: feeRevision,
  OptionAdded: optionAcceptance,
  OptionBillingStarted: optionBillingStart,
  NoticeReceived: recorded,
  NoticeWithdrawn: withdrawal,
  ContractTerminated: termination,
  OutageDetected: detection,
  OutageRecovered: recovery,
  ReductionClaimed: claim,
  ReductionDecided: reductionDecision,
  PaymentDemanded: recorded,
  PaymentReceived: recorded,
  Repaid: recorded,
  SettlementAgreed: recorded,
  TargetsDesignated: open,
  ThirdPartyAgreementRegistered: agreement,
  ThirdPartyComplaintReceived: recorded,
  AdministratorAppointed: recorded,
  SettingChangeRequested: settingChange,
  MisuseReported: recorded,
  InstructionGiven: instruction,
  InstructionFollowed: instructionFollowed,
  FunctionsRestricted: inForce,
  HomepageMeasureTaken: homepageMeasure,
  HomepageLimitSet: homepageLimit,
  LiabilityClaimReceived: recorded,
  UsageReportRequested: inForce,
  StatementMade: statement,
  ...followUps,
};
