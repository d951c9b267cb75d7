import type {
  Agreement,
  Complaint,
  HomepageLimit,
  HomepageMeasure,
  Instruction,
  LiabilityClaim,
  MisuseReport,
  Restriction,
  SettingChange,
  UsageReport,
} from '@ledger/contract';
import type { Clause } from '@ledger/terms';

/** Something that stands or is open, and since when. */
interface Standing {
  /** In force, or waiting to be answered, on the day asked about. */
  readonly open: boolean;
  /** Days since it began, the first not counted; up to its end where it has one. */
  readonly days: number;
}
export type RegisteredAgreement = Agreement & Standing;
export type RegisteredComplaint = Complaint & Standing;
export type RegisteredSettingChange = SettingChange & Standing;
export type RegisteredInstruction = Instruction & Standing;
export type RegisteredMisuseReport = Omit<MisuseReport, 'instructions'> & {
  readonly instructions: readonly RegisteredInstruction[];
};
export type RegisteredRestriction = Restriction & Standing;
export type RegisteredMeasure = HomepageMeasure & Standing;
export type RegisteredLimit = HomepageLimit & Standing;
export type RegisteredUsageReport = UsageReport & Standing;
export type RegisteredLiabilityClaim = LiabilityClaim &
  Standing & {
    /** The clause that excludes the liability, where one does, and why. */
    readonly excludedBy: Clause | undefined;
    readonly text: string;
  };
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
