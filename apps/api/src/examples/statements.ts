import type { WebhookExample } from './webhooks.js';

const STATEMENT = {
  statementId: 'april',
  eventId: '0b0f8a58-2f0d-4d0e-9a53-5d7f1c1b2a10',
  madeOn: '2026-04-30',
  recordedAt: '2026-04-30T00:00:00.000Z',
  figure: 'obligations/initial-fee:base',
  premises: { asOf: '2026-04-30', position: '14', readings: [] },
  answer: {
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
  explanationDigest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  codeVersion: '0.1.0',
  toldTo: '総務部',
};

/** What was stated, and given again. */
export const STATEMENT_EXAMPLES: Readonly<Record<string, WebhookExample>> = {
  listStatements: { summary: 'One was made', answer: { items: [STATEMENT], nextCursor: null } },
  getStatement: {
    summary: 'The same as then; paid since',
    answer: {
      ...STATEMENT,
      again: { same: true, difference: null, sameExplanation: true, codeVersion: '0.1.0' },
      today: {
        position: '21',
        answer: { ...STATEMENT.answer, settled: '100000', outstanding: '0', status: 'settled' },
        difference: { path: '/outstanding', was: '100000', is: '0' },
      },
    },
  },
};
