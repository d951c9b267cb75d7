import {
  exactYen,
  firstOfMonth,
  japaneseDateOf,
  minExact,
  roundExact,
  sumExact,
  sumYen,
  ZERO_YEN,
  type CivilDate,
  type ExactYen,
  type Yen,
} from '@ledger/kernel';
import { reductionAmount, roundedReduction, type Edition, type Readings } from '@ledger/terms';
import { feeOn } from './fees.js';
import type { MonthlyFee } from './obligation.js';
import { isInForceOn, type Situation } from './situation.js';
import type { FeeStep } from './subjects.js';
import { dayOf, endOfUnit, type UnusableTime } from './unusable-time.js';

/** Units of unusable time that reduce the same fee. */
export interface ReducedUnits {
  readonly units: number;
  /** The fees of the services that are reduced, and their sum. */
  readonly fees: readonly FeeStep[];
  readonly monthlyFee: Yen;
}
/** Units that are looked at together: all of them, or under R08 `monthly-fee` those that end in one calendar month. */
export interface ReductionShare {
  readonly parts: readonly ReducedUnits[];
  readonly cap: Cap | undefined;
}
/** R08 `monthly-fee`: the fees of a month, beyond which nothing is left to reduce. */
export interface Cap {
  /** Its first day. */
  readonly month: CivilDate;
  readonly fees: readonly MonthlyFee[];
  readonly amount: Yen;
}
/** The fees that an outage reduces: in force on a day, of the base and, unless R06 is `base-only`, of the options in force. */
export interface ReducedFees {
  readonly fees: readonly FeeStep[];
  readonly monthlyFee: Yen;
}

export const reducedFeesOn = ({ base, options, interpretation }: Situation, on: CivilDate): ReducedFees => {
  if (base === undefined) return { fees: [], monthlyFee: ZERO_YEN };
  const isReduced = interpretation.readings.R06 === 'base-and-options';
  const services = isReduced ? [base, ...options.filter((option) => isInForceOn(option, on))] : [base];
  const fees = services.map(({ steps }) => feeOn(steps, on));
  return { fees, monthlyFee: sumYen(fees.map(({ fee }) => fee)) };
};

/** Annex 3: what the units of an unusable time reduce, before the amount is rounded. */
export const reductionShares = (
  situation: Situation,
  time: UnusableTime,
  monthlyFees: () => readonly MonthlyFee[],
): readonly ReductionShare[] => {
  if (time.units === 0) return [];
  const { readings } = situation.interpretation;
  const known = reducedFeesOn(situation, japaneseDateOf(time.outage.awareAt));
  const isCapped = readings.R08 === 'monthly-fee' && readings.R18 === 'calendar';
  if (readings.R14 === 'when-known' && !isCapped) {
    return [{ parts: [{ units: time.units, ...known }], cap: undefined }];
  }
  const units = unitsByDay(situation, time);
  const feesOf = (day: CivilDate): ReducedFees =>
    readings.R14 === 'when-known' ? known : reducedFeesOn(situation, day);
  if (!isCapped) return [{ parts: partsOf(units, feesOf), cap: undefined }];
  const months = Map.groupBy(units, firstOfMonth);
  return [...months].map(([month, days]) => ({
    parts: partsOf(days, feesOf),
    cap: capOf(month, monthlyFees(), readings),
  }));
};

/** The amount of a reduction, rounded once (R09). */
export const reductionTotal = (shares: readonly ReductionShare[], edition: Edition, rounding: Readings['R09']): Yen => {
  const [only] = shares;
  if (only === undefined) return ZERO_YEN;
  const [part] = only.parts;
  const isOne = shares.length === 1 && only.parts.length === 1 && only.cap === undefined;
  return isOne && part !== undefined
    ? roundedReduction(part.units, part.monthlyFee, edition, rounding)
    : roundExact(sumExact(shares.map((share) => exactShare(share, edition))), rounding);
};

/** What one share comes to, before the rounding. */
export const exactShare = ({ parts, cap }: ReductionShare, edition: Edition): ExactYen => {
  const amount = sumExact(parts.map(({ units, monthlyFee }) => reductionAmount(units, monthlyFee, edition)));
  return cap === undefined ? amount : minExact(amount, exactYen(cap.amount));
};

/** The day on which each unit ends, in their order. */
const unitsByDay = (situation: Situation, time: UnusableTime): readonly CivilDate[] =>
  Array.from({ length: time.units }, (_, index) => dayOf(endOfUnit(time, index + 1), situation));

/** Units one after another at the same fee are one part. */
const partsOf = (days: readonly CivilDate[], feesOf: (day: CivilDate) => ReducedFees): readonly ReducedUnits[] => {
  const parts: ReducedUnits[] = [];
  for (const day of days) {
    const reduced = feesOf(day);
    const last = parts.at(-1);
    if (last !== undefined && isSame(last.fees, reduced.fees))
      parts[parts.length - 1] = { ...last, units: last.units + 1 };
    else parts.push({ units: 1, ...reduced });
  }
  return parts;
};

const isSame = (some: readonly FeeStep[], others: readonly FeeStep[]): boolean =>
  some.length === others.length && some.every((fee, index) => fee === others[index]);

const capOf = (month: CivilDate, rows: readonly MonthlyFee[], { R06 }: Readings): Cap => {
  const fees = rows.filter(
    ({ arisesOn, subject }) => firstOfMonth(arisesOn) === month && (subject === 'base' || R06 === 'base-and-options'),
  );
  return { month, fees, amount: sumYen(fees.map(({ amount }) => amount)) };
};
