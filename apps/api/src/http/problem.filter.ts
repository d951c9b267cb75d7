import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { MethodsAllowed } from './methods-allowed.js';
import { answerOf, pathOf, PROBLEM_JSON } from './problem-answer.js';
import { problemOf } from './problem-of.js';
import { Problem } from './problem.js';

/** The one place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly methods: MethodsAllowed,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const path = pathOf(request.url);
    const isNowhere = request.is404 && error instanceof HttpException;
    const { status, headers, body } = answerOf(
      isNowhere ? this.nothingAt(request.method, path) : problemOf(error),
      path,
    );
    if (status >= 500) this.logger.error({ err: error, requestId: request.id, status }, 'a request was not answered');
    // The answer is written here: an object would go through a serializer chosen by its media type.
    void reply.code(status).headers(headers).type(PROBLEM_JSON).send(JSON.stringify(body));
  }

  private nothingAt(method: string, path: string): Problem {
    const allowed = this.methods.at(path);
    const isAllowed = allowed.includes(method); // a folder of files has the method, but not the file
    if (isAllowed || allowed.length === 0) return new Problem('not-found', `there is nothing at ${path}`);
    const allow = allowed.join(', ');
    return new Problem('method-not-allowed', `${method} is not allowed here, but ${allow}`, { headers: { allow } });
  }
}
