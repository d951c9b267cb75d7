import 'reflect-metadata';

/** What the ledger needs of Node: node:sqlite as it is, Temporal. */
const NEEDED = 26;

const fail = (complaint: string): never => {
  process.stderr.write(`ledger: ${complaint}\n`);
  process.exit(1);
};

// Before anything is imported that an older Node does not even know.
if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  fail(
    `Node ${String(NEEDED)} or later is needed, and this is ${process.versions.node}: "npm run ledger" brings its own`,
  );
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // whoever reads the output has had enough of it (| head): that is no failure
  fail(`the output cannot be written: ${error.message}`);
});

const { runLedger } = await import('./run.js');
const { ProcessTerminal } = await import('./terminal.js');
process.exitCode = await runLedger(process.argv.slice(2), new ProcessTerminal());
