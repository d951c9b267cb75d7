import { dayElapsedFrom, plusHours, sumExact, type CivilDate } from '@ledger/kernel';
import { reductionAmount, type Bilingual } from '@ledger/terms';
import { clauses } from '../clauses.js';
import { exactShare, type Cap, type ReducedFees, type ReducedUnits, type ReductionShare } from '../reduction-amount.js';
import type { Credit } from '../reductions.js';
import type { Situation } from '../situation.js';
import { endOfUnit, type UnusableTime } from '../unusable-time.js';
import { feeLeaf, roundingRule } from './costs.js';
import { periodLeaf } from './days.js';
import { countOf, dateOf, exactOf, leaf, named, step, yenOf, type Explanation } from './node.js';
import { monthlyFeeStep } from './of-monthly-fees.js';
import { durationStep, momentDayStep, overStep } from './unusable-times.js';

/** What an outage gives: the amount, since when it may be claimed, until when, and when it arises. */
export const creditStep = (id: string, credit: Credit, situation: Situation): Explanation => {
  const { claimableFrom, claim, arisesOn } = credit;
  const steps = [reductionAmountStep(`${id}/amount`, credit, situation)];
  if (claimableFrom !== undefined) steps.push(claimByStep(`${id}/claim-by`, credit, claimableFrom, situation));
  if (claim !== undefined && arisesOn !== undefined) {
    const arrived = leaf(`${id}/arises/claimed`, labels.claimed, dateOf(claim.arrivedOn), 'fact', {
      clause: clauses.reduction,
      facts: [claim.eventId],
    });
    const over = overStep(`${id}/arises/over`, credit.workings.time, situation);
    steps.push(
      step(`${id}/arises`, labels.arises, dateOf(arisesOn), 'later-of', [arrived, over], { clause: clauses.reduction }),
    );
  }
  return step(id, labels.credit, yenOf(credit.amount), 'together', steps, { clause: clauses.reduction });
};

/** Annex 3: the amount of a reduction, rounded once. */
export const reductionAmountStep = (
  id: string,
  { amount, workings, outage }: Credit,
  situation: Situation,
): Explanation => {
  const { shares, time } = workings;
  const { readings } = situation.interpretation;
  const [obstacle] = time.obstacles;
  if (shares.length === 0) {
    // Nothing to multiply: an obstacle, or no unit complete yet.
    const grounds = { clause: obstacle?.clause ?? clauses.reductionAmount, facts: [outage.eventId] };
    if (obstacle !== undefined && time.duration === 0) return leaf(id, labels.none, yenOf(amount), 'terms', grounds);
    return step(id, labels.none, yenOf(amount), 'together', [
      leaf(`${id}/none`, labels.none, yenOf(amount), 'terms', grounds),
      durationStep(`${id}/time`, time, situation),
    ]);
  }
  const steps = shares.map((share, index) =>
    shareStep(`${id}/shares/${String(index + 1)}`, share, workings, situation),
  );
  const exact = sumExact(shares.map((share) => exactShare(share, time.edition)));
  const sum = steps.length === 1 ? steps : [step(`${id}/sum`, labels.sum, exactOf(exact), 'sum', steps)];
  return step(id, labels.amount, yenOf(amount), roundingRule(readings), sum, {
    clause: clauses.reductionAmount,
    reading: named(readings, 'R09'),
  });
};

const shareStep = (
  id: string,
  share: ReductionShare,
  workings: Credit['workings'],
  situation: Situation,
): Explanation => {
  const { time } = workings;
  const isWhole = workings.shares.length === 1 && share.parts.length === 1;
  const before = unitsBefore(share, workings);
  let first = before;
  const steps = share.parts.map((part, index) => {
    const partId = `${id}/parts/${String(index + 1)}`;
    const units = isWhole
      ? unitsStep(`${partId}/units`, time, situation)
      : countedUnits(`${partId}/units`, time, first, part.units, situation);
    first += part.units;
    return partStep(partId, part, units, workings, situation);
  });
  const exact = sumExact(share.parts.map(({ units, monthlyFee }) => reductionAmount(units, monthlyFee, time.edition)));
  const sum =
    steps.length === 1 && steps[0] !== undefined
      ? steps[0]
      : step(`${id}/sum`, labels.sum, exactOf(exact), 'sum', steps);
  return share.cap === undefined ? sum : cappedStep(`${id}/capped`, sum, share, share.cap, time, situation);
};

const partStep = (
  id: string,
  part: ReducedUnits,
  units: Explanation,
  { time }: Credit['workings'],
  { interpretation }: Situation,
): Explanation => {
  const { edition } = time;
  const divisor = leaf(`${id}/of`, labels.divisor, countOf(edition.parameters.reductionDivisor, 'parts'), 'terms', {
    clause: clauses.reductionAmount,
  });
  return step(
    id,
    labels.share,
    exactOf(reductionAmount(part.units, part.monthlyFee, edition)),
    'prorate',
    [feeStep(`${id}/fee`, part, interpretation.readings.R06), units, divisor],
    { clause: clauses.reductionAmount, reading: named(interpretation.readings, 'R14') },
  );
};

/** R06: the fee of the base, and of the options in force. */
const feeStep = (id: string, { fees, monthlyFee }: ReducedFees, R06: string): Explanation => {
  const reading = `R06:${R06}`;
  const [only] = fees;
  if (fees.length === 1 && only !== undefined) return feeLeaf(id, only, reading);
  const leaves = fees.map((fee, index) => feeLeaf(`${id}/${String(index + 1)}`, fee));
  return step(id, labels.fees, yenOf(monthlyFee), 'sum', leaves, { clause: clauses.monthlyFees, reading });
};

