import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { makeDirectory } from '@ledger/event-store';
import { complaintAbout, createLogger } from '@ledger/hosting';
import { createApp } from './app.js';
import { greeting } from './settings/greeting.js';
import { keptToken, passingToken, removeServerFile, writeServerFile } from './settings/data-directory.js';
import { readSettings, type Settings } from './settings/settings.js';

/** How long a stop waits for requests that are still arriving. */
const PATIENCE_MS = 5000;
/** Within this time of a signal the same signal comes again through npm. */
const ECHO_MS = 1000;
/** How often a stop looks for connections that have fallen silent. */
const LOOK_MS = 50;

/** Starts the server, and ends the process with one line on standard error where that is not possible. */
export const boot = async (environment: NodeJS.ProcessEnv): Promise<void> => {
  let settings: Partial<Settings> = {};
  try {
    const read = readSettings(environment);
    settings = read;
    await start(read);
  } catch (error) {
    process.stderr.write(`contract-ledger: ${complaintAbout(error, settings)}\n`);
    process.exit(1);
  }
};

const start = async (settings: Settings): Promise<void> => {
  process.umask(0o077); // what it writes is for its own eyes
  const { dataDirectory, store, eventStoreUrl, readModelUrl, host, port, logLevel, allowsPrivateWebhooks } = settings;
  const logger = createLogger(logLevel);
  makeDirectory(dataDirectory);
  const kept = settings.tokens.length === 0 ? keptToken(dataDirectory) : undefined;
  if (kept?.wasOpen === true) logger.warn('others could read the file of the token; now only its owner can');
  const tokens = kept === undefined ? settings.tokens : [kept.token];
  const own = kept?.token ?? passingToken();
  const webhooks = { allowPrivate: allowsPrivateWebhooks };
  const app = await createApp({
    dataDirectory,
    store,
    eventStoreUrl,
    readModelUrl,
    tokens: [...tokens, own],
    logger,
    webhooks,
  });
  stopOnSignal(app, dataDirectory, logger);
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = urlOf(app, host);
  writeServerFile(dataDirectory, { url, pid: process.pid, token: own.token });
  process.stdout.write(greeting(url, dataDirectory, kept));
};

/** The address to come by from this machine: a server that listens everywhere listens on loopback, too. */
const urlOf = (app: NestFastifyApplication, host: string): string => {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${String(port)}`;
};

/** What came in is answered and written; then the log is closed. A second signal does not wait, unless it is npm's echo of the first. */
const stopOnSignal = (app: NestFastifyApplication, dataDirectory: string, logger: Logger): void => {
  let isStopping = false;
  let isImpatient = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isImpatient) process.exit(1);
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => (isImpatient = true), ECHO_MS).unref();
    logger.info({ signal }, 'stopping');
    removeServerFile(dataDirectory, process.pid);
    const server = app.getHttpServer();
    setInterval(() => server.closeIdleConnections(), LOOK_MS).unref();
    setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
    app.close().then(
      () => {
        logger.info('stopped');
        logger.flush(() => process.exit(0));
      },
      (error: unknown) => {
        logger.fatal({ err: error }, 'stopped with an error');
        logger.flush(() => process.exit(1));
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
};
