import { Command, Option } from 'nest-commander';
import { civilDate, type CivilDate } from '@ledger/kernel';
import {
  CompareDispute,
  GetDispute,
  GetLapsedRights,
  GetOwed,
  ListDisputes,
  type DisputeFilter,
} from '@ledger/application';
import { Complaint } from '../complaint.js';
import { comparisonText, disputesText, disputeText, lapsedRightsText, owedText } from '../disputes/dispute-text.js';
import type { LocalLedger } from '../ledger/application.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';
import { spoken } from '../view-options.js';

interface DisputeOptions extends DataDirectoryOption {
  readonly contract?: string;
  readonly state?: DisputeFilter['state'];
  readonly first?: string;
  readonly other?: string;
  readonly on?: CivilDate;
  readonly json?: boolean;
}

/** What is asked, and how its answer is told. */
type Asked = (
  ledger: LocalLedger,
  id: string,
  options: DisputeOptions,
) => Promise<readonly [answer: object, text: string]>;

/** Disputes, and what they begin with. */
@Command({
  name: 'dispute',
  arguments: '<question> [id]',
  argsDescription: {
    question: 'list; show or compare, of a dispute; owed or lapsed, of a contract',
    id: 'of the dispute or the contract',
  },
  description:
    'Shows disputes, what makes the difference between their sides, and what was owed as known then, now, and told',
})
export class DisputeVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'dispute list --state open', meaning: 'what is contested' },
    { command: 'dispute compare claim-2026-08', meaning: 'what makes the difference between ours and theirs' },
    { command: 'dispute compare claim-2026-08 --first recorded', meaning: 'the same between the record and theirs' },
    { command: 'dispute owed example-lasting --on 2026-03-31', meaning: 'what was owed on a day: then, now, and told' },
    { command: 'dispute lapsed example-lasting', meaning: 'what lost rights to a reduction would have been worth' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--contract <contract>', description: 'list: only those about this contract' })
  parseContract(text: string): string {
    return text;
  }

  @Option({ flags: '--state <state>', description: 'list: open, decided or closed' })
  parseState(text: string): DisputeFilter['state'] {
    const state = (['open', 'decided', 'closed'] as const).find((known) => known === text);
    if (state === undefined) throw new Complaint('--state: must be one of open, decided, closed');
    return state;
  }

  @Option({ flags: '--first <side>', description: 'compare: the first side; ours where it is left out' })
  parseFirst(text: string): string {
    return text;
  }

  @Option({ flags: '--other <side>', description: 'compare: the other side; theirs where it is left out' })
  parseOther(text: string): string {
    return text;
  }

  @Option({ flags: '--on <day>', description: 'owed, lapsed: the day, YYYY-MM-DD' })
  parseOn(text: string): CivilDate {
    return spoken('--on', () => civilDate(text));
  }

  @Option({ flags: '--json', description: 'the answer of the HTTP interface instead of a table' })
  parseJson(): boolean {
    return true;
  }

  override async run([question = '', id = '']: readonly string[], options: DisputeOptions): Promise<void> {
    const ask = Object.hasOwn(QUESTIONS, question) ? QUESTIONS[question] : undefined;
    if (ask === undefined) throw new Complaint(`dispute ${question}: there are ${Object.keys(QUESTIONS).join(', ')}`);
    if (id === '' && question !== 'list') throw new Complaint(`dispute ${question}: of which?`);
    const [answer, text] = await withLedgerForReading(options.dataDir, (ledger) => ask(ledger, id, options));
    await say(this.terminal.output, options.json === true ? JSON.stringify(answer, null, 2) : text);
  }
}

const QUESTIONS: Readonly<Record<string, Asked>> = {
  list: async (ledger, _id, { contract, state }) => {
    const answer = await ledger.ask(new ListDisputes({ contractId: contract, state }, { limit: 200 }));
    return [answer, disputesText(answer.items)];
  },
  show: async (ledger, id) => {
    const answer = await ledger.ask(new GetDispute(id));
    return [answer, disputeText(answer)];
  },
  compare: async (ledger, id, { first = 'ours', other = 'theirs' }) => {
    const answer = await ledger.ask(new CompareDispute(id, first, other));
    return [answer, comparisonText(answer)];
  },
  owed: async (ledger, id, { on }) => {
    if (on === undefined) throw new Complaint('dispute owed: on which day? --on YYYY-MM-DD');
    const answer = await ledger.ask(new GetOwed(id, on));
    return [answer, owedText(answer)];
  },
  lapsed: async (ledger, id, { on }) => {
    const answer = await ledger.ask(new GetLapsedRights(id, { asOf: on }));
    return [answer, lapsedRightsText(answer)];
  },
};
