import { Command } from 'nest-commander';
import { GetStatement, ListStatements, type StatementAgainAnswer } from '@ledger/application';
import { statementsText } from '../figures/statements-text.js';
import type { LocalLedger } from '../ledger/application.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import type { Example } from '../verb.js';
import { ReadingVerb, type ViewOptions } from '../view-options.js';

/** Answers that are relied on. */
@Command({
  name: 'statements',
  arguments: '<contract>',
  argsDescription: { contract: 'its id' },
  description: 'Shows what was stated about a contract, whether it is given again the same, and what is said today',
})
export class StatementsVerb extends ReadingVerb {
  protected override readonly examples: readonly Example[] = [
    { command: 'statements example-worked', meaning: 'all of them' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  override async run([contractId = '']: readonly string[], options: ViewOptions): Promise<void> {
    const statements = await withLedgerForReading(options.dataDir, (ledger) => givenAgain(ledger, contractId));
    await say(
      this.terminal.output,
      options.json === true ? JSON.stringify(statements, null, 2) : statementsText(statements),
    );
  }
}

const givenAgain = async (ledger: LocalLedger, contractId: string): Promise<readonly StatementAgainAnswer[]> => {
  const statements: StatementAgainAnswer[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.ask(new ListStatements(contractId, { limit: 200, cursor }));
    for (const { statementId } of page.items)
      statements.push(await ledger.ask(new GetStatement(contractId, statementId)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return statements;
};
