import type { OpenAPIObject } from '@nestjs/swagger';
import { article06, quote } from '@ledger/terms';
import { PROBLEMS, type ProblemCode } from './problem-catalogue.js';

type Components = NonNullable<OpenAPIObject['components']>;
type Schema = NonNullable<Components['schemas']>[string];
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Extract<NonNullable<Operation['parameters']>[number], { in: string }>;
type Header = NonNullable<Extract<Operation['responses'][string], { description: string }>['headers']>[string];

/** An id in a path. */
export const pathParameter = (name: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  description: PATH_PARAMETERS[name] ?? 'The id of what is meant: the client’s, else that of the event that made it.',
  schema: { type: 'string' },
});
const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  contractId: 'The contract.',
  eventId: 'The event.',
  incidentId: 'The incident.',
  adoptionId: 'The adoption.',
  option: 'The option: homepage.',
  disputeId: 'The dispute.',
  n: 'The number of the article, 1 to 15.',
  webhookId: 'The webhook.',
  generationId: 'The generation of the read models; `first` is the one that nobody requested.',
};

export const COMMAND_HEADERS: readonly Parameter[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key with the same body gives the first answer again, and records nothing twice.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The revision that the contract, incident or dispute must still have, in quotation marks: "3".',
    schema: { type: 'string' },
  },
];

const header = (description: string): Header => ({ description, schema: { type: 'string' } });
export const RECORDED_HEADERS: Record<string, Header> = {
  ETag: header('The revision of the contract now, in quotation marks.'),
  Location: header('Where the event can be read.'),
  'Idempotency-Replayed': header('`true` where this is the first answer again.'),
};

export const INCIDENT_RECORDED_HEADERS: Record<string, Header> = {
  ...RECORDED_HEADERS,
  ETag: header('The revision of the incident now, in quotation marks.'),
  Location: header('Where the incident can be read, and how far it is carried.'),
};

export const DISPUTE_RECORDED_HEADERS: Record<string, Header> = {
  ...RECORDED_HEADERS,
  ETag: header('The revision of the dispute now, in quotation marks.'),
  Location: header('Where the dispute can be read.'),
};

/** RFC 9457, and what this server adds. */
export const PROBLEM: Schema = {
  type: 'object',
  description: 'An error (RFC 9457). A rule of the terms adds article and quote, bad input adds errors.',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  additionalProperties: true,
  properties: {
    type: { type: 'string', description: 'Where this kind of problem is explained.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The path asked for.' },
    article: { type: 'string', description: 'The clause that was broken: 6(3).' },
    quote: { type: 'string', description: 'Its words.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: {
            type: 'string',
            description: 'A JSON pointer into the body; /query/..., /path/... and /headers/... elsewhere.',
          },
          detail: { type: 'string' },
        },
      },
    },
  },
};

const AT = '/v1/contracts/minato-mail';
const ARRIVED_AT =
  'arrivedAt must be an instant with an offset (RFC 3339), or a date (YYYY-MM-DD) where the time is unknown, from 1900 to 2199';
const CLAUSE = quote(article06, 3);
/** The id of some event. */
export const EVENT = '0ad3f1c6-3c4f-8a1e-9d1b-6f2a4d1c7e55';
const EXAMPLES: {
  readonly [Code in ProblemCode]?: Readonly<Record<string, unknown>>;
} = {
  'invalid-request': {
    detail: ARRIVED_AT,
    instance: `${AT}/notices`,
    errors: [{ pointer: '/arrivedAt', detail: ARRIVED_AT }],
  },
  unauthenticated: { detail: 'send the header Authorization: Bearer <token>', instance: AT },
  'contract-not-found': { detail: 'there is no contract minato-mail', instance: AT },
  'not-found': { detail: 'there is no article 16', instance: '/v1/terms/articles/16' },
  'not-acceptable': { detail: 'the answer is application/json', instance: AT },
  refused: {
    type: '/problems/not-the-administrator',
    detail: '鈴木一郎 is not the administrator on 2026-03-20',
    instance: `${AT}/setting-changes`,
    article: CLAUSE.label,
    quote: CLAUSE.quote,
  },
  'revision-moved': {
    detail: 'contract minato-mail is at revision 4, not at 3',
    instance: `${AT}/notices`,
    revision: 4,
    events: [{ id: EVENT, type: 'OutageDetected', revision: 4 }],
  },
  'too-large': { detail: 'the body has more than 1 MiB', instance: `${AT}/targets` },
  'unsupported-media-type': { detail: 'the body must be application/json', instance: `${AT}/notices` },
  'key-reused': { detail: 'this key was used with another body', instance: `${AT}/payments` },
  overloaded: { detail: 'too many commands wait to be written', instance: `${AT}/payments` },
  unavailable: { detail: 'the server is stopping', instance: AT },
};

/** The problems that operations refer to, by their codes. */
export const PROBLEM_RESPONSES: NonNullable<Components['responses']> = Object.fromEntries(
  (Object.keys(EXAMPLES) as ProblemCode[]).map((code) => {
    const { status, title, meaning } = PROBLEMS[code];
    const example = { type: `/problems/${code}`, title, status, ...EXAMPLES[code] };
    const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } };
    return [code, { description: `${title}. ${meaning}`, content }];
  }),
);
