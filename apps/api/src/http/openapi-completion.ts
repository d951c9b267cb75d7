import type { OpenAPIObject } from '@nestjs/swagger';
import { ADOPTION_EXAMPLES } from '../examples/adoptions.js';
import { COMMAND_EXAMPLES, type CommandExample } from '../examples/commands.js';
import { DISPUTE_COMMAND_EXAMPLES } from '../examples/dispute-commands.js';
import { DISPUTE_READ_EXAMPLES } from '../examples/disputes.js';
import { INCIDENT_COMMAND_EXAMPLES, INCIDENT_READ_EXAMPLES } from '../examples/incidents.js';
import { GENERATION_EXAMPLES } from '../examples/generations.js';
import type { ReadExample } from '../examples/read-example.js';
import { READ_EXAMPLES } from '../examples/reads.js';
import { STATEMENT_EXAMPLES } from '../examples/statements.js';
import { WEBHOOK_EXAMPLES, type WebhookExample } from '../examples/webhooks.js';
import {
  COMMAND_HEADERS,
  DISPUTE_RECORDED_HEADERS,
  EVENT,
  PROBLEM,
  PROBLEM_RESPONSES,
  INCIDENT_RECORDED_HEADERS,
  RECORDED_HEADERS,
  pathParameter,
} from './openapi-parts.js';
import { PROBLEMS, type ProblemCode } from './problem-catalogue.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type Response = Extract<Operation['responses'][string], { description: string }>;

/*
 * What the document says of every operation of a kind is said once, here and in openapi-parts.ts: ids in paths, the headers of commands,
 * problems, tokens, examples.
 */

/** The document with what its operations have in common, and their examples. */
export const completed = (document: OpenAPIObject): OpenAPIObject => {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of ['get', 'post', 'delete'] as const) {
      const operation = item[method];
      if (operation !== undefined) complete(operation, path, method === 'post');
    }
  }
  const components = document.components ?? {};
  const schemas = Object.entries(components.schemas ?? {}).map(([name, schema]) => [name, exact(name, schema)]);
  return {
    ...document,
    components: {
      ...components,
      schemas: { ...(Object.fromEntries(schemas) as Schemas), Problem: PROBLEM },
      responses: PROBLEM_RESPONSES,
    },
  };
};

const complete = (operation: Operation, path: string, hasBody: boolean): void => {
  const isCommand =
    operation.responses['200'] === undefined &&
    (operation.responses['201'] ?? operation.responses['202']) !== undefined;
  const [summary = '', ...description] = (operation.summary ?? '').split('\n\n');
  operation.summary = summary;
  if (description.length > 0) operation.description = description.join('\n\n').replaceAll('\n', ' ');
  operation.parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name)),
    ...(operation.parameters ?? []).flatMap(queryParameter),
    ...(isCommand ? COMMAND_HEADERS : []),
  ];
  if (path.startsWith('/v1')) operation.security = [{ token: [] }];
  for (const code of problemsOf(path, hasBody, isCommand)) {
    operation.responses[String(PROBLEMS[code].status)] = { $ref: `#/components/responses/${code}` };
  }
  if (isCommand) completeCommand(operation);
  else completeRead(operation);
};

/** What may be left out has its example in words: Swagger UI would send it along, and every first question would be an odd one. */
const queryParameter = (parameter: Parameter): Parameter[] => {
  if (!('name' in parameter) || parameter.in === 'path') return [];
  const { example, ...schema } = (parameter.schema ?? {}) as { readonly example?: string };
  if (parameter.required === true || example === undefined) return [parameter];
  const such = `Such as \`${example}\`.`;
  return [{ ...parameter, schema, description: [parameter.description, such].filter(Boolean).join(' ') }];
};

