import type { CivilDate, Period } from '@ledger/kernel';

/** The numbers of the terms, as one edition states them; each stands in the file of the article whose sentence states it. */
export interface TermsParameters {
  /** Art. 1: 最低利用期間 of the contract. */
  readonly minimumPeriod: Period;
  /** Art. 5(3): 最低利用期間 of an option. */
  readonly optionMinimumPeriod: Period;
  /** Art. 5(4): from the arrival of a notice to the cessation of an option. */
  readonly optionNoticePeriod: Period;
  /** Art. 7: from the arrival of a notice to the end of the contract. */
  readonly noticePeriod: Period;
  /** Art. 10: the hours without a break from which time counts as unusable (利用不能時間). */
  readonly unusableHours: number;
  /** Art. 10, proviso: the time for claiming a reduction. */
  readonly claimPeriod: Period;
  /** Annex 3: the hours that the unusable time is divided by. */
  readonly reductionUnitHours: number;
  /** Annex 3: a unit reduces the monthly fee by one part in so many; a divisor of 28, 29, 30 or 31 or a product of theirs. */
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
