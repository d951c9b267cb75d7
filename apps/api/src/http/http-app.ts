import { NestFactory } from '@nestjs/core';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { nestLog } from '@ledger/hosting';
import { createAdapter } from './adapter.js';
import type { TokenKeeper } from './authentication.js';
import { MethodsAllowed } from './methods-allowed.js';
import { serveDocs } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { logRequests } from './request-log.js';
import { giveMemoryBackAtRest } from './rest.js';
import { ValidationPipe } from './validation.pipe.js';

export interface HttpOptions {
  readonly tokens: TokenKeeper;
  readonly logger: Logger;
}

/** A module behind this server's HTTP: tokens, bodies, problems, logs and the OpenAPI document. Nothing listens yet. */
export const createHttpApp = async (
  module: Type | DynamicModule,
  { tokens, logger }: HttpOptions,
): Promise<NestFastifyApplication> => {
  const adapter = createAdapter(tokens);
  const fastify = adapter.getInstance<FastifyInstance>();
  const methods = new MethodsAllowed();
  methods.watch(fastify);
  logRequests(fastify, logger);
  giveMemoryBackAtRest(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    abortOnError: false, // what goes wrong at the start is said in one line, by whoever started it
    bodyParser: false,
    logger: nestLog(logger),
  });
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ProblemFilter(methods, logger));
  serveDocs(app);
  await app.init();
  await fastify.ready();
  return app;
};
