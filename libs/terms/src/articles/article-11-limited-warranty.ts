import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/** 第11条: what the service does not promise; a claim that rests on it is answered with its paragraph. */
export const article11: Article = {
  number: 11,
  title: '保証の限定',
  titleEn: 'Limitation of Warranty',
  kind: 'disclaims',
  affects: { events: ['LiabilityClaimReceived', 'LiabilityClaimAnswered'], figures: ['registers'] },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        IIJ xSP プラットフォームサービス/Mail は、その完全性、正確性及び契約者の利用目的への適合性について何ら保証する
        ものではなく、責任を負うものではありません。`,
      english: en`
        IIJ xSP Platform Service/Mail comes with no warranty, and no liability, as to its completeness, its accuracy or its
        fitness for the contractor's purpose of use.`,
    },
    {
      text: ja`
        IIJ xSP プラットフォームサービス/Mail は、契約者が当社のサーバに設置したデータが滅失又は毀損しないことを保証する
        ものではありません。`,
      english: en`
        IIJ xSP Platform Service/Mail does not warrant that data placed by the contractor on our servers will not be lost or
        damaged.`,
    },
  ],
};
