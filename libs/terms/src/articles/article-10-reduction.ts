import {
  assertNever,
  dayElapsedFrom,
  MICROSECONDS_PER_HOUR,
  nextBusinessDay,
  type CivilDate,
  type Period,
} from '@ledger/kernel';
import { annex3 } from '../annexes/annex-3-reduction.js';
import type { Edition } from '../edition.js';
import { en, ja } from '../prose.js';
import { quote, type Article } from '../provision.js';
import type { Readings } from '../readings.js';

/**
 * 第10条（料金の減額）
 *
 * > 当社が当該状態が生じたことを知った時から連続して 24 時間以上の時間(以下「利用不能時間」といいます。)
 * > 当該状態が継続したときは、
 */
export const unusableHours = 24;

/** Whether a state that lasted so long since the provider became aware makes unusable time (利用不能時間). */
export const isUnusableTime = (microseconds: number, { parameters }: Edition): boolean =>
  microseconds >= parameters.unusableHours * MICROSECONDS_PER_HOUR;

/**
 * > 契約者が当該請求をし得ることとなった日から 3 ヶ月を経過する日までに当該請求をしなかったときは、
 * > 契約者はその権利を失うものとします。
 */
export const claimPeriod: Period = { months: 3 };

/** The last day for claiming a reduction; R02 asks whether it moves from a holiday to the next business day (民法142条). */
export const claimDeadline = (
  claimableFrom: CivilDate,
  { parameters }: Edition,
  { R02 }: Pick<Readings, 'R02'>,
): CivilDate => {
  const lastDay = dayElapsedFrom(claimableFrom, parameters.claimPeriod);
  switch (R02) {
    case 'none':
      return lastDay;
    case 'next-business-day':
      return nextBusinessDay(lastDay);
    default:
      return assertNever(R02);
  }
};

export const article10: Article = {
  number: 10,
  title: '料金の減額',
  titleEn: 'Reduction of Charges',
  kind: 'computes',
  affects: {
    events: ['OutageDetected', 'OutageRecovered', 'ReductionClaimed', 'ReductionDecided', 'StatementMade'],
    figures: ['credits', 'obligations', 'deadlines', 'discrepancies'],
  },
  refersTo: () => [quote(annex3)],
  paragraphs: [
    {
      text: ja`
        当社の責に帰すべき事由により IIJ xSP プラットフォームサービス/Mail が全く利用し得ない状態
        (全く利用し得ない状態と同じ程度の状態を含みます。以下同じとします。)が生じた場合において、
        当社が当該状態が生じたことを知った時から連続して 24 時間以上の時間(以下「利用不能時間」といいます。)
        当該状態が継続したときは、当社は、契約者の請求に基づき、別紙 3 に定めるところにより
        IIJ xSP プラットフォームサービス/Mail の料金の減額を行うものとします。
        ただし、契約者が当該請求をし得ることとなった日から 3 ヶ月を経過する日までに当該請求をしなかったときは、
        契約者はその権利を失うものとします。`,
      english: en`
        Where, on grounds attributable to us, IIJ xSP Platform Service/Mail falls into a state in which it cannot be used at
        all (or into a state of the same degree; the same applies below), and that state continues for 24 hours or more
        without a break from the time when we became aware of it (the “unusable time”), we shall, on the contractor's claim,
        reduce the charges for IIJ xSP Platform Service/Mail as laid down in Annex 3. If, however, the contractor does not
        make the claim by the day on which three months elapse from the day on which the claim became possible, the
        contractor forfeits the right.`,
    },
  ],
};
