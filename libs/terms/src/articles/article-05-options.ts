import { latest, lastDayOf, type CivilDate, type DateRange, type Period } from '@ledger/kernel';
import { dayElapsedFromArrival, type Arrival, type ArrivalReadings, type EndingNotice } from '../arrival.js';
import type { Edition } from '../edition.js';
import { en, ja } from '../prose.js';
import { quote, type Article } from '../provision.js';
import { article03 } from './article-03-designated-targets.js';

/**
 * 第5条（オプションサービス）第3項
 *
 * > ホームページオプションの利用における最低利用期間は 1 年とし、その起算日は、オプションサービスの課金開始日とします。
 */
export const optionMinimumPeriod: Period = { years: 1 };

/** The minimum period of an option, from its own billing start date. */
export const optionMinimumPeriodOf = (billingStart: CivilDate, { parameters }: Edition): DateRange => ({
  from: billingStart,
  to: lastDayOf(billingStart, parameters.optionMinimumPeriod),
});

/**
 * 第5条第4項
 *
 * > 当該通知が当社に到達した日から 30 日を経過する日又は契約者が当該通知において解除の効力が生じる日として指定した日の
 * > いずれか遅い日に、利用の停止の効力が生じるものとします。
 */
export const optionNoticePeriod: Period = { days: 30 };

/** The day on which the notice period of an option elapses. */
export const optionNoticeElapsesOn = (
  arrival: Arrival,
  { parameters }: Edition,
  readings: ArrivalReadings,
): CivilDate => dayElapsedFromArrival(arrival, parameters.optionNoticePeriod, readings);

/** The day on which the cessation of use (利用の停止) of an option takes effect by a notice. */
export const effectiveCessation = (notice: EndingNotice, edition: Edition, readings: ArrivalReadings): CivilDate => {
  const elapsesOn = optionNoticeElapsesOn(notice, edition, readings);
  return latest(elapsesOn, notice.designatedOn ?? elapsesOn);
};

export const article05: Article = {
  number: 5,
  title: 'オプションサービス',
  titleEn: 'Option Services',
  kind: 'computes',
  affects: {
    events: ['OptionAdded', 'OptionBillingStarted', 'NoticeReceived', 'NoticeWithdrawn'],
    figures: ['termination', 'obligations', 'deadlines'],
  },
  refersTo: () => [quote(article03)],
  paragraphs: [
    {
      text: ja`
        当社は、当社所定の申込書により当社に対し申込があった場合において、オプションサービスを提供します。`,
      english: en`
        We provide option services where an application reaches us on the form that we prescribe.`,
    },
    {
      text: ja`IIJ xSP プラットフォームサービス/Mail には次のオプションがあります。`,
      english: en`IIJ xSP Platform Service/Mail has the following option.`,
      items: [
        {
          heading: 'ホームページオプション',
          headingEn: 'Homepage option',
          text: ja`
            第 3 条（対象ドメイン名及び IP アドレス等の指定）に定める契約者のドメイン名にかかるホームページを公開するための
            機能であり、当社が別途定める仕様に基づき提供するもの`,
          english: en`
            A function for publishing homepages under the contractor's domain names of Article 3 (Designation of Domain
            Names, IP Addresses and the Like), provided to specifications that we lay down separately.`,
        },
      ],
    },
    {
      text: ja`
        ホームページオプションの利用における最低利用期間は 1 年とし、その起算日は、オプションサービスの課金開始日とします。`,
      english: en`
        The minimum period of use of the homepage option is one year, counted from the billing start date of the option
        service.`,
    },
    {
      text: ja`
        契約者が当社所定の解約申込書でオプションサービスの利用の停止に係る通知をした場合、
        当該通知が当社に到達した日から 30 日を経過する日又は契約者が当該通知において解除の効力が生じる日として指定した日の
        いずれか遅い日に、利用の停止の効力が生じるものとします。`,
      english: en`
        Where the contractor gives notice, on our prescribed termination form, of the cessation of use of an option service,
        the cessation takes effect on the day on which 30 days elapse from the day on which the notice arrives at us or on
        the day that the contractor designates in the notice as the effective date, whichever is later.`,
    },
  ],
};
