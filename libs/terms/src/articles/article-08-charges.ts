import { annex1 } from '../annexes/annex-1-fees.js';
import { en, ja } from '../prose.js';
import { quote, type Article } from '../provision.js';

/**
 * 第8条（料金）: which amounts are owed is annex 1's; on which day each obligation to pay arises (支払義務が発生する) is this article's.
 *
 * > 初期費用の支払義務は IIJ xSP プラットフォームサービス/Mail の申込を当社が承諾した時点で、月額費用の支払義務は課金開始日に、
 * > 一時費用の支払義務は当該一時費用の発生に係る契約内容変更の申込を当社が承諾した時点で、それぞれ発生するものとします。
 */
export const article08: Article = {
  number: 8,
  title: '料金',
  titleEn: 'Charges',
  kind: 'computes',
  affects: {
    events: [
      'ContractApplied',
      'FeesQuoted',
      'ContractAccepted',
      'ContractRefused',
      'BillingStarted',
      'OptionBillingStarted',
      'ChangeAccepted',
      'FeesRevised',
      'PaymentDemanded',
      'PaymentReceived',
      'PaymentReversed',
      'Repaid',
      'SettlementAgreed',
      'StatementMade',
    ],
    figures: ['obligations', 'payments', 'discrepancies'],
  },
  refersTo: () => [quote(annex1)],
  paragraphs: [
    {
      text: ja`
        契約者が、IIJ xSP プラットフォームサービス/Mail の利用に関して支払うべき料金の額は、別紙 1 のとおりとします。
        この場合において、初期費用の支払義務は IIJ xSP プラットフォームサービス/Mail の申込を当社が承諾した時点で、
        月額費用の支払義務は課金開始日に、一時費用の支払義務は当該一時費用の発生に係る契約内容変更の申込を
        当社が承諾した時点で、それぞれ発生するものとします。`,
      english: en`
        The charges that the contractor owes for the use of IIJ xSP Platform Service/Mail are as in Annex 1. The obligation
        to pay the initial fee arises when we accept the application for IIJ xSP Platform Service/Mail, the obligation to pay
        the monthly fee on the billing start date, and the obligation to pay a one-time fee when we accept the application
        for the change of contract particulars that gives rise to it.`,
    },
  ],
};
