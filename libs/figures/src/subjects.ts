import type { CivilDate, DateRange, Yen } from '@ledger/kernel';
import type { Option } from '@ledger/contract';

/** What a fee is about: the base service or an option. */
export type FeeSubject = 'base' | Option;
/** A monthly fee from a day on, and the fact that set it. */
export interface FeeStep {
  readonly from: CivilDate;
  readonly fee: Yen;
  readonly eventId: string;
}
/** Days charged at one fee: they cost `fee x count / of`. A whole month counts as 1 of 1. */
export interface Part extends DateRange {
  readonly fee: FeeStep;
  readonly count: number;
  readonly of: number;
}
