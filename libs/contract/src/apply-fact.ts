import { assertNever } from '@ledger/kernel';
import type { Contract, Instruction, MisuseReport, Outage } from './contract.js';
import type { ReadFact } from './read-facts.js';

/** What is being folded: its registers may grow. Entries are shared between contracts and never changed, only replaced. */
export type Draft<Part> = { -readonly [K in keyof Part]: Part[K] extends readonly (infer Item)[] ? Item[] : Part[K] };

/**
 * Puts a fact into its register, or what it says of an earlier one beside that. What it refers to may not count on the day asked
 * about (a claim that arrived before the provider knew of the outage): then it is left out.
 */
export const applyFact = (contract: Draft<Contract>, fact: ReadFact): void => {
  switch (fact.type) {
    case 'ContractApplied': // stands from the beginning
    case 'OptionAdded': // periods are put together once all facts are known
    case 'OptionBillingStarted':
      return;
    case 'ContractAccepted':
      contract.acceptance = fact.entry;
      return;
    case 'ContractRefused':
      contract.refusal = fact.entry;
      return;
    case 'BillingStarted':
      contract.billing = fact.entry;
      return;
    case 'ContractorChanged':
      contract.contractorChanges.push(fact.entry);
      return;
    case 'FeesQuoted':
      contract.quotes.push(fact.entry);
      return;
    case 'ChangeAccepted':
      contract.changes.push(fact.entry);
      return;
    case 'FeesRevised':
      contract.feeRevisions.push(fact.entry);
      return;
    case 'NoticeReceived':
      contract.notices.push(fact.entry);
      return;
    case 'NoticeWithdrawn':
      amend(contract.notices, fact.entry.id, { withdrawal: fact.entry.part });
      return;
    case 'ContractTerminated':
      contract.terminations.push(fact.entry);
      return;
    case 'OutageDetected':
      contract.outages.push(fact.entry);
      return;
    case 'OutageRecovered':
      amendOutage(contract, fact.entry.id, () => ({ recovery: fact.entry.part }));
      return;
    case 'ReductionClaimed':
      amendOutage(contract, fact.entry.id, ({ claims }) => ({ claims: [...claims, fact.entry.part] }));
      return;
    case 'ReductionDecided':
      amendOutage(contract, fact.entry.id, ({ decisions }) => ({ decisions: [...decisions, fact.entry.part] }));
      return;
    case 'PaymentDemanded':
      contract.demands.push(fact.entry);
      return;
    case 'PaymentReceived':
      contract.payments.push(fact.entry);
      return;
    case 'PaymentReversed':
      amend(contract.payments, fact.entry.id, { reversal: fact.entry.part });
      return;
    case 'Repaid':
      contract.repayments.push(fact.entry);
      return;
    case 'SettlementAgreed':
      contract.settlements.push(fact.entry);
      return;
    case 'TargetsDesignated':
      contract.targets.push(fact.entry);
      return;
    case 'ThirdPartyAgreementRegistered':
      contract.agreements.push(fact.entry);
      return;
    case 'ThirdPartyAgreementEnded':
      amend(contract.agreements, fact.entry.id, { end: fact.entry.part });
      return;
    case 'ThirdPartyComplaintReceived':
      contract.complaints.push(fact.entry);
      return;
    case 'ThirdPartyComplaintResolved':
      amend(contract.complaints, fact.entry.id, { resolution: fact.entry.part });
      return;
    case 'AdministratorAppointed':
      contract.administrators.push(fact.entry);
      return;
    case 'SettingChangeRequested':
      contract.settingChanges.push(fact.entry);
      return;
    case 'SettingChangeReported':
      amend(contract.settingChanges, fact.entry.id, { report: fact.entry.part });
      return;
    case 'MisuseReported':
      contract.misuseReports.push(fact.entry);
      return;
    case 'InstructionGiven':
      amendInstructions(contract, fact.entry.id, (instructions) => [...instructions, fact.entry.part]);
      return;
    case 'InstructionFollowed':
      amendInstructions(contract, fact.entry.id, (instructions) =>
        instructions.map((instruction) =>
          instruction.eventId === fact.entry.instructionId
            ? { ...instruction, followed: fact.entry.part }
            : instruction,
        ),
      );
      return;
    case 'FunctionsRestricted':
      contract.restrictions.push(fact.entry);
      return;
    case 'RestrictionLifted':
      amend(contract.restrictions, fact.entry.id, { lift: fact.entry.part });
      return;
    case 'HomepageMeasureTaken':
      contract.measures.push(fact.entry);
      return;
    case 'HomepageMeasureLifted':
      amend(contract.measures, fact.entry.id, { lift: fact.entry.part });
      return;
    case 'HomepageLimitSet':
      contract.limits.push(fact.entry);
      return;
    case 'HomepageLimitLifted':
      amend(contract.limits, fact.entry.id, { lift: fact.entry.part });
      return;
    case 'LiabilityClaimReceived':
      contract.liabilityClaims.push(fact.entry);
      return;
    case 'LiabilityClaimAnswered':
      amend(contract.liabilityClaims, fact.entry.id, { answer: fact.entry.part });
      return;
    case 'UsageReportRequested':
      contract.usageReports.push(fact.entry);
      return;
    case 'UsageReportSubmitted':
      amend(contract.usageReports, fact.entry.id, { submission: fact.entry.part });
      return;
    case 'StatementMade':
      contract.statements.push(fact.entry);
      return;
    default:
      assertNever(fact);
  }
};

const amend = <Entry extends { readonly eventId: string }>(
  entries: Entry[],
  eventId: string,
  change: Partial<Entry>,
): void => {
  const index = entries.findLastIndex((entry) => entry.eventId === eventId);
  const entry = entries[index];
  if (entry !== undefined) entries[index] = { ...entry, ...change };
};

const amendOutage = (
  { outages }: Draft<Contract>,
  outageId: string,
  change: (outage: Outage) => Partial<Outage>,
): void => {
  const outage = outages.findLast((one) => one.outageId === outageId);
  if (outage !== undefined) amend(outages, outage.eventId, change(outage));
};

const amendInstructions = (
  { misuseReports }: Draft<Contract>,
  reportId: string,
  change: (instructions: MisuseReport['instructions']) => readonly Instruction[],
): void => {
  const report = misuseReports.findLast(({ eventId }) => eventId === reportId);
  if (report !== undefined) amend(misuseReports, reportId, { instructions: change(report.instructions) });
};
