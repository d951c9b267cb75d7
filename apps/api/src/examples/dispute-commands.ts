import type { DisputeEventType } from '@ledger/disputes';
import type { CommandExample } from './commands.js';

export interface DisputeCommandExample extends Omit<CommandExample, 'event'> {
  readonly event: DisputeEventType;
}

const PROOF = {
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  name: '配達証明.pdf',
};
const path = { disputeId: 'claim-2026-08' };

/** The commands of a dispute: together, and in this order, the story that the reads below are told of. */
export const DISPUTE_COMMAND_EXAMPLES: Readonly<Record<string, DisputeCommandExample>> = {
  openDispute: {
    event: 'DisputeOpened',
    summary: 'Did the claim arrive in time?',
    body: {
      disputeId: 'claim-2026-08',
      contractIds: ['minato-mail'],
      question: { figure: 'credits/march', asOf: '2026-07-31' },
      subject: '減額請求の到達日',
    },
  },
  takePosition: {
    event: 'PositionTaken',
    summary: 'The contractor’s position, with the proof of delivery',
    path,
    body: {
      side: 'theirs',
      statement: '6 月 10 日に到達している',
      readings: ['R02:next-business-day'],
      hypotheses: [
        {
          kind: 'corrected',
          eventId: '0ad3f1c6-3c4f-8a1e-9d1b-6f2a4d1c7e55',
          replacement: { arrivedOn: '2026-06-10' },
          point: 'arrival',
          documents: [PROOF],
        },
      ],
    },
  },
  addDisputeNote: {
    event: 'DisputeNoteAdded',
    summary: 'The post office was asked',
    path,
    body: { text: '郵便局に照会した' },
  },
  decideDispute: {
    event: 'DisputeDecided',
    summary: 'The record is right',
    path,
    body: { decidedOn: '2026-08-01', side: 'recorded', reason: '消印の日付による' },
  },
  closeDispute: {
    event: 'DisputeClosed',
    summary: 'It is over',
    path,
    body: { closedOn: '2026-08-01', outcome: 'upheld', reason: '記録のとおりで合意した' },
  },
};
