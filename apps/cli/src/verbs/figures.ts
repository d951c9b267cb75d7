import { Command } from 'nest-commander';
import {
  GetContract,
  GetCredits,
  GetDeadlines,
  GetDiscrepancies,
  GetObligations,
  GetTermination,
  type View,
} from '@ledger/application';
import { figuresText, type FigureAnswers } from '../figures/figures-text.js';
import type { LocalLedger } from '../ledger/application.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import type { Example } from '../verb.js';
import { ReadingVerb, viewOf, type ViewOptions } from '../view-options.js';

/** Everything that follows from a contract's record on a day. */
@Command({
  name: 'figures',
  arguments: '<contract>',
  argsDescription: { contract: 'its id' },
  description: 'Shows what a contract owes and when it ends, on any day, as known at any moment, under any reading',
})
export class FiguresVerb extends ReadingVerb {
  protected override readonly examples: readonly Example[] = [
    { command: 'figures example-worked --as-of 2026-07-31', meaning: 'the figures of that day' },
    {
      command: 'figures example-worked --reading R05:separate --reading R09:half-up',
      meaning: 'under other readings of the terms',
    },
    { command: 'figures example-worked --known-at position:8', meaning: 'as they were known when the log ended there' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  override async run([contractId = '']: readonly string[], options: ViewOptions): Promise<void> {
    const view = viewOf(options);
    const answers = await withLedgerForReading(options.dataDir, (ledger) => figuresOf(ledger, contractId, view));
    await say(this.terminal.output, options.json === true ? JSON.stringify(answers, null, 2) : figuresText(answers));
  }
}

const figuresOf = async (ledger: LocalLedger, contractId: string, view: View): Promise<FigureAnswers> => ({
  contract: await ledger.ask(new GetContract(contractId, view)),
  obligations: await ledger.ask(new GetObligations(contractId, view)),
  termination: await ledger.ask(new GetTermination(contractId, view)),
  credits: await ledger.ask(new GetCredits(contractId, view)),
  deadlines: await ledger.ask(new GetDeadlines(contractId, view)),
  discrepancies: await ledger.ask(new GetDiscrepancies(contractId, view)),
});
