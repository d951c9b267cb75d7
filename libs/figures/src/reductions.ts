import {
  assertNever,
  isoDate,
  japaneseDateOf,
  latest,
  MICROSECONDS_PER_HOUR,
  plusHours,
  ZERO_YEN,
  type CivilDate,
  type Instant,
  type Yen,
} from '@ledger/kernel';
import { inForceOn, type Claim, type Decision, type Outage } from '@ledger/contract';
import { claimDeadline, type Readings } from '@ledger/terms';
import { clauses } from './clauses.js';
import type { MonthlyFee } from './obligation.js';
import type { Reason } from './reason.js';
import {
  reducedFeesOn,
  reductionShares,
  reductionTotal,
  type ReducedFees,
  type ReductionShare,
} from './reduction-amount.js';
import type { Situation } from './situation.js';
import { dayOf, unusableTimes, type UnusableTime } from './unusable-time.js';

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
  /** Recovery, the end of the contract's last day or the end of the day asked about; `unusableFrom` where it came before that. */
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
  /** How the decision differs from the terms, where it does. */
  readonly discrepancy: CreditDiscrepancy | undefined;
  readonly workings: CreditWorkings;
}
export interface CreditDiscrepancy {
  /** What the terms give: 0 where nothing is due. */
  readonly due: Yen;
  /** What was decided: 0 where it was denied, undefined where it was granted without an amount. */
  readonly decided: Yen | undefined;
}
export interface CreditWorkings {
  readonly time: UnusableTime;
  readonly known: ReducedFees;
  readonly shares: readonly ReductionShare[];
}

/** Every outage in the order in which the provider became aware. @param monthlyFees those that have arisen, asked for only by R08 */
export const reductionCredits = (situation: Situation, monthlyFees: () => readonly MonthlyFee[]): readonly Credit[] =>
  unusableTimes(situation).map((time) => creditFor(situation, time, monthlyFees));

/** The id of the obligation that a reduction is. */
export const reductionIdOf = ({ outageId }: Credit): string => `reduction:${outageId}`;

const creditFor = (situation: Situation, time: UnusableTime, monthlyFees: () => readonly MonthlyFee[]): Credit => {
  const { asOf, interpretation } = situation;
  const { readings } = interpretation;
  const { outage, edition, overOn } = time;
  const known = reducedFeesOn(situation, japaneseDateOf(outage.awareAt));
  const shares = reductionShares(situation, time, monthlyFees);
  const amount = reductionTotal(shares, edition, readings.R09);
  const completeOn = completeOnOf(situation, time);
  const claimableFrom = claimableFromOf(completeOn, overOn, readings);
  const claimBy = claimableFrom && claimDeadline(claimableFrom, edition, readings);
  const isClaimable = claimableFrom !== undefined && claimableFrom <= asOf;
  const claim =
    completeOn !== undefined && completeOn <= asOf
      ? claimThatCounts(outage.claims, claimBy, overOn, readings)
      : undefined;
  const decision = inForceOn(outage.decisions, ({ decidedOn }) => decidedOn, asOf);
  const isLapsed = isClaimable && claim === undefined && claimBy !== undefined && asOf > claimBy;
  return {
    outageId: outage.outageId,
    outage,
    status: decision?.decision ?? statusOf(time, isClaimable, claim, isLapsed),
    reasons: isLapsed ? [lapse(claimBy)] : time.obstacles,
    unusableFrom: time.from,
    unusableUntil: time.until < time.from ? time.from : time.until,
    lasts: overOn === undefined,
    hours: Math.floor(time.duration / MICROSECONDS_PER_HOUR),
    units: time.units,
    monthlyFee: known.monthlyFee,
    amount,
    claimableFrom,
    claimBy,
    claim,
    arisesOn: claim && overOn && latest(claim.arrivedOn, overOn),
    decision,
    discrepancy: decision && differenceOf(decision, claim && amount),
    workings: { time, known, shares },
  };
};

const statusOf = (
  { obstacles }: UnusableTime,
  isClaimable: boolean,
  claim: Claim | undefined,
  isLapsed: boolean,
): CreditStatus => {
  if (obstacles.length > 0) return 'not-eligible';
  if (!isClaimable) return 'ongoing';
  if (claim !== undefined) return 'claimed';
  return isLapsed ? 'lapsed' : 'claimable';
};

/** The day on which the last hour needed was complete: the day after the one asked about where that was at the end of it. */
const completeOnOf = (situation: Situation, time: UnusableTime): CivilDate | undefined => {
  if (time.obstacles.length > 0) return undefined;
  const complete = plusHours(time.from, time.edition.parameters.unusableHours);
  return complete > time.until ? undefined : dayOf(complete, situation);
};

/** R07: 請求をし得ることとなった日, the day the last hour needed was complete, or the day of recovery. */
const claimableFromOf = (
  completeOn: CivilDate | undefined,
  overOn: CivilDate | undefined,
  { R07 }: Readings,
): CivilDate | undefined => {
  switch (R07) {
    case 'threshold':
      return completeOn;
    case 'recovery':
      return completeOn && overOn;
    default:
      return assertNever(R07);
  }
};

/**
 * Of the claims in time the first, once the hours needed are complete, also where the claim is possible only from recovery on (R07);
 * under R15 `after-recovery` only one that came on the day of recovery or later.
 */
const claimThatCounts = (
  claims: readonly Claim[],
  claimBy: CivilDate | undefined,
  overOn: CivilDate | undefined,
  { R15 }: Readings,
): Claim | undefined => {
  let first: Claim | undefined;
  for (const claim of claims) {
    if (claimBy !== undefined && claim.arrivedOn > claimBy) continue;
    if (R15 === 'after-recovery' && (overOn === undefined || claim.arrivedOn < overOn)) continue;
    if (first === undefined || claim.arrivedOn < first.arrivedOn) first = claim;
  }
  return first;
};

/** @param due undefined where the terms give no reduction, or none yet */
const differenceOf = ({ decision, amount }: Decision, due: Yen | undefined): CreditDiscrepancy | undefined => {
  const differs =
    decision === 'denied' ? (due ?? 0) > 0 : amount === undefined ? due === undefined : amount !== (due ?? 0);
  return differs ? { due: due ?? ZERO_YEN, decided: decision === 'denied' ? ZERO_YEN : amount } : undefined;
};

const lapse = (claimBy: CivilDate): Reason => ({
  clause: clauses.reduction,
  text: `no claim arrived by ${isoDate(claimBy)}, so that the right is forfeited`,
});
