import 'reflect-metadata';
import { runLedger } from './run.js';
import { ProcessTerminal } from './terminal.js';

// Whoever reads the output may have had enough of it (| head): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runLedger(process.argv.slice(2), new ProcessTerminal());
