import { Command, Option } from 'nest-commander';
import { civilDate, type CivilDate } from '@ledger/kernel';
import {
  CompareDispute,
  CompareDisputedExplanation,
  GetDispute,
  GetDisputedOwed,
  GetLapsedRights,
  GetOwed,
} from '@ledger/application';
import type { Hypothesis } from '@ledger/contract';
import { disputeOutcomes, type DisputeEventType } from '@ledger/disputes';
import { Complaint } from '../complaint.js';
import { bodyOf, RECORDING, type SayingOptions } from '../disputes/dispute-body.js';
import {
  comparisonText,
  disputedExplanationText,
  disputedOwedText,
  disputeText,
  lapsedRightsText,
  owedText,
} from '../disputes/dispute-text.js';
import { recordInDispute } from '../disputes/record-in-dispute.js';
import { addedBy, correctedBy, jsonIn, voidedBy } from '../hypothesis-options.js';
import type { LocalLedger } from '../ledger/application.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';
import { spoken } from '../view-options.js';

interface DisputeOptions extends DataDirectoryOption, SayingOptions {
  readonly first?: string;
  readonly other?: string;
  readonly json?: boolean;
}

/** What is asked, and how its answer is told. */
type Asked = (
  ledger: LocalLedger,
  id: string,
  options: DisputeOptions,
) => Promise<readonly [answer: object, text: string]>;

/** Disputes, what is said in them, and what they begin with. */
@Command({
  name: 'dispute',
  arguments: '<action> [id]',
  argsDescription: {
    action:
      'the id of a dispute: all that there is about it; show, compare, why or told, of a dispute; owed or lapsed, of a contract; open, position, note, decide or close',
    id: 'of the dispute or the contract',
  },
  description:
    'Shows disputes, what makes the difference between their sides, and what was owed as known then, now, and told; records what is said in them',
})
export class DisputeVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'dispute claim-2026-08', meaning: 'all that there is about a dispute' },
    { command: 'dispute compare claim-2026-08', meaning: 'what makes the difference between ours and theirs' },
    { command: 'dispute compare claim-2026-08 --first recorded', meaning: 'the same between the record and theirs' },
    { command: 'dispute owed example-lasting --on 2026-03-31', meaning: 'what was owed on a day: then, now, and told' },
    { command: 'dispute lapsed example-lasting', meaning: 'what lost rights to a reduction would have been worth' },
    {
      command:
        'dispute open end --contract example-worked --figure termination/effective-on --as-of 2026-07-31 --subject 終了日',
      meaning: 'a dispute is opened',
    },
    {
      command: `dispute position end --side theirs --add 'NoticeReceived={"subject":"contract","arrivedAt":"2026-05-01","form":"prescribed"}'`,
      meaning: 'a side says what it holds',
    },
    {
      command: 'dispute close end --on 2026-08-01 --outcome withdrawn --reason 取下げ',
      meaning: 'it is over',
    },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--contract <contract>', description: 'open: what it is about, may be repeated; why: of which' })
  parseContract(text: string, before: readonly string[] = []): readonly string[] {
    return [...before, text];
  }

  @Option({ flags: '--first <side>', description: 'compare, why: the first side; ours where it is left out' })
  parseFirst(text: string): string {
    return text;
  }

  @Option({ flags: '--other <side>', description: 'compare, why: the other side; theirs where it is left out' })
  parseOther(text: string): string {
    return text;
  }

  @Option({ flags: '--on <day>', description: 'owed, lapsed (also as --as-of), decide, close: the day, YYYY-MM-DD' })
  parseOn(text: string): CivilDate {
    return spoken('--on', () => civilDate(text));
  }

  @Option({ flags: '--figure <name>', description: 'open: what is disputed; why: another figure' })
  parseFigure(text: string): string {
    return text;
  }

  @Option({ flags: '--as-of <day>', description: 'open: the day that the question is about, YYYY-MM-DD' })
  parseAsOf(text: string): CivilDate {
    return spoken('--as-of', () => civilDate(text));
  }

  @Option({
    flags: '--known-at <moment>',
    description: 'open: an instant, or position:<n>; what is known now where it is left out',
  })
  parseKnownAt(text: string): string {
    return text;
  }

  @Option({ flags: '--subject <text>', description: 'open: what it is about in words' })
  parseSubject(text: string): string {
    return text;
  }

  @Option({ flags: '--side <side>', description: 'position, decide: ours, theirs or another name' })
  parseSide(text: string): string {
    return text;
  }

  @Option({ flags: '--statement <text>', description: 'position: what the side says' })
  parseStatement(text: string): string {
    return text;
  }

  @Option({
    flags: '--reading <reading>',
    description: 'position: an open question answered so, R05:separate; may be repeated',
  })
  parseReading(text: string, before: readonly string[] = []): readonly string[] {
    return [...before, text];
  }

  @Option({ flags: '--edition <date>', description: 'position: the edition taken to be in force on every day' })
  parseEdition(text: string): string {
    return text;
  }

  @Option({ flags: '--add <type=json>', description: 'position: a fact held to have happened; may be repeated' })
  parseAdd(text: string, before: readonly Hypothesis[] = []): readonly Hypothesis[] {
    return [...before, ...addedBy(text)];
  }

  @Option({ flags: '--correct <event=json>', description: 'position: a fact held to be otherwise; may be repeated' })
  parseCorrect(text: string, before: readonly Hypothesis[] = []): readonly Hypothesis[] {
    return [...before, ...correctedBy(text)];
  }

  @Option({ flags: '--void <event>', description: 'position: a fact held never to have happened; may be repeated' })
  parseVoid(eventId: string, before: readonly Hypothesis[] = []): readonly Hypothesis[] {
    return [...before, ...voidedBy(eventId)];
  }

  @Option({ flags: '--text <text>', description: 'note: what it says' })
  parseText(text: string): string {
    return text;
  }

  @Option({ flags: '--outcome <outcome>', description: `close: ${disputeOutcomes.join(', ')}` })
  parseOutcome(text: string): string {
    return text;
  }

  @Option({ flags: '--reason <text>', description: 'decide, close: why' })
  parseReason(text: string): string {
    return text;
  }

  @Option({
    flags: '--body <json>',
    description: 'what is recorded, as the HTTP interface takes it: documents, points; options go before it',
  })
  parseBody(text: string): object {
    const body = jsonIn('--body', text);
    if (typeof body !== 'object' || body === null) throw new Complaint('--body: must be an object');
    return body;
  }

  @Option({ flags: '--json', description: 'the answer of the HTTP interface instead of a table' })
  parseJson(): boolean {
    return true;
  }

  override async run([action = '', id]: readonly string[], options: DisputeOptions): Promise<void> {
    const type = Object.hasOwn(RECORDING, action) ? RECORDING[action] : undefined;
    const [answer, text] =
      type === undefined ? await this.#ask(action, id, options) : await this.#record(action, type, id, options);
    await say(this.terminal.output, options.json === true ? JSON.stringify(answer, null, 2) : text);
  }

  #ask(action: string, id: string | undefined, options: DisputeOptions): ReturnType<Asked> {
    const question = Object.hasOwn(QUESTIONS, action) ? QUESTIONS[action] : undefined;
    if (question === undefined && id !== undefined) {
      const actions = [...Object.keys(QUESTIONS), ...Object.keys(RECORDING)];
      throw new Complaint(`dispute ${action}: there are ${actions.join(', ')}`);
    }
    if (question !== undefined && id === undefined) {
      throw new Complaint(`dispute ${action}: of which?`);
    }
    const ask = question ?? WHOLE;
    return withLedgerForReading(options.dataDir, (ledger) => ask(ledger, id ?? action, options));
  }

  async #record(
    action: string,
    type: DisputeEventType,
    disputeId: string | undefined,
    { dataDir, ...options }: DisputeOptions,
  ): ReturnType<Asked> {
    if (disputeId === undefined && type !== 'DisputeOpened') throw new Complaint(`dispute ${action}: of which?`);
    const answer = await recordInDispute(dataDir, { type, disputeId, body: bodyOf(type, options) });
    return [answer, `${type}: dispute ${answer.disputeId}, revision ${String(answer.revision)}`];
  }
}

