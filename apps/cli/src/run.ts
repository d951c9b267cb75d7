import { CommandFactory, CommandRunnerService } from 'nest-commander';
import { CliModule } from './cli.module.js';
import { LeftOff } from './complaint.js';
import { describeError } from './describe-error.js';
import { say, type Terminal } from './terminal.js';

/** Carries out one line of the command line, and answers with the exit code. @param args what stands after `npm run ledger --` */
export const runLedger = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  let failure: unknown;
  const application = await CommandFactory.createWithoutRunning(CliModule.on(terminal), {
    logger: false,
    errorHandler: rethrow,
    serviceErrorHandler: (error) => void (failure = error),
    outputConfiguration: {
      writeOut: (text) => void terminal.output.write(text),
      writeErr: (text) => void terminal.messages.write(text),
    },
    helpConfiguration: { commandUsage: usageOf },
  });
  try {
    await application.get(CommandRunnerService).run(['node', 'ledger', ...args]);
  } finally {
    await application.close();
  }
  if (failure === undefined) return 0;
  if (isCommanderError(failure)) return failure.exitCode; // it has spoken already
  await say(terminal.messages, `ledger: ${describeError(failure)}`);
  return failure instanceof LeftOff ? INTERRUPTED : 1;
};

/** What shells expect of what was ended by Ctrl-C. */
const INTERRUPTED = 130;

const rethrow = (error: Error): never => {
  throw error;
};

const usageOf = (command: { readonly name: () => string; readonly usage: () => string }): string =>
  ['npm run ledger --', command.name() === 'ledger' ? '' : command.name(), command.usage()]
    .join(' ')
    .replace(/ +/g, ' ');

const isCommanderError = (error: unknown): error is { readonly exitCode: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.') && 'exitCode' in error;
