/** What the ledger needs of Node: node:sqlite as it is, Temporal. */
const NEEDED = 26;

/** Ends the process, with one line that says what to do, where Node is older than the ledger needs. */
export const assertNode = (version: string): void => {
  if (Number.parseInt(version, 10) >= NEEDED) return;
  process.stderr.write(
    `contract-ledger needs Node ${String(NEEDED)} or later, and this is ${version}: start it with "npm run projector", which brings its own.\n`,
  );
  process.exit(1);
};
