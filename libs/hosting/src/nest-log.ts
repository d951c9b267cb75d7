import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Under these names Nest tells of a start that failed. That is thrown, too, and said by whoever wanted the start. */
const OF_A_FAILED_START: readonly unknown[] = ['ExceptionHandler', 'NestApplication'];

/** What Nest, and whoever logs through it, has to say, in the server's own log. What it has wired is for whoever looks for a fault. */
export const nestLog = (logger: Logger): LoggerService => {
  const say =
    (level: 'debug' | 'warn' | 'error' | 'fatal' | 'trace') =>
    (message: unknown, ...details: unknown[]): void => {
      const context = details.findLast((detail) => typeof detail === 'string');
      if (level === 'error' && OF_A_FAILED_START.includes(context)) return;
      const err = [message, ...details].find((detail) => detail instanceof Error);
      logger[level]({ context, err }, typeof message === 'string' ? message : undefined);
    };
  return {
    log: say('debug'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('fatal'),
    debug: say('debug'),
    verbose: say('trace'),
  };
};
