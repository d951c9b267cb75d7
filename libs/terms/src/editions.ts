import type { CivilDate, Period } from '@ledger/kernel';

/** The numbers of the terms, as an edition states them. */
export interface TermsParameters {
  /** Art. 1, 5(3). */
  readonly minimumPeriod: Period;
  /** Art. 5(4), 7. */
  readonly noticePeriod: Period;
  /** Art. 10: the hours of unbroken unusable time from which a reduction is due, and the unit of annex 3. */
  readonly unusableHours: number;
  /** Art. 10, proviso. */
  readonly claimPeriod: Period;
  /** Annex 3: the part of the monthly fee per unit is one in so many. */
  readonly reductionDivisor: number;
}
/** The terms as in force from a day. */
export interface Edition {
  /** Its date, `2022-11-01`: also the name of its text. */
  readonly id: string;
  readonly inForceFrom: CivilDate;
  /** R17: whether the text itself is at hand. */
  readonly textAtHand: boolean;
  readonly parameters: TermsParameters;
}
/** The regulations of one service: its editions, oldest first. */
export interface Terms {
  readonly service: string;
  readonly editions: readonly Edition[];
}
