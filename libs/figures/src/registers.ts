import { latest, type CivilDate } from '@ledger/kernel';
import type {
  Agreement,
  Complaint,
  HomepageLimit,
  HomepageMeasure,
  Instruction,
  LiabilityBasis,
  LiabilityClaim,
  Lift,
  MisuseReport,
  Restriction,
  SettingChange,
  UsageReport,
} from '@ledger/contract';
import { clauses } from './clauses.js';
import type { Reason } from './reason.js';
import type { Situation } from './situation.js';

/** Whether something stands, or waits for an answer, on the day asked about. */
export interface Standing {
  readonly open: boolean;
  /** How long it has been open or was: the days since it began, that day not counted. */
  readonly days: number;
}
export type RegisteredAgreement = Agreement & Standing;
export type RegisteredComplaint = Complaint & Standing;
export type RegisteredSettingChange = SettingChange & Standing;
export type RegisteredInstruction = Instruction & Standing;
export interface RegisteredMisuseReport extends MisuseReport {
  readonly instructions: readonly RegisteredInstruction[];
}
export type RegisteredRestriction = Restriction & Standing;
export type RegisteredMeasure = HomepageMeasure & Standing;
export type RegisteredLimit = HomepageLimit & Standing;
export type RegisteredUsageReport = UsageReport & Standing;
export interface RegisteredLiabilityClaim extends LiabilityClaim, Standing {
  /** The clause that excludes the liability; undefined where none does on the face of the claim. */
  readonly excludedBy: Reason | undefined;
}
/** As of a day, each in the order of recording. */
export interface Registers {
  readonly agreements: readonly RegisteredAgreement[];
  readonly complaints: readonly RegisteredComplaint[];
  readonly settingChanges: readonly RegisteredSettingChange[];
  readonly misuseReports: readonly RegisteredMisuseReport[];
  readonly restrictions: readonly RegisteredRestriction[];
  readonly measures: readonly RegisteredMeasure[];
  readonly limits: readonly RegisteredLimit[];
  readonly liabilityClaims: readonly RegisteredLiabilityClaim[];
  readonly usageReports: readonly RegisteredUsageReport[];
}

export const registersOf = (situation: Situation): Registers => {
  const { contract, asOf } = situation;
  return {
    agreements: contract.agreements.map((agreement) => ({ ...agreement, ...standingOfAgreement(agreement, asOf) })),
    complaints: complaintsOf(situation),
    settingChanges: contract.settingChanges.map((change) => ({
      ...change,
      ...waiting(change.requestedOn, change.report?.reportedOn, asOf),
    })),
    misuseReports: misuseReportsOf(situation),
    restrictions: contract.restrictions.map((restriction) => ({ ...restriction, ...standingSince(restriction, asOf) })),
    measures: contract.measures.map((measure) => ({ ...measure, ...standingSince(measure, asOf) })),
    limits: contract.limits.map((limit) => ({ ...limit, ...standingSince(limit, asOf) })),
    liabilityClaims: contract.liabilityClaims.map((claim) => ({
      ...claim,
      ...waiting(claim.receivedOn, claim.answer?.answeredOn, asOf),
      excludedBy: exclusions[claim.basis],
    })),
    usageReports: usageReportsOf(situation),
  };
};

export const complaintsOf = ({ contract, asOf }: Situation): readonly RegisteredComplaint[] =>
  contract.complaints.map((complaint) => ({
    ...complaint,
    ...waiting(complaint.receivedOn, complaint.resolution?.resolvedOn, asOf),
  }));

export const misuseReportsOf = ({ contract, asOf }: Situation): readonly RegisteredMisuseReport[] =>
  contract.misuseReports.map((report) => ({
    ...report,
    instructions: report.instructions.map((instruction) => ({
      ...instruction,
      ...waiting(instruction.givenOn, instruction.followed?.followedOn, asOf),
    })),
  }));

export const usageReportsOf = ({ contract, asOf }: Situation): readonly RegisteredUsageReport[] =>
  contract.usageReports.map((report) => ({
    ...report,
    ...waiting(report.requestedOn, report.submission?.submittedOn, asOf),
  }));

/** An agreement still stands on the day it ends. */
export const standingOfAgreement = ({ concludedOn, end }: Agreement, asOf: CivilDate): Standing => ({
  open: end === undefined || asOf <= end.endedOn,
  days: (end?.endedOn ?? asOf) - concludedOn,
});

/** A restriction, measure or limit holds from its day until it is lifted. */
export const standingSince = (
  { from, lift }: { readonly from: CivilDate; readonly lift: Lift | undefined },
  asOf: CivilDate,
): Standing => ({
  open: from <= asOf && lift === undefined,
  days: latest(from, lift?.liftedOn ?? asOf) - from,
});

/** The clause that a liability claim on each basis is answered with (Art. 11, 14). */
const exclusions: Readonly<Record<LiabilityBasis, Reason | undefined>> = {
  warranty: {
    clause: clauses.noWarranty,
    text: 'the service comes with no warranty, and no liability, as to completeness, accuracy or fitness for a purpose',
  },
  'data-loss': {
    clause: clauses.noWarrantyOfData,
    text: 'no warranty is given that data placed on the provider’s servers is not lost or damaged',
  },
  restriction: {
    clause: clauses.restrictionLiability,
    text: 'the provider bears no liability for loss from a restriction of functions under Article 12',
  },
  'contractor-act': {
    clause: clauses.contractorLiability,
    text: 'the provider bears no liability for acts of the contractor, and has no part in disputes about them',
  },
  other: undefined,
};

const waiting = (since: CivilDate, until: CivilDate | undefined, asOf: CivilDate): Standing => ({
  open: until === undefined,
  days: (until ?? asOf) - since,
});
