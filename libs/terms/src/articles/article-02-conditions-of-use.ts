import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/** 第2条: third parties use the service under a contract of their own with the contractor, who answers their complaints. */
export const article02: Article = {
  number: 2,
  title: '利用条件',
  titleEn: 'Conditions of Use',
  kind: 'obliges',
  affects: {
    events: [
      'ThirdPartyAgreementRegistered',
      'ThirdPartyAgreementEnded',
      'ThirdPartyComplaintReceived',
      'ThirdPartyComplaintResolved',
    ],
    figures: ['usage-permission', 'registers', 'deadlines'],
  },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        契約者は、IIJ xSP プラットフォームサービス/Mail を利用して第三者に対して電子メールの送受信機能等
        IIJ xSP プラットフォームサービス/Mail の機能を利用させる場合においては、契約者と当該第三者との間の契約を締結する
        ことにより行うものとします。`,
      english: en`
        Where the contractor, by means of IIJ xSP Platform Service/Mail, lets third parties use functions of IIJ xSP Platform
        Service/Mail such as the sending and receiving of e-mail, it shall do so by concluding a contract between itself and
        the third party.`,
    },
    {
      text: ja`
        契約者は、前項の契約において、当社が定める契約約款等に抵触し、又は逸脱する規定を置かないものとします。`,
      english: en`
        In a contract under the preceding paragraph the contractor shall make no provision that conflicts with, or departs
        from, the terms and the like that we lay down.`,
    },
    {
      text: ja`
        第 1 項の契約に関し、第三者から苦情及び問い合わせ等がある場合は、契約者の責任において受付、対応、及び解決をする
        ものとします。`,
      english: en`
        Where complaints, inquiries and the like come from a third party about a contract under paragraph 1, the contractor
        shall receive, handle and resolve them on its own responsibility.`,
    },
  ],
};
