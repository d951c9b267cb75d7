import { article08 } from '../articles/article-08-charges.js';
import { en, ja } from '../prose.js';
import type { Annex, Passage } from '../provision.js';

/**
 * 別紙1: each fee is the amount that the provider quotes to the contractor (別途示す金額), the base's and the option's by its own quote.
 *
 * > IIJ xSP プラットフォームサービス/Mail の内容に応じ、当社が別途契約者に示す金額
 */
const baseFee: Passage = {
  heading: '基本サービス',
  headingEn: 'Basic service',
  text: ja`IIJ xSP プラットフォームサービス/Mail の内容に応じ、当社が別途契約者に示す金額`,
  english: en`The amount that we quote to the contractor separately, according to the particulars of IIJ xSP Platform Service/Mail.`,
};
/** > ホームページオプションの内容に応じ、当社が別途契約者に示す金額 */
const optionFee: Passage = {
  heading: 'オプションサービス',
  headingEn: 'Option service',
  text: ja`ホームページオプションの内容に応じ、当社が別途契約者に示す金額`,
  english: en`The amount that we quote to the contractor separately, according to the particulars of the homepage option.`,
};

export const annex1: Annex = {
  name: 'annex-1',
  number: 1,
  title: 'IIJ xSP プラットフォームサービス/Mail における料金等',
  titleEn: 'Charges and the Like for IIJ xSP Platform Service/Mail',
  kind: 'computes',
  affects: { events: ['FeesQuoted', 'FeesRevised'], figures: ['obligations'] },
  of: () => article08,
  refersTo: () => [],
  parts: [
    { text: '初期費用', english: 'Initial fee', items: [baseFee, optionFee] },
    { text: '月額費用', english: 'Monthly fee', items: [baseFee, optionFee] },
  ],
};
