import { EVENT } from '../http/openapi-parts.js';
import type { WebhookExample } from './webhooks.js';

const recorded = (type: string, revision: number): object => ({
  adoptionId: 'annex-2-2026',
  revision,
  position: String(1042 + revision),
  events: [{ id: EVENT, type, revision }],
});
const ADOPTED = {
  readings: ['R05:separate'],
  scope: 'all',
  adoptedOn: '2026-07-15',
  from: '2026-08-01',
  reason: '別紙2の文言に従う',
};
const COMPUTING = {
  impactId: EVENT,
  state: 'computing',
  done: 400_000,
  total: 800_000,
  rate: 40_000,
  remainingSeconds: 10,
  reason: null,
  answer: null,
};
const CORRECTED = { ...ADOPTED, scope: { contractIds: ['minato-mail'] } };
const ADOPTION = {
  adoptionId: 'annex-2-2026',
  revision: 0,
  readings: ['R05:separate'],
  edition: null,
  scope: 'all',
  contracts: null,
  adoptedOn: '2026-07-15',
  from: '2026-08-01',
  reason: '別紙2の文言に従う',
  disputeId: null,
  author: 'alice',
  recordedAt: '2026-08-01T00:00:00.000Z',
  position: '1042',
  isWithdrawn: false,
};

/** By the name of the operation. */
export const ADOPTION_EXAMPLES: Readonly<Record<string, WebhookExample>> = {
  adoptReadings: {
    summary: 'A reading for all contracts, from August on',
    body: { adoptionId: 'annex-2-2026', ...ADOPTED },
    answer: recorded('ReadingsAdopted', 0),
  },
  correctAdoption: {
    summary: 'It was meant for one contract',
    body: { reason: '範囲の誤り', replacement: CORRECTED },
    answer: recorded('AdoptionCorrected', 1),
  },
  withdrawAdoption: {
    summary: 'Back to the register',
    body: { withdrawnOn: '2026-08-01', reason: '再検討' },
    answer: recorded('AdoptionWithdrawn', 2),
  },
  getImpact: {
    summary: 'An option that is charged under both items',
    body: { readings: ['R05:cumulative'], asOf: '2026-07-31' },
    answer: {
      asOf: '2026-07-31',
      position: '1042',
      codeVersion: '0.1.0',
      readings: ['R05:cumulative'],
      edition: null,
      examined: 1,
      failed: 0,
      contracts: 1,
      up: '40000',
      down: '0',
      sum: '40000',
      articles: [{ article: '9(2)', contracts: 1, up: '40000', down: '0', sum: '40000' }],
      mostAffected: [
        {
          contractId: 'minato-mail',
          before: '548919',
          after: '588919',
          difference: '40000',
          articles: [{ article: '9(2)', difference: '40000' }],
        },
      ],
    },
    later: COMPUTING,
  },
  getImpactJob: { summary: 'Half of a large portfolio', answer: COMPUTING },
  watchImpact: {
    summary: 'One message',
    answer: `event: progress\ndata: ${JSON.stringify(COMPUTING)}\n\n` as unknown as object,
  },
  cancelImpact: {
    summary: 'Nobody waits for it any more',
    answer: { ...COMPUTING, state: 'cancelled', rate: null, remainingSeconds: null },
  },
  listAdoptions: { summary: 'One adoption', answer: { items: [ADOPTION], nextCursor: null } },
  getAdoption: {
    summary: 'An adoption for all contracts',
    answer: {
      ...ADOPTION,
      contractIds: null,
      events: [
        {
          id: EVENT,
          type: 'ReadingsAdopted',
          revision: 0,
          position: '1042',
          recordedAt: '2026-08-01T00:00:00.000Z',
          who: 'alice',
          data: { adoptionId: 'annex-2-2026', ...ADOPTED },
        },
      ],
    },
  },
};
