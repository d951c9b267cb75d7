import type { ReadExample } from './read-example.js';

/** What a dispute begins with, after the story of the disputes. */
export const OWED_EXAMPLES: Readonly<Record<string, ReadExample>> = {
  getOwed: {
    summary: 'The three answers',
    url: '/v1/contracts/minato-mail/owed?on=2026-08-01',
    answer: {
      contractId: 'minato-mail',
      on: '2026-08-01',
      position: '16',
      codeVersion: '0.1.0',
      asKnownThen: {
        readings: [],
        totals: {
          arisen: '380407',
          reduced: '0',
          waived: '0',
          paid: '0',
          repaid: '0',
          outstanding: '380407',
          overpaid: '0',
        },
      },
      asKnownNow: {
        readings: [],
        totals: {
          arisen: '380407',
          reduced: '0',
          waived: '0',
          paid: '0',
          repaid: '0',
          outstanding: '380407',
          overpaid: '0',
        },
      },
      asTold: { demanded: '0', granted: '0', stated: '0', lastOn: null },
      items: [
        { obligationId: 'initial-fee:base', asKnownThen: '100000', asKnownNow: '100000', asTold: null },
        { obligationId: 'monthly-fee:base:2026-01', asKnownThen: '17000', asKnownNow: '17000', asTold: null },
        {
          obligationId: 'initial-fee:homepage:9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c17',
          asKnownThen: '5000',
          asKnownNow: '5000',
          asTold: null,
        },
        { obligationId: 'monthly-fee:base:2026-02', asKnownThen: '31000', asKnownNow: '31000', asTold: null },
        { obligationId: 'monthly-fee:homepage:2026-02', asKnownThen: '4207', asKnownNow: '4207', asTold: null },
        { obligationId: 'monthly-fee:base:2026-03', asKnownThen: '31000', asKnownNow: '31000', asTold: null },
        { obligationId: 'monthly-fee:homepage:2026-03', asKnownThen: '6200', asKnownNow: '6200', asTold: null },
        { obligationId: 'monthly-fee:base:2026-04', asKnownThen: '31000', asKnownNow: '31000', asTold: null },
        { obligationId: 'monthly-fee:homepage:2026-04', asKnownThen: '6200', asKnownNow: '6200', asTold: null },
        { obligationId: 'monthly-fee:base:2026-05', asKnownThen: '31000', asKnownNow: '31000', asTold: null },
        { obligationId: 'monthly-fee:homepage:2026-05', asKnownThen: '6200', asKnownNow: '6200', asTold: null },
        { obligationId: 'monthly-fee:base:2026-06', asKnownThen: '31000', asKnownNow: '31000', asTold: null },
        { obligationId: 'monthly-fee:homepage:2026-06', asKnownThen: '6200', asKnownNow: '6200', asTold: null },
        { obligationId: 'monthly-fee:base:2026-07', asKnownThen: '31000', asKnownNow: '31000', asTold: null },
        { obligationId: 'monthly-fee:homepage:2026-07', asKnownThen: '6200', asKnownNow: '6200', asTold: null },
        { obligationId: 'monthly-fee:base:2026-08', asKnownThen: '31000', asKnownNow: '31000', asTold: null },
        { obligationId: 'monthly-fee:homepage:2026-08', asKnownThen: '6200', asKnownNow: '6200', asTold: null },
      ],
      figures: [],
      differences: [],
    },
  },
  getLapsedRights: {
    summary: 'A claim that came too late',
    url: '/v1/contracts/minato-mail/lapsed-rights?asOf=2026-07-31',
    answer: {
      asOf: '2026-07-31',
      knownAt: null,
      readings: [],
      position: '16',
      edition: { id: '2022-11-01', warning: null },
      codeVersion: '0.1.0',
      items: [
        {
          outageId: 'march',
          claimBy: '2026-06-11',
          claims: [{ eventId: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c12', arrivedOn: '2026-06-20' }],
          amount: '2480',
          outstanding: '-2480',
          text: 'had the claim arrived by 2026-06-11 the reduction would have been 2480 yen',
          article: '10',
          quote:
            '当社の責に帰すべき事由により IIJ xSP プラットフォームサービス/Mail が全く利用し得ない状態(全く利用し得ない状態と同じ程度の状態を含みます。以下同じとします。)が生じた場合において、当社が当該状態が生じたことを知った時から連続して 24 時間以上の時間(以下「利用不能時間」といいます。)当該状態が継続したときは、当社は、契約者の請求に基づき、別紙 3 に定めるところにより IIJ xSP プラットフォームサービス/Mail の料金の減額を行うものとします。ただし、契約者が当該請求をし得ることとなった日から 3 ヶ月を経過する日までに当該請求をしなかったときは、契約者はその権利を失うものとします。',
        },
      ],
    },
  },
};
