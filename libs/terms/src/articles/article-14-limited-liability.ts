import { en, ja } from '../prose.js';
import { quote, type Article } from '../provision.js';
import { article12 } from './article-12-restriction-of-functions.js';

/** 第14条: what the provider does not answer for, when it restricts functions and when the contractor acts. */
export const article14: Article = {
  number: 14,
  title: '当社の責任の制限',
  titleEn: 'Limitation of Our Liability',
  kind: 'disclaims',
  affects: { events: ['LiabilityClaimReceived', 'LiabilityClaimAnswered'], figures: ['registers', 'credits'] },
  refersTo: () => [quote(article12)],
  paragraphs: [
    {
      text: ja`
        当社は、第 12 条（機能の制限）の規定に基づき契約者が IIJ xSP プラットフォームサービス/Mail を利用して行う
        電子メールの送受信機能等を制限した場合でも、契約者又は第三者に発生した損害について一切の責任を負わないものと
        します。`,
      english: en`
        Even where we restrict, under Article 12 (Restriction of Functions), the sending and receiving of e-mail and the like
        that the contractor carries out with IIJ xSP Platform Service/Mail, we bear no liability whatever for loss that
        arises to the contractor or to third parties.`,
    },
    {
      text: ja`
        当社は、IIJ xSP プラットフォームサービス/Mail を利用して契約者が行う一切の行為に対して責任を負わないものと
        します。また、これら契約者の行為に係る契約者と第三者との紛争に関しては、契約者が自己の費用と責任において
        解決するものとし、当社はこれに関与する義務を負わないものとします。`,
      english: en`
        We bear no liability for any act that the contractor carries out with IIJ xSP Platform Service/Mail. Disputes between
        the contractor and third parties about such acts are for the contractor to resolve at its own expense and
        responsibility; we have no duty to take part in them.`,
    },
  ],
};
