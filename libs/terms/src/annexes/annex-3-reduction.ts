import { MICROSECONDS_PER_HOUR, roundedShare, share, type ExactYen, type Rounding, type Yen } from '@ledger/kernel';
import { article10, isUnusableTime } from '../articles/article-10-reduction.js';
import type { Edition } from '../edition.js';
import { en, ja } from '../prose.js';
import { quote, type Annex } from '../provision.js';

/**
 * 別紙3（料金の減額）
 *
 * > 利用不能時間を 24 で除した数(小数点以下の端数は切り捨てます。)
 */
export const reductionUnitHours = 24;

/** The number that multiplies the fee: whole units in the unusable time, none in a time too short to be unusable time. */
export const unusableUnits = (microseconds: number, edition: Edition): number =>
  isUnusableTime(microseconds, edition)
    ? Math.floor(microseconds / (edition.parameters.reductionUnitHours * MICROSECONDS_PER_HOUR))
    : 0;

/**
 * > に月額費用の 30 分の 1 を乗じて算出した額を減額するものとする。
 */
export const reductionDivisor = 30;

/** The amount by which so many units reduce a monthly fee (減額), before its rounding. */
export const reductionAmount = (units: number, monthlyFee: Yen, { parameters }: Edition): ExactYen =>
  share(monthlyFee, units, parameters.reductionDivisor);
/** The same where nothing else is added before it is rounded. */
export const roundedReduction = (units: number, monthlyFee: Yen, { parameters }: Edition, rounding: Rounding): Yen =>
  roundedShare(monthlyFee, units, parameters.reductionDivisor, rounding);

export const annex3: Annex = {
  name: 'annex-3',
  number: 3,
  title: '料金の減額',
  titleEn: 'Reduction of Charges',
  kind: 'computes',
  affects: { events: ['OutageDetected', 'OutageRecovered', 'ReductionClaimed'], figures: ['credits', 'obligations'] },
  of: () => article10,
  refersTo: () => [quote(article10)],
  parts: [
    {
      heading: '利用不能時の減額 (第 10 条関係)',
      headingEn: 'Reduction for unusable time (re Article 10)',
      text: ja`
        利用不能時間を 24 で除した数(小数点以下の端数は切り捨てます。)に月額費用の 30 分の 1 を乗じて算出した額を減額する
        ものとする。`,
      english: en`
        The reduction is the amount obtained by multiplying the unusable time divided by 24 (fractions being cut off) by one
        thirtieth of the monthly fee.`,
    },
  ],
};
