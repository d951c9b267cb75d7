import { latest, type CivilDate, type Period } from '@ledger/kernel';
import { dayElapsedFromArrival, type Arrival, type ArrivalReadings, type EndingNotice } from '../arrival.js';
import type { Edition } from '../edition.js';
import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/**
 * 第7条（解除の効力が生ずる日）
 *
 * > 当該通知が当社に到達した日から 30 日を経過する日又は契約者が当該通知において解除の効力が生ずる日として
 * > 指定した日のいずれか遅い日に、当該契約の解除の効力が生ずるものとします。
 */
export const noticePeriod: Period = { days: 30 };

/** The day on which the notice period of the contract elapses. */
export const noticeElapsesOn = (arrival: Arrival, { parameters }: Edition, readings: ArrivalReadings): CivilDate =>
  dayElapsedFromArrival(arrival, parameters.noticePeriod, readings);

/** The day on which the termination (解除) of the contract takes effect by a notice. */
export const effectiveEnd = (notice: EndingNotice, edition: Edition, readings: ArrivalReadings): CivilDate => {
  const elapsesOn = noticeElapsesOn(notice, edition, readings);
  return latest(elapsesOn, notice.designatedOn ?? elapsesOn);
};

export const article07: Article = {
  number: 7,
  title: '解除の効力が生ずる日',
  titleEn: 'Day on Which Termination Takes Effect',
  kind: 'computes',
  affects: {
    events: ['NoticeReceived', 'NoticeWithdrawn', 'ContractTerminated', 'StatementMade'],
    figures: ['termination', 'obligations', 'deadlines'],
  },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        IIJ xSP プラットフォームサービス/Mail において、契約者が当社所定の解約申込書で通知をした場合、
        当該通知が当社に到達した日から 30 日を経過する日又は契約者が当該通知において解除の効力が生ずる日として
        指定した日のいずれか遅い日に、当該契約の解除の効力が生ずるものとします。`,
      english: en`
        Where the contractor gives notice on our prescribed termination form, the termination of the contract takes effect
        on the day on which 30 days elapse from the day on which the notice arrives at us or on the day that the contractor
        designates in the notice as the effective date, whichever is later.`,
    },
  ],
};