const completeCommand = (operation: Operation): void => {
  const name = operation.operationId ?? '';
  const example: AnyCommandExample | undefined = COMMANDS[name];
  const isOfIncident = name in INCIDENT_COMMAND_EXAMPLES;
  const isOfDispute = name in DISPUTE_COMMAND_EXAMPLES;
  const response = (operation.responses['201'] ?? operation.responses['202']) as Response;
  response.description = isOfIncident ? 'It is recorded, and will be carried to the contracts.' : 'It is recorded.';
  response.headers = isOfIncident
    ? INCIDENT_RECORDED_HEADERS
    : isOfDispute
      ? DISPUTE_RECORDED_HEADERS
      : RECORDED_HEADERS;
  if (example === undefined) return completeOther(operation, response);
  const { summary, body, event } = example;
  setExample(operation.requestBody, summary, withIds(body));
  const events = [{ id: EVENT, type: event, revision: 7 }];
  const of = isOfIncident
    ? { incidentId: 'mail-2026-05' }
    : isOfDispute
      ? { disputeId: 'claim-2026-08' }
      : { contractId: 'minato-mail' };
  setExample(response, summary, { ...of, revision: 7, position: '1042', events });
};

interface AnyCommandExample extends Omit<CommandExample, 'event'> {
  readonly event: string;
}
const COMMANDS: Readonly<Record<string, AnyCommandExample>> = {
  ...COMMAND_EXAMPLES,
  ...INCIDENT_COMMAND_EXAMPLES,
  ...DISPUTE_COMMAND_EXAMPLES,
};
const READS: Readonly<Record<string, ReadExample>> = {
  ...READ_EXAMPLES,
  ...INCIDENT_READ_EXAMPLES,
  ...DISPUTE_READ_EXAMPLES,
};

/** An example with ids in the place of what other commands made. */
const withIds = (body: CommandExample['body']): object =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, String(value).startsWith('made by ') ? EVENT : value]),
  );

const completeRead = (operation: Operation): void => {
  const example = READS[operation.operationId ?? ''];
  const response = operation.responses['200'] as Response;
  response.description = 'The answer.';
  if (example === undefined) return completeOther(operation, response);
  if (example.body !== undefined) setExample(operation.requestBody, example.summary, example.body);
  setExample(response, `${example.summary}: GET ${decodeURIComponent(example.url)}`, example.answer);
};

const OTHER_EXAMPLES: Readonly<Record<string, WebhookExample>> = {
  ...WEBHOOK_EXAMPLES,
  ...ADOPTION_EXAMPLES,
  ...GENERATION_EXAMPLES,
  ...STATEMENT_EXAMPLES,
};

const completeOther = (operation: Operation, response: Response): void => {
  const example = OTHER_EXAMPLES[operation.operationId ?? ''];
  if (example === undefined) return;
  setExample(operation.requestBody, example.summary, example.body);
  setExample(response, example.summary, example.answer);
  const later = operation.responses['202'] as Response | undefined;
  if (example.later === undefined || later === undefined) return;
  later.description = 'The answer takes a while: `Location` says where it will be.';
  later.headers = { Location: { schema: { type: 'string' } } };
  setExample(later, example.summary, example.later);
};

const setExample = (place: Operation['requestBody'] | Response, summary: string, value: unknown): void => {
  if (place === undefined || !('content' in place)) return;
  for (const content of Object.values(place.content ?? {})) content.examples = { example: { summary, value } };
};

const problemsOf = (path: string, hasBody: boolean, isCommand: boolean): readonly ProblemCode[] =>
  path.startsWith('/v1')
    ? [
        'invalid-request',
        'unauthenticated',
        ...(path.includes('{contractId}') || (path === '/v1/disputes' && isCommand)
          ? (['contract-not-found'] as const)
          : []),
        ...(/\{(n|incidentId|webhookId|disputeId|adoptionId|generationId|impactId)\}/.test(path)
          ? (['not-found'] as const)
          : []),
        'not-acceptable',
        ...(hasBody ? (['refused', 'too-large', 'unsupported-media-type'] as const) : []),
        ...(isCommand ? (['revision-moved', 'key-reused', 'overloaded'] as const) : []),
        'unavailable',
      ]
    : path === '/health/live'
      ? []
      : ['unavailable'];

/** Requests hold nothing that is not named; every number is whole. */
const exact = (name: string, schema: Schemas[string]): Schemas[string] => {
  const whole = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'type' ? ([value].flat().includes('number') ? integer(value) : value) : value,
  ) as Schemas[string];
  return name.endsWith('Request') && 'properties' in whole ? { ...whole, additionalProperties: false } : whole;
};

const integer = (type: unknown): unknown =>
  Array.isArray(type) ? type.map((one: unknown) => (one === 'number' ? 'integer' : one)) : 'integer';
