import { answer, type ReadExample } from './read-example.js';

/** What is owed, and what an end costs. */
export const MONEY_EXAMPLES = {
  getObligations: {
    summary: 'By the end of January',
    url: '/v1/contracts/minato-mail/obligations?asOf=2026-01-31',
    answer: answer('2026-01-31', {
      items: [
        {
          id: 'initial-fee:base',
          kind: 'initial-fee',
          subject: 'base',
          item: null,
          article: '8',
          period: null,
          arisesOn: '2025-12-20',
          amount: '100000',
          settled: '0',
          outstanding: '100000',
          status: 'open',
        },
        {
          id: 'monthly-fee:base:2026-01',
          kind: 'monthly-fee',
          subject: 'base',
          item: null,
          article: '8',
          period: { from: '2026-01-15', to: '2026-01-31' },
          arisesOn: '2026-01-15',
          amount: '17000',
          settled: '0',
          outstanding: '17000',
          status: 'open',
        },
      ],
      totals: {
        arisen: '117000',
        reduced: '0',
        waived: '0',
        paid: '0',
        repaid: '0',
        outstanding: '117000',
        overpaid: '0',
      },
    }),
  },
  getTermination: {
    summary: 'After its end',
    url: '/v1/contracts/minato-mail/termination?asOf=2026-07-31',
    answer: answer('2026-07-31', {
      status: 'effective',
      effectiveOn: '2026-06-30',
      ground: 'notice',
      notices: [
        {
          noticeId: 'f5fc3e28-de61-8669-97bd-a18907808a2d',
          subject: 'contract',
          arrivedOn: '2026-05-20',
          designatedOn: '2026-06-30',
          thirtyDaysElapseOn: '2026-06-19',
          effectiveOn: '2026-06-30',
          standing: true,
          hasEffect: true,
        },
      ],
      minimumPeriod: { firstDay: '2026-01-15', lastDay: '2027-01-14' },
      earlyTermination: {
        early: true,
        exempt: false,
        remaining: { from: '2026-07-01', to: '2027-01-14' },
        charges: [
          { subject: 'base', item: 1, monthlyFee: '31000', from: '2026-07-01', to: '2027-01-14', amount: '200000' },
          { subject: 'homepage', item: 1, monthlyFee: '6200', from: '2026-07-01', to: '2027-01-14', amount: '40000' },
          { subject: 'homepage', item: 2, monthlyFee: '6200', from: '2027-01-15', to: '2027-02-09', amount: '5392' },
        ],
        total: '245392',
      },
      options: {
        homepage: { effectiveOn: '2026-06-30', minimumPeriod: { firstDay: '2026-02-10', lastDay: '2027-02-09' } },
      },
    }),
  },
  quoteTermination: {
    summary: 'What the notice leads to, before it arrives',
    url: '/v1/contracts/minato-mail/termination-quotes?asOf=2026-07-31&knownAt=position:13',
    body: { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-06-30', form: 'prescribed' },
    answer: answer('2026-07-31', {
      knownAt: 'position:13',
      position: '13',
      status: 'effective',
      effectiveOn: '2026-06-30',
      ground: 'notice',
      notices: [
        {
          noticeId: 'supposed',
          subject: 'contract',
          arrivedOn: '2026-05-20',
          designatedOn: '2026-06-30',
          thirtyDaysElapseOn: '2026-06-19',
          effectiveOn: '2026-06-30',
          standing: true,
          hasEffect: true,
        },
      ],
      minimumPeriod: { firstDay: '2026-01-15', lastDay: '2027-01-14' },
      earlyTermination: {
        early: true,
        exempt: false,
        remaining: { from: '2026-07-01', to: '2027-01-14' },
        charges: [
          { subject: 'base', item: 1, monthlyFee: '31000', from: '2026-07-01', to: '2027-01-14', amount: '200000' },
          { subject: 'homepage', item: 1, monthlyFee: '6200', from: '2026-07-01', to: '2027-01-14', amount: '40000' },
          { subject: 'homepage', item: 2, monthlyFee: '6200', from: '2027-01-15', to: '2027-02-09', amount: '5392' },
        ],
        total: '245392',
      },
      options: {
        homepage: { effectiveOn: '2026-06-30', minimumPeriod: { firstDay: '2026-02-10', lastDay: '2027-02-09' } },
      },
    }),
  },
  getCredits: {
    summary: 'One reduction, claimed',
    url: '/v1/contracts/minato-mail/credits?asOf=2026-07-31',
    answer: answer('2026-07-31', {
      items: [
        {
          outageId: 'outage-2026-03',
          status: 'claimed',
          reasons: [],
          unusableFrom: '2026-03-10T00:00:00.000Z',
          unusableUntil: '2026-03-12T23:59:00.000Z',
          lasts: false,
          hours: 71,
          units: 2,
          monthlyFee: '37200',
          amount: '2480',
          claimableFrom: '2026-03-11',
          claimBy: '2026-06-11',
          claimedOn: '2026-04-01',
          decision: null,
          discrepancy: null,
        },
      ],
    }),
  },
  getPayments: {
    summary: 'One payment, and what it settled',
    url: '/v1/contracts/minato-mail/payments?asOf=2026-03-01',
    answer: answer('2026-03-01', {
      payments: [
        {
          paymentId: '87a3b0f1-8305-8152-a935-4fa8d6f4a548',
          receivedOn: '2026-02-27',
          amount: '117000',
          obligationId: null,
          reference: '請求書 2026-0105',
          reversal: null,
          settled: [
            { obligationId: 'initial-fee:base', amount: '100000' },
            { obligationId: 'monthly-fee:base:2026-01', amount: '17000' },
          ],
          unused: '0',
        },
      ],
      reductions: [],
      settlements: [],
      repayments: [],
      demands: [
        {
          demandId: '2ca87a63-db67-8e23-8ebf-8775c4b595ef',
          issuedOn: '2026-02-05',
          items: [
            { obligationId: 'initial-fee:base', amount: '100000' },
            { obligationId: 'monthly-fee:base:2026-01', amount: '17000' },
          ],
          total: '117000',
          reference: '請求書 2026-0105',
        },
      ],
    }),
  },
  getDiscrepancies: {
    summary: 'None',
    url: '/v1/contracts/minato-mail/discrepancies?asOf=2026-03-01',
    answer: answer('2026-03-01', { items: [] }),
  },
  explainFigure: {
    summary: 'The initial fee',
    url: '/v1/contracts/minato-mail/explanation?figure=obligations/initial-fee:base&asOf=2026-01-31',
    answer: answer('2026-01-31', {
      figure: 'obligations/initial-fee:base',
      explanation: {
        id: 'obligations/initial-fee:base',
        label: 'initial fee as quoted',
        labelJa: '初期費用',
        value: '100000',
        unit: 'yen',
        rule: 'fact',
        article: 'annex-1',
        quote:
          '1 初期費用\n(1) 基本サービス\nIIJ xSP プラットフォームサービス/Mail の内容に応じ、当社が別途契約者に示す金額\n(2) オプションサービス\nホームページオプションの内容に応じ、当社が別途契約者に示す金額\n2 月額費用\n(1) 基本サービス\nIIJ xSP プラットフォームサービス/Mail の内容に応じ、当社が別途契約者に示す金額\n(2) オプションサービス\nホームページオプションの内容に応じ、当社が別途契約者に示す金額',
        reading: null,
        facts: ['5c6aade0-5a2c-8131-82bd-6c7fada6d660', '7416bb94-c9fb-8b3d-96b9-4a19cf6184b5'],
        children: [],
      },
    }),
  },
} as const satisfies Readonly<Record<string, ReadExample>>;
