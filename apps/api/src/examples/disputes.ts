import { COMPARISON_EXAMPLES } from './dispute-comparison.js';
import { DISPUTED_EXPLANATION_EXAMPLES } from './disputed-explanation.js';
import { OWED_EXAMPLES } from './owed.js';
import type { ReadExample } from './read-example.js';

/** Answers at the end of the story that the commands tell. */
export const DISPUTE_READ_EXAMPLES: Readonly<Record<string, ReadExample>> = {
  listDisputes: {
    summary: 'All disputes',
    url: '/v1/disputes',
    answer: {
      items: [
        {
          disputeId: 'claim-2026-08',
          revision: 4,
          state: 'closed',
          contractIds: ['minato-mail'],
          question: { asOf: '2026-07-31', figure: 'credits/march' },
          knownAt: 'position:10',
          subject: '減額請求の到達日',
          openedAt: '2026-08-01T00:00:00.000Z',
          sides: ['theirs'],
          outcome: 'upheld',
        },
      ],
      nextCursor: null,
    },
  },
  getDispute: {
    summary: 'What was said',
    url: '/v1/disputes/claim-2026-08',
    answer: {
      disputeId: 'claim-2026-08',
      revision: 4,
      state: 'closed',
      contractIds: ['minato-mail'],
      question: { asOf: '2026-07-31', figure: 'credits/march' },
      knownAt: 'position:10',
      subject: '減額請求の到達日',
      openedAt: '2026-08-01T00:00:00.000Z',
      sides: ['theirs'],
      outcome: 'upheld',
      documents: [],
      unit: 'yen',
      recorded: { value: '0', refused: null },
      positions: [
        {
          eventId: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c11',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          documents: [],
          value: '2480',
          refused: null,
          side: 'theirs',
          statement: '6 月 10 日に到達している',
          readings: ['R02:next-business-day'],
          edition: null,
          hypotheses: [
            {
              contractId: 'minato-mail',
              documents: [
                { name: '配達証明.pdf', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
              ],
              eventId: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c12',
              kind: 'corrected',
              of: 'ReductionClaimed',
              point: 'arrival',
              replacement: { arrivedOn: '2026-06-10' },
            },
          ],
        },
      ],
      notes: [
        {
          eventId: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c13',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          documents: [],
          text: '郵便局に照会した',
        },
      ],
      decision: {
        eventId: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c14',
        recordedAt: '2026-08-01T00:00:00.000Z',
        who: 'alice',
        documents: [],
        decidedOn: '2026-08-01',
        side: 'recorded',
        reason: '消印の日付による',
      },
      closing: {
        eventId: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c15',
        recordedAt: '2026-08-01T00:00:00.000Z',
        who: 'alice',
        documents: [],
        closedOn: '2026-08-01',
        outcome: 'upheld',
        reason: '記録のとおりで合意した',
      },
      links: [],
      events: [
        {
          id: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c16',
          type: 'DisputeOpened',
          revision: 0,
          position: '12',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          data: {
            contractIds: ['minato-mail'],
            knownAt: 'position:10',
            question: { asOf: '2026-07-31', figure: 'credits/march' },
            subject: '減額請求の到達日',
          },
        },
        {
          id: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c11',
          type: 'PositionTaken',
          revision: 1,
          position: '13',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          data: {
            hypotheses: [
              {
                contractId: 'minato-mail',
                documents: [
                  { name: '配達証明.pdf', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
                ],
                eventId: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c12',
                kind: 'corrected',
                of: 'ReductionClaimed',
                point: 'arrival',
                replacement: { arrivedOn: '2026-06-10' },
              },
            ],
            readings: ['R02:next-business-day'],
            side: 'theirs',
            statement: '6 月 10 日に到達している',
          },
        },
        {
          id: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c13',
          type: 'DisputeNoteAdded',
          revision: 2,
          position: '14',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          data: { text: '郵便局に照会した' },
        },
        {
          id: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c14',
          type: 'DisputeDecided',
          revision: 3,
          position: '15',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          data: { decidedOn: '2026-08-01', reason: '消印の日付による', side: 'recorded' },
        },
        {
          id: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c15',
          type: 'DisputeClosed',
          revision: 4,
          position: '16',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          data: { closedOn: '2026-08-01', outcome: 'upheld', reason: '記録のとおりで合意した' },
        },
      ],
    },
  },
  ...COMPARISON_EXAMPLES,
  ...DISPUTED_EXPLANATION_EXAMPLES,
  getDisputedOwed: {
    summary: 'The three answers about the reduction',
    url: '/v1/disputes/claim-2026-08/owed',
    answer: {
      disputeId: 'claim-2026-08',
      question: { asOf: '2026-07-31', figure: 'credits/march' },
      unit: 'yen',
      knownAt: 'position:10',
      items: [
        {
          contractId: 'minato-mail',
          asKnownThen: null,
          asKnownNow: '0',
          asTold: null,
          difference: null,
          events: [
            {
              id: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c11',
              type: 'OutageDetected',
              recordedAt: '2026-08-01T00:00:00.000Z',
            },
            {
              id: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c12',
              type: 'OutageRecovered',
              recordedAt: '2026-08-01T00:00:00.000Z',
            },
          ],
          readings: [],
        },
      ],
      codeVersion: '0.1.0',
    },
  },
  ...OWED_EXAMPLES,
};
