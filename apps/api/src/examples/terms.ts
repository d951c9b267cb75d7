import type { ReadExample } from './read-example.js';

/** The regulations: of each list its first item. */
export const TERMS_EXAMPLES = {
  getTerms: {
    summary: 'The regulations',
    url: '/v1/terms',
    answer: {
      service: 'IIJ xSP プラットフォームサービス/Mail',
      title: '個別規程 IIJ xSP プラットフォームサービス/Mail',
      titleEn: 'Individual Regulations: IIJ xSP Platform Service/Mail',
      issuer: '株式会社インターネットイニシアティブ',
      issuerEn: 'Internet Initiative Japan Inc.',
      editions: [{ id: '2018-11-01', inForceFrom: '2018-11-01', textAtHand: false }],
      articles: [
        {
          number: 1,
          title: '最低利用期間',
          titleEn: 'Minimum Period of Use',
          kind: 'computes',
          text: 'IIJ xSP プラットフォームサービス/Mail に係る IIJ インターネットサービス契約（以下「IIJ xSP プラットフォームサービス/Mail 契約」といいます。）における最低利用期間は 1 年とし、その起算日は、課金開始日とします。',
          paragraphs: [
            {
              text: 'IIJ xSP プラットフォームサービス/Mail に係る IIJ インターネットサービス契約（以下「IIJ xSP プラットフォームサービス/Mail 契約」といいます。）における最低利用期間は 1 年とし、その起算日は、課金開始日とします。',
              english:
                'The minimum period of use under an IIJ Internet Service contract for IIJ xSP Platform Service/Mail (an “IIJ xSP Platform Service/Mail contract”) is one year, counted from the billing start date.',
            },
          ],
          affects: { events: ['BillingStarted'], figures: ['termination'] },
          refersTo: [],
        },
      ],
      annexes: [
        {
          name: 'annex-1',
          number: 1,
          ofArticle: 8,
          title: 'IIJ xSP プラットフォームサービス/Mail における料金等',
          titleEn: 'Charges and the Like for IIJ xSP Platform Service/Mail',
          kind: 'computes',
          text: '1 初期費用\n(1) 基本サービス\nIIJ xSP プラットフォームサービス/Mail の内容に応じ、当社が別途契約者に示す金額\n(2) オプションサービス\nホームページオプションの内容に応じ、当社が別途契約者に示す金額\n2 月額費用\n(1) 基本サービス\nIIJ xSP プラットフォームサービス/Mail の内容に応じ、当社が別途契約者に示す金額\n(2) オプションサービス\nホームページオプションの内容に応じ、当社が別途契約者に示す金額',
          paragraphs: [
            {
              text: '初期費用',
              english: 'Initial fee',
              items: [
                {
                  heading: '基本サービス',
                  headingEn: 'Basic service',
                  text: 'IIJ xSP プラットフォームサービス/Mail の内容に応じ、当社が別途契約者に示す金額',
                  english:
                    'The amount that we quote to the contractor separately, according to the particulars of IIJ xSP Platform Service/Mail.',
                },
              ],
            },
          ],
          affects: { events: ['FeesQuoted'], figures: ['obligations'] },
          refersTo: [],
        },
      ],
      supplementaryProvisions: [
        {
          heading: '平成 30 年 11 月 1 日施行',
          headingEn: 'In force from 1 November 2018',
          text: 'この契約約款は、平成 30 年 11 月 1 日から実施します。',
          english: 'These terms come into force on 1 November 2018.',
        },
      ],
    },
  },
  getArticle: {
    summary: 'Article 1',
    url: '/v1/terms/articles/1',
    answer: {
      number: 1,
      title: '最低利用期間',
      titleEn: 'Minimum Period of Use',
      kind: 'computes',
      text: 'IIJ xSP プラットフォームサービス/Mail に係る IIJ インターネットサービス契約（以下「IIJ xSP プラットフォームサービス/Mail 契約」といいます。）における最低利用期間は 1 年とし、その起算日は、課金開始日とします。',
      paragraphs: [
        {
          text: 'IIJ xSP プラットフォームサービス/Mail に係る IIJ インターネットサービス契約（以下「IIJ xSP プラットフォームサービス/Mail 契約」といいます。）における最低利用期間は 1 年とし、その起算日は、課金開始日とします。',
          english:
            'The minimum period of use under an IIJ Internet Service contract for IIJ xSP Platform Service/Mail (an “IIJ xSP Platform Service/Mail contract”) is one year, counted from the billing start date.',
        },
      ],
      affects: { events: ['BillingStarted'], figures: ['termination', 'deadlines'] },
      refersTo: [],
    },
  },
  getReadings: {
    summary: 'The register',
    url: '/v1/terms/readings',
    answer: {
      items: [
        {
          id: 'R01',
          name: 'notice-period',
          clauses: ['7'],
          question: {
            ja: '「30 日を経過する日」とは、30 日目が経過する日か、その翌日か。',
            en: 'Is “the day on which 30 days elapse” the day in which the 30th day runs out, or the day after it?',
          },
          default: 'elapses',
          others: ['elapsed'],
          choices: {
            elapses: { ja: '30 日目そのもの(到達日 + 30 日)', en: 'the 30th day itself (arrival + 30 days)' },
            elapsed: { ja: '30 日目の翌日(到達日 + 31 日)', en: 'the day after the 30th (arrival + 31 days)' },
          },
          reason: {
            ja: '期間は末日の終了をもって満了するから(民法第 141 条)、経過する日は末日である。第 9 条及び第 10 条でも同じ語は期間の末日を指す。',
            en: "A period runs out with the end of its last day (Civil Code, Article 141), so that it elapses on that day; in Articles 9 and 10 the same words mean the period's last day.",
          },
        },
      ],
    },
  },
} as const satisfies Readonly<Record<string, ReadExample>>;
