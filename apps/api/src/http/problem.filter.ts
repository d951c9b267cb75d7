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
    const { status, headers, body } = answerOf(this.problemOf(error, request, path), path);
    this.report(error, request, status);
    // The answer is written here: an object would go through a serializer chosen by its media type.
    void reply.code(status).headers(headers).type(PROBLEM_JSON).send(JSON.stringify(body));
  }

  private problemOf(error: unknown, { is404, method, raw }: FastifyRequest, path: string): Problem {
    if (raw.readableAborted) return new Problem('malformed-json', 'the body broke off'); // nobody reads it
    return is404 && error instanceof HttpException
      ? this.methods.nothingAt(method, path)
      : problemOf(error, method === 'POST');
  }

  /** A problem is an answer that was meant, such as not being ready; of anything else the log says where it comes from. */
  private report(error: unknown, { id: requestId, raw }: FastifyRequest, status: number): void {
    if (raw.readableAborted) this.logger.info({ requestId }, 'the client went away');
    else if (status < 500) return;
    else if (error instanceof Problem) this.logger.warn({ requestId, status, detail: error.detail }, 'not available');
    else this.logger.error({ err: error, requestId, status }, 'a request was not answered');
  }
}
