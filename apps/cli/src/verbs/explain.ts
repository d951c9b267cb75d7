import { Command, Option } from 'nest-commander';
import { CompareExplanation, ExplainFigure, parseComparedView, type ComparedView } from '@ledger/application';
import { InvalidFact } from '@ledger/contract';
import { Complaint } from '../complaint.js';
import { explanationDiffText } from '../figures/explanation-diff-text.js';
import { explanationText } from '../figures/explanation-text.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import type { Example } from '../verb.js';
import { ReadingVerb, viewOf, type ViewOptions } from '../view-options.js';

interface ExplainOptions extends ViewOptions {
  readonly against?: ComparedView;
}

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
    {
      command: `explain example-worked termination --as-of 2026-07-31 --against '{"readings":["R04:whole-months"]}'`,
      meaning: 'beside the same under another reading',
    },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({
    flags: '--against <json>',
    description:
      'beside the explanation under other premises, as in POST .../explanation-diff: {"knownAt":"position:7"}; what they leave out is as asked',
  })
  parseAgainst(text: string): ComparedView {
    try {
      return parseComparedView(JSON.parse(text) as Readonly<Record<string, unknown>>, '');
    } catch (error) {
      if (error instanceof SyntaxError) throw new Complaint('--against: what follows is no JSON');
      if (error instanceof InvalidFact) throw new Complaint(`--against: ${error.message}`);
      throw error;
    }
  }

  override async run([contractId = '', figure = '']: readonly string[], options: ExplainOptions): Promise<void> {
    const text = await withLedgerForReading(options.dataDir, async (ledger) => {
      const view = viewOf(options);
      const shown = <Answer>(answer: Answer, textOf: (answer: Answer) => string): string =>
        options.json === true ? JSON.stringify(answer, null, 2) : textOf(answer);
      if (options.against === undefined) {
        return shown(await ledger.ask(new ExplainFigure(contractId, figure, view)), explanationText);
      }
      const { premises, quote } = options.against;
      const left = { premises: { ...view, ...premises }, quote };
      return shown(
        await ledger.ask(new CompareExplanation(contractId, figure, left, { premises: view })),
        explanationDiffText,
      );
    });
    await say(this.terminal.output, text);
  }
}
