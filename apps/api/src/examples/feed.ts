import { EVENT } from '../http/openapi-parts.js';
import type { ReadExample } from './read-example.js';

/** What is passed on of the log. */
export const FEED_EXAMPLES = {
  readFeed: {
    summary: 'What came after position 13',
    url: '/v1/events?after=13',
    answer: {
      items: [
        {
          specversion: '1.0',
          id: EVENT,
          source: '/v1/contracts/minato-mail',
          type: 'NoticeReceived',
          subject: 'minato-mail',
          time: '2026-08-01T00:00:00.000Z',
          datacontenttype: 'application/json',
          dataschema: 'urn:contract-ledger:event:NoticeReceived',
          position: '14',
          revision: 13,
          data: {
            arrivedAt: '2026-05-20T10:15:00+09:00',
            designatedOn: '2026-06-30',
            documents: [
              {
                name: '解約申込書.pdf',
                sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
              },
            ],
            form: 'prescribed',
            subject: 'contract',
          },
        },
      ],
      nextCursor: null,
      position: '14',
    },
  },
} as const satisfies Readonly<Record<string, ReadExample>>;
