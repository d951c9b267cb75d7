import { lastDayOf, type CivilDate, type DateRange, type Period } from '@ledger/kernel';
import type { Edition } from '../edition.js';
import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/**
 * 第1条（最低利用期間）
 *
 * > 最低利用期間は 1 年とし、その起算日は、課金開始日とします。
 */
export const minimumPeriod: Period = { years: 1 };

/** The minimum period (最低利用期間) of a contract: its first day (起算日) is the billing start date (課金開始日). */
export const minimumPeriodOf = (billingStart: CivilDate, { parameters }: Edition): DateRange => ({
  from: billingStart,
  to: lastDayOf(billingStart, parameters.minimumPeriod),
});

export const article01: Article = {
  number: 1,
  title: '最低利用期間',
  titleEn: 'Minimum Period of Use',
  kind: 'computes',
  affects: { events: ['BillingStarted'], figures: ['termination', 'deadlines'] },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        IIJ xSP プラットフォームサービス/Mail に係る IIJ インターネットサービス契約
        （以下「IIJ xSP プラットフォームサービス/Mail 契約」といいます。）における最低利用期間は 1 年とし、
        その起算日は、課金開始日とします。`,
      english: en`
        The minimum period of use under an IIJ Internet Service contract for IIJ xSP Platform Service/Mail (an “IIJ xSP
        Platform Service/Mail contract”) is one year, counted from the billing start date.`,
    },
  ],
};
