import { Command } from 'nest-commander';
import { ExplainFigure } from '@ledger/application';
import { explanationText } from '../figures/explanation-text.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import type { Example } from '../verb.js';
import { ReadingVerb, viewOf, type ViewOptions } from '../view-options.js';

/** Where a figure comes from. */
@Command({
  name: 'explain',
  arguments: '<contract> <figure>',
  argsDescription: {
    contract: 'its id',
    figure: 'obligations/<id>, termination, credits/<outage> or totals, as the verb figures shows them',
  },
  description: 'Shows how a figure follows from the recorded facts and the clauses of the terms',
})
export class ExplainVerb extends ReadingVerb {
  protected override readonly examples: readonly Example[] = [
    {
      command: 'explain example-worked obligations/early-termination-charge:1:base --as-of 2026-07-31',
      meaning: 'why the early termination charge is what it is',
    },
    { command: 'explain example-worked credits/mail-2026-03', meaning: 'the reduction of an outage' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  override async run([contractId = '', figure = '']: readonly string[], options: ViewOptions): Promise<void> {
    const question = new ExplainFigure(contractId, figure, viewOf(options));
    const answer = await withLedgerForReading(options.dataDir, (ledger) => ledger.ask(question));
    await say(this.terminal.output, options.json === true ? JSON.stringify(answer, null, 2) : explanationText(answer));
  }
}
