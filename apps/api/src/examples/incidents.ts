import type { CommandExample } from './commands.js';
import type { ReadExample } from './read-example.js';

/** The commands about an incident: together, and in this order, the story that the reads below are told of. */
export const INCIDENT_COMMAND_EXAMPLES = {
  reportIncident: {
    event: 'IncidentReported',
    summary: 'Mail stands still for everybody',
    body: {
      incidentId: 'mail-2026-05',
      occurredAt: '2026-05-10T08:40:00+09:00',
      awareAt: '2026-05-10T09:00:00+09:00',
      extent: 'total',
      cause: 'provider',
      contractIds: ['minato-mail', 'minato-maill'],
    },
  },
  recoverIncident: {
    event: 'IncidentRecovered',
    summary: 'It goes again',
    path: { incidentId: 'mail-2026-05' },
    body: { recoveredAt: '2026-05-12T09:30:00+09:00' },
  },
  correctIncident: {
    event: 'IncidentCorrected',
    summary: 'Some of it still worked',
    path: { incidentId: 'mail-2026-05' },
    body: {
      reason: '一部機能は利用可能だった',
      replacement: {
        occurredAt: '2026-05-10T08:40:00+09:00',
        awareAt: '2026-05-10T09:00:00+09:00',
        extent: 'equivalent',
        cause: 'provider',
      },
    },
  },
} as const satisfies Readonly<Record<string, Omit<CommandExample, 'event'> & { readonly event: string }>>;

const INCIDENT = {
  incidentId: 'mail-2026-05',
  revision: 1,
  reportedAt: '2026-08-01T00:00:00.000Z',
  isVoid: false,
  occurredAt: '2026-05-10T08:40:00+09:00',
  awareAt: '2026-05-10T09:00:00+09:00',
  extent: 'total',
  cause: 'provider',
  recoveredAt: '2026-05-12T09:30:00+09:00',
  contracts: 'named',
  state: 'carried',
  affected: 2,
  carried: 1,
  refused: 1,
  remaining: 0,
  rate: null,
};

/** Answers after the report and the recovery, where one of the contracts was named wrongly. */
export const INCIDENT_READ_EXAMPLES = {
  listIncidents: {
    summary: 'All incidents',
    url: '/v1/incidents',
    answer: { items: [INCIDENT], nextCursor: null },
  },
  getIncident: {
    summary: 'One contract was named wrongly',
    url: '/v1/incidents/mail-2026-05',
    answer: {
      ...INCIDENT,
      events: [
        {
          id: '9b6f1c1e-8a0e-8d6f-a3a1-0f4f5b1f2c11',
          type: 'IncidentReported',
          revision: 0,
          position: '6',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          data: {
            awareAt: '2026-05-10T09:00:00+09:00',
            cause: 'provider',
            extent: 'total',
            occurredAt: '2026-05-10T08:40:00+09:00',
          },
        },
        {
          id: '4c7d2b90-51f7-8f3a-b0d2-6f1f0c0de5aa',
          type: 'IncidentRecovered',
          revision: 1,
          position: '10',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          data: { recoveredAt: '2026-05-12T09:30:00+09:00' },
        },
      ],
      items: [
        {
          contractId: 'minato-maill',
          event: 'OutageDetected',
          code: 'contract-not-found',
          detail: 'there is no contract minato-maill',
          article: null,
          quote: null,
        },
      ],
      nextCursor: null,
    },
  },
} as const satisfies Readonly<Record<string, ReadExample>>;
