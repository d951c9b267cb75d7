import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { asyncApiDocument } from '../feed/asyncapi.js';
import { completed } from './openapi-completion.js';
import { TOKEN_SCRIPT } from './token-script.js';

/** The OpenAPI document at /openapi.json, the AsyncAPI document at /asyncapi.json, and Swagger UI, from this server alone, at /docs. */
export const serveDocs = (app: INestApplication): void => {
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  fastify.get('/docs/token.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(TOKEN_SCRIPT));
  fastify.get('/asyncapi.json', (_request, reply) => reply.send(asyncApiDocument()));
  fastify.get('/', (_request, reply) => reply.redirect('/docs'));
  SwaggerModule.setup('docs', app, () => documentOf(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Contract ledger',
    customJs: '/docs/token.js',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      defaultModelsExpandDepth: 0,
      docExpansion: 'none',
      validatorUrl: null, // nobody else is asked what they think of the document
    },
  });
};

/** The document of everything that an app serves. */
const documentOf = (app: INestApplication): OpenAPIObject => {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Contract ledger')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'A token of LEDGER_TOKEN, or the one made at first start.' },
      'token',
    )
    .build();
  const operationIdFactory = (_controller: string, method: string): string => method;
  return completed(SwaggerModule.createDocument(app, base, { operationIdFactory }));
};

const DESCRIPTION = [
  "Keeps a telecom contract's record, and says what follows from it under the terms.",
  'Dates are civil dates in Japan. Amounts are whole yen, as text. A command answers with the contract’s revision, which is also its ETag.',
  'Send `Idempotency-Key` to make a retry safe, and `If-Match` to be told when the contract has moved on.',
  'Errors are `application/problem+json`; their `type` leads to a page that explains them.',
  'A method that an address does not have is answered with `405` and those that it has in `Allow`; unknown properties and query parameters with `400`.',
  'What is passed on as it happens, over server-sent events and webhooks, is described in the AsyncAPI document at `/asyncapi.json`.',
].join('\n\n');
