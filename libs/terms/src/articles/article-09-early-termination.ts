import { assertNever, type CivilDate, type DateRange } from '@ledger/kernel';
import { annex2 } from '../annexes/annex-2-early-termination-charge.js';
import { generalRegulations } from '../external.js';
import { en, ja } from '../prose.js';
import { quote, type Article } from '../provision.js';
import type { Readings } from '../readings.js';

/**
 * 第9条（最低利用期間内解除調定）
 *
 * > その最低利用期間の経過する日前に解除された場合
 *
 * The day on which the period elapses is its last day: an end on that day or later is not early.
 */
export const endsEarly = (endsOn: CivilDate, minimumPeriod: DateRange): boolean => endsOn < minimumPeriod.to;

/** What brought a contract to its end, as far as this article asks. */
export type EndGround = 'notice' | 'general-28-2' | 'general-28-3' | 'provider-for-cause' | 'statutory' | 'agreement';

/**
 * 第9条第1項
 *
 * > (一般規程第 28 条（契約者の解除）第 2 項又は第 3 項の規定に基づき解除された場合を除きます。)
 *
 * Whether nothing is owed under paragraph 1 for an end on this ground; R20 asks about an end by agreement.
 */
export const isExemptEnd = (ground: EndGround, { R20 }: Pick<Readings, 'R20'>): boolean => {
  switch (ground) {
    case 'general-28-2':
    case 'general-28-3':
      return true;
    case 'agreement':
      return R20 === 'not-charged';
    case 'notice':
    case 'provider-for-cause':
    case 'statutory':
      return false;
    default:
      return assertNever(ground);
  }
};

export const article09: Article = {
  number: 9,
  title: '最低利用期間内解除調定',
  titleEn: 'Early Termination Charge',
  kind: 'computes',
  affects: {
    events: ['NoticeReceived', 'ContractTerminated'],
    figures: ['termination', 'obligations'],
  },
  refersTo: () => [generalRegulations(28, 2), generalRegulations(28, 3), quote(annex2)],
  paragraphs: [
    {
      text: ja`
        IIJ xSP プラットフォームサービス/Mail がその最低利用期間の経過する日前に解除された場合
        (一般規程第 28 条（契約者の解除）第 2 項又は第 3 項の規定に基づき解除された場合を除きます。)には、
        契約者は、別紙 2 に定める金額を支払うものとします。`,
      english: en`
        Where IIJ xSP Platform Service/Mail is terminated before the day on which its minimum period elapses (other than by
        termination under Article 28 (Termination by the Contractor), paragraph 2 or 3, of the General Regulations), the
        contractor shall pay the amount laid down in Annex 2.`,
    },
    {
      text: ja`
        オプションサービスがその最低利用期間の経過する日前に終了した場合には、契約者は別紙 2 に定める金額を支払うものと
        します。`,
      english: en`
        Where an option service ends before the day on which its minimum period elapses, the contractor shall pay the amount
        laid down in Annex 2.`,
    },
  ],
};
