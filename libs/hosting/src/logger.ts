import { destination, pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './common-settings.js';

/**
 * Structured lines on standard error. They are collected and written off the path of the requests, at the latest after a second;
 * what is lost with a killed process is lines about requests, never a request.
 */
export const createLogger = (level: LogLevel, stream: DestinationStream = standardError()): Logger =>
  pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    stream,
  );

const standardError = (): DestinationStream =>
  destination({ dest: 2, sync: false, minLength: 4096, periodicFlush: 1000 });