/** R08 `monthly-fee`: at most the fees that arose in the month. */
const cappedStep = (
  id: string,
  sum: Explanation,
  share: ReductionShare,
  { fees, amount }: Cap,
  { edition }: UnusableTime,
  situation: Situation,
): Explanation => {
  const reading = named(situation.interpretation.readings, 'R08');
  const rows = fees.map((fee) => monthlyFeeStep(`${id}/fees/${fee.id}`, fee, situation));
  const cap =
    rows.length === 0
      ? leaf(`${id}/fees`, labels.cap, yenOf(amount), 'terms', { clause: clauses.charges, reading })
      : step(`${id}/fees`, labels.cap, yenOf(amount), 'sum', rows, { clause: clauses.charges, reading });
  return step(id, labels.capped, exactOf(exactShare(share, edition)), 'lesser-of', [sum, cap], { reading });
};

/** How many units earlier shares hold. */
const unitsBefore = (share: ReductionShare, { shares }: Credit['workings']): number =>
  shares
    .slice(0, shares.indexOf(share))
    .flatMap(({ parts }) => parts)
    .reduce((sum, { units }) => sum + units, 0);

/** 利用不能時間を 24 で除した数: all units of the time. */
const unitsStep = (id: string, time: UnusableTime, situation: Situation): Explanation => {
  const { parameters } = time.edition;
  const hours = leaf(`${id}/hours`, labels.unitHours, countOf(parameters.reductionUnitHours, 'hours'), 'terms', {
    clause: clauses.reductionAmount,
  });
  return step(
    id,
    labels.units,
    countOf(time.units, 'units'),
    'whole-units',
    [durationStep(`${id}/time`, time, situation), hours],
    {
      clause: clauses.reductionAmount,
    },
  );
};

/** Units one by one, each by the day on which it ends. */
const countedUnits = (
  id: string,
  time: UnusableTime,
  first: number,
  units: number,
  situation: Situation,
): Explanation => {
  const hours = time.edition.parameters.reductionUnitHours;
  const ends = Array.from({ length: units }, (_, index) => {
    const nth = first + index + 1;
    return momentDayStep(`${id}/${String(nth)}`, labels.unitEnds, endOfUnit(time, nth), time, nth * hours, situation);
  });
  return step(id, labels.units, countOf(units, 'units'), 'count', ends, { clause: clauses.reductionAmount });
};

/** Art. 10, proviso: three months from the day the claim became possible. */
const claimByStep = (id: string, credit: Credit, claimableFrom: CivilDate, situation: Situation): Explanation => {
  const { readings } = situation.interpretation;
  const { time } = credit.workings;
  const { parameters } = time.edition;
  const isMoved = readings.R02 === 'next-business-day';
  const inner = isMoved ? `${id}/last-day` : id;
  const possible: Explanation = {
    ...(readings.R07 === 'threshold'
      ? momentDayStep(
          `${inner}/claimable-from`,
          labels.claimableFrom,
          plusHours(time.from, parameters.unusableHours),
          time,
          parameters.unusableHours,
          situation,
        )
      : { ...overStep(`${inner}/claimable-from`, time, situation), label: labels.claimableFrom }),
    reading: named(readings, 'R07'),
  };
  const lastDay = dayElapsedFrom(claimableFrom, parameters.claimPeriod);
  const elapsed = step(
    inner,
    labels.claimBy,
    dateOf(lastDay),
    'day-elapsed',
    [possible, periodLeaf(`${inner}/period`, parameters.claimPeriod, clauses.reduction)],
    { clause: clauses.reduction, reading: named(readings, 'R02') },
  );
  if (!isMoved) return elapsed;
  return step(id, labels.claimBy, dateOf(credit.claimBy), 'next-business-day', [elapsed], {
    clause: clauses.reduction,
    reading: named(readings, 'R02'),
  });
};

const labels = {
  credit: { en: 'reduction for an outage', ja: '利用不能による料金の減額' },
  none: { en: 'no reduction', ja: '減額なし' },
  amount: { en: 'amount of the reduction', ja: '減額する額' },
  sum: { en: 'sum of the parts', ja: '合計' },
  share: { en: 'units times one thirtieth of the monthly fee', ja: '月額費用の 30 分の 1 に数を乗じた額' },
  fees: { en: 'monthly fees of the base and the options in force', ja: '基本サービス及びオプションサービスの月額費用' },
  capped: { en: 'at most the fees of the month', ja: 'その月の月額費用を上限とした額' },
  cap: { en: 'monthly fees that arose in the month', ja: 'その月に発生した月額費用' },
  divisor: { en: 'one part in so many of the fee', ja: '月額費用を除する数' },
  units: { en: 'whole units', ja: '24 で除した数(小数点以下切捨て)' },
  unitHours: { en: 'hours', ja: '時間' },
  unitEnds: { en: 'day on which a unit ends', ja: '1 単位の終わる日' },
  claimableFrom: { en: 'day from which a claim is possible', ja: '請求をし得ることとなった日' },
  claimBy: { en: 'last day for a claim', ja: '請求の期限' },
  claimed: { en: 'arrival of the claim', ja: '請求の到達した日' },
  arises: { en: 'day on which the reduction arises', ja: '減額の発生日' },
} satisfies Record<string, Bilingual>;
