import { answer, type ReadExample } from './read-example.js';

/** All contracts together. */
export const PORTFOLIO_EXAMPLES = {
  listObligations: {
    summary: 'By month, counterparty and amount',
    url: '/v1/obligations?counterparty=%E3%81%BF%E3%81%AA%E3%81%A8&month=2026-03&amountFrom=10000',
    answer: answer('2026-08-01', {
      items: [
        {
          contractId: 'minato-mail',
          counterparty: '株式会社みなと商事',
          id: 'monthly-fee:base:2026-03',
          kind: 'monthly-fee',
          subject: 'base',
          item: null,
          article: '8',
          period: { from: '2026-03-01', to: '2026-03-31' },
          arisesOn: '2026-03-01',
          amount: '31000',
          settled: '0',
          outstanding: '31000',
          status: 'open',
          stale: null,
        },
      ],
      nextCursor: null,
    }),
  },
  exportObligations: {
    summary: 'A month',
    url: '/v1/obligations.csv?month=2026-03',
    answer: [
      'contractId,counterparty,obligationId,kind,subject,item,article,periodFrom,periodTo,arisesOn,amount,settled,outstanding,status,staleSince,staleReason,disputes',
      'minato-mail,株式会社みなと商事,monthly-fee:base:2026-03,monthly-fee,base,,8,2026-03-01,2026-03-31,2026-03-01,31000,0,31000,open,,,',
      'minato-mail,株式会社みなと商事,monthly-fee:homepage:2026-03,monthly-fee,homepage,,8,2026-03-01,2026-03-31,2026-03-01,6200,0,6200,open,,,',
      '',
    ].join('\r\n'),
  },
  listDeadlines: {
    summary: 'Until the end of the year',
    today: '2026-06-01',
    url: '/v1/deadlines?from=2026-06-01&to=2026-12-31',
    answer: answer('2026-06-01', {
      items: [
        {
          contractId: 'minato-mail',
          contractor: '株式会社みなと商事',
          id: 'contract-ends:dea5d771-fd11-87b7-bae8-7f00cec16813',
          on: '2026-06-30',
          kind: 'contract-ends',
          text: 'last day of the contract',
          article: '7',
          stale: null,
        },
        {
          contractId: 'minato-mail',
          contractor: '株式会社みなと商事',
          id: 'option-ends:1dad4520-e70e-8626-a916-3c1e8eb59876',
          on: '2026-06-30',
          kind: 'option-ends',
          text: 'last day of the homepage option',
          article: '7',
          stale: null,
        },
      ],
      nextCursor: null,
    }),
  },
  getCalendar: {
    summary: 'All that is to come',
    today: '2026-06-01',
    url: '/v1/deadlines.ics',
    answer:
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//contract-ledger//deadlines//EN\r\nNAME:contract-ledger\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nTZNAME:JST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:contract-ends:dea5d771-fd11-87b7-bae8-7f00cec16813@minato-mail.contract\r\n -ledger\r\nDTSTAMP:20260531T150000Z\r\nDTSTART;VALUE=DATE:20260630\r\nDTEND;VALUE=DATE:20260701\r\nSUMMARY:last day of the contract\r\nDESCRIPTION:minato-mail\\, article 7\r\nCATEGORIES:contract-ends\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:option-ends:1dad4520-e70e-8626-a916-3c1e8eb59876@minato-mail.contract-l\r\n edger\r\nDTSTAMP:20260531T150000Z\r\nDTSTART;VALUE=DATE:20260630\r\nDTEND;VALUE=DATE:20260701\r\nSUMMARY:last day of the homepage option\r\nDESCRIPTION:minato-mail\\, article 7\r\nCATEGORIES:option-ends\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  },
} as const satisfies Readonly<Record<string, ReadExample>>;
