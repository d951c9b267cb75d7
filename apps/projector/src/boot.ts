import { NestFactory } from '@nestjs/core';
import { complaintAbout, createLogger, nestLog } from '@ledger/hosting';
import { ProjectorModule } from './projector.module.js';
import { HealthServer } from './health/health-server.js';
import { Projection } from './projection.js';
import { readSettings, type Settings } from './settings/settings.js';

/** Starts the projector, and ends the process with one line on standard error where that is not possible. */
export const boot = async (environment: NodeJS.ProcessEnv): Promise<void> => {
  let settings: Partial<Settings> = {};
  try {
    const read = readSettings(environment);
    settings = read;
    await start(read);
  } catch (error) {
    process.stderr.write(`contract-ledger projector: ${complaintAbout(error, settings)}\n`);
    process.exit(1);
  }
};

const start = async (settings: Settings): Promise<void> => {
  process.umask(0o077); // what it writes is for its own eyes
  const logger = createLogger(settings.logLevel);
  const app = await NestFactory.createApplicationContext(ProjectorModule.with(settings), {
    abortOnError: false,
    logger: nestLog(logger),
  });
  const projection = app.get(Projection);
  const server = new HealthServer(() => projection.health());
  const stop = (signal: NodeJS.Signals): void => {
    process.off('SIGTERM', stop).off('SIGINT', stop); // a second one does not wait
    logger.info({ signal }, 'stopping');
    Promise.all([app.close(), server.close()]).then(
      () => logger.flush(() => process.exit(0)),
      (error: unknown) => {
        logger.fatal({ err: error }, 'stopped with an error');
        logger.flush(() => process.exit(1));
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  try {
    const url = await server.listen(settings.port, settings.host);
    process.stdout.write(`The projector runs: ${url}/health\n`);
  } catch (error) {
    await app.close();
    throw error;
  }
  projection.start();
};
