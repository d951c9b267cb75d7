import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEMS, type ProblemCode } from './problem-catalogue.js';

type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;
type ParameterObject = Extract<NonNullable<OperationObject['parameters']>[number], { in: string }>;
type ResponseObject = Extract<OperationObject['responses'][string], { description: string }>;
type HeaderObject = NonNullable<ResponseObject['headers']>[string];
type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/*
 * What the document says of every operation of a kind is said here once: ids in paths, the headers of commands, problems, tokens.
 */

/** The document with what its operations have in common. */
export const completed = (document: OpenAPIObject): OpenAPIObject => {
  const components = document.components ?? {};
  components.schemas = { ...components.schemas, Problem: PROBLEM };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of ['get', 'post'] as const) {
      const operation = item[method];
      if (operation !== undefined && path.startsWith('/v1')) complete(operation, path, method);
    }
  }
  return { ...document, components };
};

const complete = (operation: OperationObject, path: string, method: 'get' | 'post'): void => {
  const isCommand = method === 'post' && operation.responses['201'] !== undefined;
  operation.security = [{ token: [] }];
  operation.parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name)),
    ...(operation.parameters ?? []).filter((parameter) => 'name' in parameter && parameter.in !== 'path'),
    ...(isCommand ? COMMAND_HEADERS : []),
  ];
  if (isCommand) (operation.responses['201'] as ResponseObject).headers = RECORDED_HEADERS;
  for (const code of [...EVERYWHERE, ...(path.includes('{') ? IN_CONTRACT : []), ...(isCommand ? OF_COMMANDS : [])]) {
    addProblem(operation, code);
  }
};

const EVERYWHERE: readonly ProblemCode[] = ['invalid-request', 'unauthenticated', 'not-acceptable', 'unavailable'];
const IN_CONTRACT: readonly ProblemCode[] = ['contract-not-found'];
const OF_COMMANDS: readonly ProblemCode[] = [
  'already-recorded',
  'revision-moved',
  'too-large',
  'unsupported-media-type',
  'key-reused',
  'overloaded',
];

const addProblem = ({ responses }: OperationObject, code: ProblemCode): void => {
  const { status, title } = PROBLEMS[code];
  const description = status === 409 ? `The contract's state, or the terms, do not allow it` : title;
  const example = { type: `/problems/${code}`, title, status, ...EXAMPLES[code] };
  responses[String(status)] = {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } },
  };
};

const pathParameter = (name: string): ParameterObject => ({
  name,
  in: 'path',
  required: true,
  description: PATH_PARAMETERS[name] ?? 'The id of what is meant: the client’s, else that of the event that made it.',
  schema: { type: 'string' },
});
const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  contractId: 'The contract.',
  eventId: 'The event.',
  option: 'The option.',
  n: 'The number of the article, 1 to 15.',
};

const COMMAND_HEADERS: readonly ParameterObject[] = [
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
    description: 'The revision that the contract must still have, in quotation marks.',
    schema: { type: 'string', examples: ['"3"'] } as unknown as SchemaObject,
  },
];

const text = (description: string): HeaderObject => ({ description, schema: { type: 'string' } });
const RECORDED_HEADERS: Record<string, HeaderObject> = {
  ETag: text('The revision of the contract now, in quotation marks.'),
  Location: text('Where the event can be read.'),
  'Idempotency-Replayed': text('`true` where this is the first answer again.'),
};

const PROBLEM: SchemaObject = {
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
    article: { type: 'string', description: 'The clause that was broken, `6(3)`.' },
    quote: { type: 'string', description: 'Its words.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string', description: 'A JSON pointer.' }, detail: { type: 'string' } },
      },
    },
  },
};

const INSTANCE = { instance: '/v1/contracts/minato-mail/notices' };
const EXAMPLES: { readonly [Code in ProblemCode]?: object } = {
  'invalid-request': {
    ...INSTANCE,
    detail: 'arrivedAt must be an instant with an offset (RFC 3339), or a date (YYYY-MM-DD) where the time is unknown',
    errors: [
      {
        pointer: '/arrivedAt',
        detail:
          'arrivedAt must be an instant with an offset (RFC 3339), or a date (YYYY-MM-DD) where the time is unknown',
      },
    ],
  },
  unauthenticated: { ...INSTANCE, detail: 'send the header Authorization: Bearer <token>' },
  'contract-not-found': { ...INSTANCE, detail: 'there is no contract minato-mail' },
  'not-acceptable': { ...INSTANCE, detail: 'the answer is application/json' },
  unavailable: { ...INSTANCE, detail: 'the server is stopping' },
  'already-recorded': {
    ...INSTANCE,
    detail: 'the notice is already withdrawn',
    event: '6f1f34a2-8c5b-4a51-9d0e-2f5c7b1f0c11',
  },
  'revision-moved': {
    ...INSTANCE,
    detail: 'contract minato-mail is at revision 4, no longer at 3',
    revision: 4,
    events: [{ id: '6f1f34a2-8c5b-4a51-9d0e-2f5c7b1f0c11', type: 'OutageDetected', revision: 4 }],
  },
  'too-large': { ...INSTANCE, detail: 'the body has more than 1 MiB' },
  'unsupported-media-type': { ...INSTANCE, detail: 'the body must be application/json' },
  'key-reused': { ...INSTANCE, detail: 'this key was used with another body' },
  overloaded: { ...INSTANCE, detail: 'too many commands wait to be written' },
};