const QUESTIONS: Readonly<Record<string, Asked>> = {
  show: async (ledger, id) => {
    const answer = await ledger.ask(new GetDispute(id));
    return [answer, disputeText(answer)];
  },
  compare: async (ledger, id, { first = 'ours', other = 'theirs' }) => {
    const answer = await ledger.ask(new CompareDispute(id, first, other));
    return [answer, comparisonText(answer)];
  },
  why: async (ledger, id, { first = 'ours', other = 'theirs', figure, contract }) => {
    const answer = await ledger.ask(new CompareDisputedExplanation(id, first, other, figure, contract?.[0]));
    return [answer, disputedExplanationText(answer)];
  },
  told: async (ledger, id) => {
    const answer = await ledger.ask(new GetDisputedOwed(id));
    return [answer, disputedOwedText(answer)];
  },
  owed: async (ledger, id, { asOf, on = asOf }) => {
    if (on === undefined) throw new Complaint('dispute owed: on which day? --on YYYY-MM-DD');
    const answer = await ledger.ask(new GetOwed(id, on));
    return [answer, owedText(answer)];
  },
  lapsed: async (ledger, id, { asOf, on = asOf }) => {
    const answer = await ledger.ask(new GetLapsedRights(id, { asOf: on }));
    return [answer, lapsedRightsText(answer)];
  },
};

/** All that there is about a dispute: what its sides hold, what makes the difference between two of them, and the three answers. */
const WHOLE: Asked = async (ledger, id, { first, other }) => {
  const dispute = await ledger.ask(new GetDispute(id));
  const owed = await ledger.ask(new GetDisputedOwed(id));
  const [one, two] = ['recorded', ...dispute.sides].slice(-2);
  const comparison =
    one === undefined || two === undefined
      ? null
      : await ledger.ask(new CompareDispute(id, first ?? one, other ?? two));
  return [
    { dispute, comparison, owed },
    [disputeText(dispute), ...(comparison === null ? [] : [comparisonText(comparison)]), disputedOwedText(owed)].join(
      '\n\n',
    ),
  ];
};
