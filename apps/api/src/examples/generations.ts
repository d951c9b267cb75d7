import { EVENT } from '../http/openapi-parts.js';
import type { WebhookExample } from './webhooks.js';

const GENERATION = '6c1f9f6e-54c1-8f0b-a6a4-2f8a3f0b7f11';
const DIGEST = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';
const recorded = (type: string, revision: number): object => ({
  generationId: GENERATION,
  revision,
  position: String(1042 + revision),
  events: [{ id: revision === 0 ? GENERATION : EVENT, type, revision }],
});

const BUILDING = {
  generationId: GENERATION,
  state: 'building',
  isLive: false,
  errors: [],
  failed: 0,
  done: 412_000,
  total: 1_000_000,
  rate: 21_300,
  remainingSeconds: 28,
  digest: null,
  reason: null,
  scope: 'all',
  asOf: null,
  knownAt: null,
  readings: ['R05:separate'],
  edition: null,
  fromLog: false,
  hypotheses: null,
  requestedAt: '2026-08-01T00:00:00.000Z',
  requestedBy: 'alice',
  startedAt: '2026-08-01T00:00:00.120Z',
  endedAt: null,
  position: null,
  codeVersion: '0.1.0',
  acceptances: [],
  switches: [],
};
const FINISHED = {
  ...BUILDING,
  state: 'finished',
  done: 1_000_000,
  rate: 21_500,
  remainingSeconds: null,
  digest: DIGEST,
  endedAt: '2026-08-01T00:00:47.000Z',
  position: '20000000',
};
const WORTH = { contracts: 1, figures: 2, obligations: '-40000', outstanding: '-40000' };

/** By the name of the operation. */
export const GENERATION_EXAMPLES: Readonly<Record<string, WebhookExample>> = {
  requestRebuild: {
    summary: 'All contracts under another reading',
    body: { scope: 'all', readings: ['R05:separate'] },
    answer: recorded('GenerationRequested', 0),
  },
  listRebuilds: { summary: 'One rebuild', answer: { items: [BUILDING], nextCursor: null } },
  getRebuild: { summary: 'A rebuild under way', answer: BUILDING },
  watchRebuild: {
    summary: 'One message',
    answer: `event: progress\ndata: ${JSON.stringify(BUILDING)}\n\n` as unknown as object,
  },
  cancelRebuild: { summary: 'The end of a rebuild', answer: recorded('GenerationCancelled', 1) },
  listGenerations: { summary: 'One generation', answer: { items: [FINISHED], nextCursor: null } },
  getGeneration: { summary: 'A generation', answer: FINISHED },
  compareGeneration: {
    summary: 'What a reading changes',
    answer: {
      generationId: GENERATION,
      against: 'first',
      totals: {
        ...WORTH,
        digest: DIGEST,
        byCause: [{ ...WORTH, cause: 'reading', detail: 'R05:separate' }],
        byArticle: [
          { ...WORTH, figures: 1, obligations: '0', article: null },
          { ...WORTH, figures: 1, outstanding: '0', article: '9(1)' },
        ],
      },
      items: [
        {
          contractId: 'minato-mail',
          figure: 'totals',
          article: null,
          before: { outstanding: '548919' },
          after: { outstanding: '508919' },
          yen: '-40000',
          causes: [{ cause: 'reading', detail: 'R05:separate', yen: '-40000' }],
        },
      ],
      nextCursor: null,
    },
  },
  acceptGeneration: {
    summary: 'Exactly these differences',
    body: { diff: DIGEST, reason: '読み R05 を変更' },
    answer: recorded('GenerationAccepted', 2),
  },
  switchGeneration: { summary: 'To be live from now on', body: {}, answer: recorded('GenerationSwitched', 3) },
  dropGeneration: { summary: 'No longer needed', answer: recorded('GenerationDropped', 4) },
};
