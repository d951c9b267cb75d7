import { Command, Option } from 'nest-commander';
import { AskWhatIf } from '@ledger/application';
import { parseHypotheses, parsePremises, type Hypothesis } from '@ledger/contract';
import { Complaint } from '../complaint.js';
import { whatIfText } from '../figures/what-if-text.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import type { Example } from '../verb.js';
import { ReadingVerb, viewOf, type ViewOptions } from '../view-options.js';

interface WhatIfOptions extends ViewOptions {
  readonly add?: readonly Hypothesis[];
  readonly correct?: readonly Hypothesis[];
  readonly void?: readonly Hypothesis[];
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
    const { name, json } = pairOf('--add', text);
    return [...before, ...read('--add', { kind: 'added', type: name, data: json })];
  }

  @Option({ flags: '--correct <event=json>', description: 'a fact taken to be otherwise; may be repeated' })
  parseCorrect(text: string, before: readonly Hypothesis[] = []): readonly Hypothesis[] {
    const { name, json } = pairOf('--correct', text);
    return [...before, ...read('--correct', { kind: 'corrected', eventId: name, replacement: json })];
  }

  @Option({ flags: '--void <event>', description: 'a fact taken never to have happened; may be repeated' })
  parseVoid(eventId: string, before: readonly Hypothesis[] = []): readonly Hypothesis[] {
    return [...before, ...read('--void', { kind: 'voided', eventId })];
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
    // What does not happen gives way to what happens instead.
    const hypotheses = [...(options.void ?? []), ...(options.correct ?? []), ...(options.add ?? [])];
    const { edition } = parsePremises({ edition: options.edition });
    const question = new AskWhatIf(contractId, { ...viewOf(options), edition, hypotheses }, options.figure);
    const answer = await withLedgerForReading(options.dataDir, (ledger) => ledger.ask(question));
    await say(this.terminal.output, options.json === true ? JSON.stringify(answer, null, 2) : whatIfText(answer));
  }
}

const pairOf = (option: string, text: string): { readonly name: string; readonly json: unknown } => {
  const at = text.indexOf('=');
  if (at < 1) throw new Complaint(`${option}: is written name={...}`);
  try {
    return { name: text.slice(0, at), json: JSON.parse(text.slice(at + 1)) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) throw new Complaint(`${option}: what follows ${text.slice(0, at)}= is no JSON`);
    throw error;
  }
};

const read = (option: string, hypothesis: object): readonly Hypothesis[] => {
  try {
    return parseHypotheses([hypothesis]);
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidFact') throw new Complaint(`${option}: ${error.message}`);
    throw error;
  }
};
