import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FEED_MEDIA_TYPES } from '../feed/media-types.js';
import { DIFF_MEDIA_TYPES, PROGRESS_MEDIA_TYPES } from '../generations/media-types.js';
import type { TokenKeeper } from './authentication.js';
import { OBLIGATION_MEDIA_TYPES } from '../portfolio/media-types.js';
import { BODY_LIMIT_BYTES, parseJsonBody } from './json-body.js';
import { preferred, requireJsonInUtf8, requireOrdinaryHeaders } from './negotiation.js';
import { answerOf, pathOf, PROBLEM_JSON } from './problem-answer.js';
import { Problem } from './problem.js';
import { contentSecurityPolicy, SECURITY_HEADERS } from './security-headers.js';
import { Turnstile } from './turnstile.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The name of the caller's token; empty where none is needed. */
    who: string;
  }
}

/** A request must have arrived, headers and body, within this time. */
const REQUEST_TIMEOUT_MS = 30_000;
/** No id is longer; beyond it the router says 414. */
const MAX_PARAMETER_LENGTH = 256;
/** Measured: readers then wait at most half as long again while commands come in bursts, and commands take no longer. */
const COMMANDS_PER_TURN = 16;
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Fastify, set up before Nest adds its routes: who may come in, in what form, and how it is refused. */
export const createAdapter = (tokens: TokenKeeper): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { requireHostHeader: false }, // asked for below, so that its lack is answered like everything else
    return503OnClosing: false, // a request that came in is answered; the connection is closed with the answer
    genReqId: requestIdOf,
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem =
        error.code === 'FST_ERR_MAX_PARAM_LENGTH'
          ? new Problem('uri-too-long', 'a part of the path is longer than any id')
          : new Problem('malformed-url', 'the path cannot be decoded');
      sendProblem(reply.header('x-request-id', request.id).headers(SECURITY_HEADERS), problem, request.raw.url ?? '/');
    },
    clientErrorHandler: answerUnreadable,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  // What is expected beyond 100-continue is a request like others, and refused as they are.
  fastify.server.on('checkExpectation', (request, response) => fastify.server.emit('request', request, response));
  fastify.decorateRequest('who', '');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requireJsonInUtf8(request.headers['content-type'], request.headers['content-encoding']);
      done(null, parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  addHooks(fastify, tokens);
  return adapter;
};

const addHooks = (fastify: FastifyInstance, tokens: TokenKeeper): void => {
  const commands = new Turnstile(COMMANDS_PER_TURN);
  const authenticate = (request: FastifyRequest): void => {
    request.who = tokens.nameOf(request.headers.authorization);
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).headers(SECURITY_HEADERS);
    try {
      requireOrdinaryHeaders(request.raw);
      if (request.is404 && isUnderV1(request.url)) authenticate(request);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  // Decided by the route that was matched, not by how its address was spelt.
  fastify.addHook('onRoute', (route) => {
    if (isUnderV1(route.url)) {
      const mediaTypes = mediaTypesOf(route.url);
      const isCommand = route.method === 'POST' && route.url.startsWith('/v1/contracts');
      route.onRequest = (request, _reply, done) => {
        try {
          authenticate(request);
          requireReadableQuery(request.url);
          preferred(request.headers.accept, mediaTypes);
        } catch (error) {
          done(error as Error);
          return;
        }
        if (isCommand) commands.enter(done);
        else done();
      };
    } else {
      const policy = contentSecurityPolicy(route.url);
      route.onRequest = (_request, reply, done) => {
        void reply.header('content-security-policy', policy);
        done();
      };
    }
  });
};

/** The forms in which an address can answer, the usual one first. */
const mediaTypesOf = (url: string): readonly string[] => {
  if (url === '/v1/events') return FEED_MEDIA_TYPES;
  if (url === '/v1/obligations') return OBLIGATION_MEDIA_TYPES;
  if (url === '/v1/generations/:generationId/diff') return DIFF_MEDIA_TYPES;
  if (url === '/v1/rebuilds/:generationId/progress' || url === '/v1/impact/:impactId/progress') {
    return PROGRESS_MEDIA_TYPES;
  }
  if (url.endsWith('.csv')) return ['text/csv'];
  return [url.endsWith('.ics') ? 'text/calendar' : 'application/json'];
};

const isUnderV1 = (path: string): boolean => path === '/v1' || path.startsWith('/v1/') || path.startsWith('/v1?');

/** The caller's own id where it sends a harmless one, so that both logs tell of the same request. */
const requestIdOf = ({ headers }: { readonly headers: IncomingMessage['headers'] }): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
};

/** The query's parser leaves what it cannot decode as it is; nobody meant that. */
const requireReadableQuery = (url: string): void => {
  const start = url.indexOf('?');
  if (start === -1 || !url.includes('%', start)) return;
  try {
    decodeURIComponent(url.slice(start + 1));
  } catch {
    throw new Problem('malformed-url', 'the query cannot be decoded');
  }
};

const sendProblem = (reply: FastifyReply, problem: Problem, url: string): void => {
  const { status, headers, body } = answerOf(problem, pathOf(url));
  void reply.code(status).headers(headers).type(PROBLEM_JSON).send(JSON.stringify(body));
};

/** What node:http could not read as a request at all: there is no request to answer, only a connection. */
const answerUnreadable = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = answerOf(unreadable(error.code), '');
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${String(Buffer.byteLength(text))}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
};

const unreadable = (code: string | undefined): Problem => {
  if (code === 'HPE_HEADER_OVERFLOW') return new Problem('headers-too-large', 'the headers exceed 16 KiB');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem('request-timeout', 'the request did not arrive in time');
  return new Problem('malformed-url', 'this is not an HTTP request');
};
