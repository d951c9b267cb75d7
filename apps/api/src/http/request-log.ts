import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { pathOf } from './problem-answer.js';

/** One line for each request, without its query, headers and body: they may tell who somebody is, or carry a token. */
export const logRequests = (fastify: FastifyInstance, logger: Logger): void => {
  if (!logger.isLevelEnabled('info')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = request.url.startsWith('/health') ? 'debug' : 'info';
    logger[level]({
      requestId: request.id,
      method: request.method,
      path: pathOf(request.url),
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.who !== '' && { who: request.who }),
    });
    done();
  });
};
