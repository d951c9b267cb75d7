import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/** 第12条: the provider may restrict functions (機能の制限); what follows from it, Art. 14(1) says. */
export const article12: Article = {
  number: 12,
  title: '機能の制限',
  titleEn: 'Restriction of Functions',
  kind: 'permits',
  affects: { events: ['FunctionsRestricted', 'RestrictionLifted'], figures: ['registers'] },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        IIJ xSP プラットフォームサービス/Mail の運用、維持に支障をきたすおそれが生じた場合、当社は、
        契約者の電子メールの送受信機能等 IIJ xSP プラットフォームサービス/Mail の機能を制限する場合があります。`,
      english: en`
        Where there is a risk to the operation or maintenance of IIJ xSP Platform Service/Mail, we may restrict functions of
        IIJ xSP Platform Service/Mail such as the contractor's sending and receiving of e-mail.`,
    },
  ],
};
