import { firstOfCountedMonth, plusDays, plusMonthsClamped, type CivilDate, type DateRange } from '@ledger/kernel';
import { article01 } from '../articles/article-01-minimum-period.js';
import { article05 } from '../articles/article-05-options.js';
import { article09 } from '../articles/article-09-early-termination.js';
import { en, ja } from '../prose.js';
import { quote, type Annex } from '../provision.js';
import { annex1 } from './annex-1-fees.js';

/**
 * 別紙2（最低利用期間内解除調定金）
 *
 * > 最低利用期間の残余の期間
 *
 * The remaining period (残余の期間): what is left of a minimum period from a day on; undefined where nothing is.
 */
export const remainingPeriod = (from: CivilDate, minimumPeriod: DateRange): DateRange | undefined =>
  from > minimumPeriod.to ? undefined : { from, to: minimumPeriod.to };

/**
 * R04 `whole-months`: the months of a minimum period, cut from its first day, from the one in which the remaining period begins to
 * the last.
 */
export const wholeMonths = (minimumPeriod: DateRange, remaining: DateRange): readonly DateRange[] => {
  const months: DateRange[] = [];
  for (let n = 0, from = minimumPeriod.from; from <= minimumPeriod.to; n += 1) {
    const next = firstOfCountedMonth(minimumPeriod.from, n + 1);
    if (next > remaining.from) months.push({ from, to: plusDays(next, -1) });
    from = next;
  }
  return months;
};

/** A remaining period as R04 `anniversary` divides it. */
export interface MonthsAndDays {
  /** The days before the first whole month. */
  readonly days: DateRange | undefined;
  /** Oldest first. */
  readonly months: readonly DateRange[];
}
/**
 * R04 `anniversary`: as many whole months as fit, counted back from the day after the last day, and the days before them. A month
 * without the day it is counted to begins on its last day.
 */
export const monthsCountedBack = ({ from, to }: DateRange): MonthsAndDays => {
  const end = plusDays(to, 1);
  const months: DateRange[] = [];
  let first = end;
  for (let n = 1; ; n += 1) {
    const before = plusMonthsClamped(end, -n);
    if (before < from) break;
    months.unshift({ from: before, to: plusDays(first, -1) });
    first = before;
  }
  return { days: first > from ? { from, to: plusDays(first, -1) } : undefined, months };
};

export const annex2: Annex = {
  name: 'annex-2',
  number: 2,
  title: '最低利用期間内解除調定金',
  titleEn: 'Early Termination Charge',
  kind: 'computes',
  affects: { events: ['NoticeReceived', 'ContractTerminated'], figures: ['termination', 'obligations'] },
  of: () => article09,
  refersTo: () => [
    quote(article09, 1),
    quote(article01),
    quote(annex1, 2),
    quote(article09, 2),
    quote(article05, 3),
    quote(annex1, 2, 2),
  ],
  parts: [
    {
      heading: '第 9 条第 1 項関係',
      headingEn: 'Re Article 9, paragraph 1',
      text: ja`
        第 1 条（最低利用期間）の規定に基づき設定された最低利用期間の残余の期間に対応する別紙 1 の 2.月額費用に定める金額`,
      english: en`
        The amount laid down in Annex 1, 2. Monthly fee, that corresponds to the remaining period of the minimum period of
        use set under Article 1 (Minimum Period of Use).`,
    },
    {
      heading: '第 9 条第 2 項関係',
      headingEn: 'Re Article 9, paragraph 2',
      text: ja`
        第 5 条（オプションサービス）第 3 項の規定に基づき設定された最低利用期間の残余の期間に対応する
        別紙 1 の 2.月額費用(2)に定める金額`,
      english: en`
        The amount laid down in Annex 1, 2. Monthly fee (2), that corresponds to the remaining period of the minimum period
        of use set under Article 5 (Option Services), paragraph 3.`,
    },
  ],
};
