import { Command, Option } from 'nest-commander';
import { AskWhatIf } from '@ledger/application';
import { parsePremises, type Hypothesis } from '@ledger/contract';
import { whatIfText } from '../figures/what-if-text.js';
import { addedBy, correctedBy, hypothesesIn, voidedBy, type HypothesisOptions } from '../hypothesis-options.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import type { Example } from '../verb.js';
import { ReadingVerb, viewOf, type ViewOptions } from '../view-options.js';

interface WhatIfOptions extends ViewOptions, HypothesisOptions {
  readonly edition?: string;
  readonly figure?: string;
}

/** What would follow from other premises. */
@Command({
  name: 'what-if',
  arguments: '<contract>',
  argsDescription: { contract: 'its id' },
  description:
    'Shows what a contract’s figures would be under other premises, and why they differ; nothing is recorded',
})
export class WhatIfVerb extends ReadingVerb {
  protected override readonly examples: readonly Example[] = [
    {
      command: `what-if example-worked --as-of 2026-07-31 --add 'NoticeReceived={"subject":"contract","arrivedAt":"2026-05-01","form":"prescribed"}'`,
      meaning: 'had a notice arrived on 1 May',
    },
    {
      command: 'what-if example-worked --as-of 2026-07-31 --reading R04:whole-months',
      meaning: 'under another reading',
    },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--add <type=json>', description: 'a fact taken to be recorded; may be repeated' })
  parseAdd(text: string, before: readonly Hypothesis[] = []): readonly Hypothesis[] {
    return [...before, ...addedBy(text)];
  }

  @Option({ flags: '--correct <event=json>', description: 'a fact taken to be otherwise; may be repeated' })
  parseCorrect(text: string, before: readonly Hypothesis[] = []): readonly Hypothesis[] {
    return [...before, ...correctedBy(text)];
  }

  @Option({ flags: '--void <event>', description: 'a fact taken never to have happened; may be repeated' })
  parseVoid(eventId: string, before: readonly Hypothesis[] = []): readonly Hypothesis[] {
    return [...before, ...voidedBy(eventId)];
  }

  @Option({ flags: '--edition <date>', description: 'the edition of the terms taken to be in force on every day' })
  parseEdition(text: string): string {
    return text;
  }

  @Option({ flags: '--figure <name>', description: 'one figure, or one kind of them; all where it is left out' })
  parseFigure(text: string): string {
    return text;
  }

  override async run([contractId = '']: readonly string[], options: WhatIfOptions): Promise<void> {
    const hypotheses = hypothesesIn(options);
    const { edition } = parsePremises({ edition: options.edition });
    const question = new AskWhatIf(contractId, { ...viewOf(options), edition, hypotheses }, options.figure);
    const answer = await withLedgerForReading(options.dataDir, (ledger) => ledger.ask(question));
    await say(this.terminal.output, options.json === true ? JSON.stringify(answer, null, 2) : whatIfText(answer));
  }
}
