import type { CivilDate, Instant, Yen } from '@ledger/kernel';
import type { Claim, Decision, Outage } from '@ledger/contract';
import type { Reason } from './reason.js';

export type CreditStatus = 'not-eligible' | 'ongoing' | 'claimable' | 'claimed' | 'granted' | 'denied' | 'lapsed';

/** An outage, and the reduction of charges (料金の減額, Art. 10) that it gives or not. */
export interface Credit {
  readonly outageId: string;
  readonly outage: Outage;
  readonly status: CreditStatus;
  /** Why it gives none, or none any more. */
  readonly reasons: readonly Reason[];
  /** When the provider became aware, or the end of an earlier outage that overlaps. */
  readonly unusableFrom: Instant;
  /** Recovery, the end of the contract's last day or the end of the day asked about. */
  readonly unusableUntil: Instant;
  /** Whether it lasts on the day asked about. */
  readonly lasts: boolean;
  /** Whole hours of unusable time. */
  readonly hours: number;
  readonly units: number;
  /** Of the day the provider became aware (R06). */
  readonly monthlyFee: Yen;
  /** What the terms give for the unusable time, claimed or not; 0 where the outage is not eligible. */
  readonly amount: Yen;
  readonly claimableFrom: CivilDate | undefined;
  readonly claimBy: CivilDate | undefined;
  /** The claim that counts. */
  readonly claim: Claim | undefined;
  /** The day on which the reduction arises; undefined while it has not. */
  readonly arisesOn: CivilDate | undefined;
  /** The latest. */
  readonly decision: Decision | undefined;
  /** How the decision differs from the terms. */
  readonly discrepancy: CreditDiscrepancy | undefined;
}
export interface CreditDiscrepancy {
  /** What the terms give: 0 where nothing is due. */
  readonly due: Yen;
  /** What was decided. */
  readonly decided: Yen;
}
