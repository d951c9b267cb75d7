import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Envelope } from '@ledger/application';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ID } from './fields.js';
import { pathOf } from './problem-answer.js';
import { invalid, pointerOf } from './problem.js';

/** What comes with a command beside its body. */
export interface Incoming {
  /** Undefined where the path names none. */
  readonly contractId: string | undefined;
  /** An id in the path, by its name. */
  readonly id: (name: string) => string;
  readonly envelope: Envelope;
  readonly reply: FastifyReply;
}

const REVISION = /^"(0|[1-9]\d{0,14})"$/;
/** Visible ASCII: a key is a token, not a text. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** A parameter of a method that records: whom the command concerns, and on which terms it came. */
export const Incoming = createParamDecorator((_data: unknown, context: ExecutionContext): Incoming => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  const ids = idsOf(request);
  refuseQuery(request);
  return {
    contractId: ids['contractId'],
    id: (name) => idIn(ids, name),
    envelope: envelopeOf(request),
    reply: http.getResponse(),
  };
});

/** A parameter of a method whose address takes no query. */
export const NoQuery = createParamDecorator((_data: unknown, context: ExecutionContext): void => {
  refuseQuery(context.switchToHttp().getRequest<FastifyRequest>());
});

const refuseQuery = ({ query }: FastifyRequest): void => {
  for (const name in query as object) {
    throw invalid([{ pointer: pointerOf(['query', name]), detail: `${name} is not known here` }]);
  }
};

/** A parameter of a method that takes nothing beside its address: no body, or an object without members. */
export const NoBody = createParamDecorator((_data: unknown, context: ExecutionContext): void => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body === undefined || body === null) return;
  if (typeof body !== 'object' || Array.isArray(body)) throw invalid([{ pointer: '', detail: 'must be an object' }]);
  for (const name in body) throw invalid([{ pointer: pointerOf([name]), detail: `${name} is not known here` }]);
});

/** A parameter of a method that reads: an id in the path, in a form that an id can have. */
export const PathId = createParamDecorator((name: string, context: ExecutionContext): string => {
  return idIn(idsOf(context.switchToHttp().getRequest<FastifyRequest>()), name);
});

const idIn = (ids: Readonly<Record<string, string>>, name: string): string => {
  const id = ids[name];
  if (id === undefined) throw new Error(`the path has no ${name}`);
  return id;
};

/** The ids in the path. @throws {Problem} `invalid-request` for one that no id can be: with a slash, or of the store's own streams */
const idsOf = ({ params }: FastifyRequest): Readonly<Record<string, string>> => {
  const ids = params as Readonly<Record<string, string>>;
  for (const [name, id] of Object.entries(ids)) {
    if (!ID.test(id)) throw invalid([{ pointer: pointerOf(['path', name]), detail: `${name} cannot be an id` }]);
  }
  return ids;
};

const envelopeOf = (request: FastifyRequest): Envelope => {
  const expectedRevision = expectedRevisionOf(request.headers['if-match']);
  const key = keyOf(request.headers['idempotency-key']);
  return {
    who: request.who,
    requestId: request.id,
    ...(expectedRevision !== undefined && { expectedRevision }),
    ...(key !== undefined && { idempotency: { key, path: decodeURIComponent(pathOf(request.url)) } }),
  };
};

/** `*` asks only that the contract exists, which a command does anyway. */
const expectedRevisionOf = (ifMatch: string | undefined): number | undefined => {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const revision = REVISION.exec(ifMatch.trim())?.[1];
  if (revision === undefined) {
    throw invalid([{ pointer: '/headers/if-match', detail: 'If-Match must be one revision in quotation marks: "3"' }]);
  }
  return Number(revision);
};

const keyOf = (header: string | string[] | undefined): string | undefined => {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && IDEMPOTENCY_KEY.test(header)) return header;
  const detail = 'Idempotency-Key must be 1 to 255 visible ASCII characters';
  throw invalid([{ pointer: '/headers/idempotency-key', detail }]);
};
