import { Command, Option } from 'nest-commander';
import { civilDate, type CivilDate } from '@ledger/kernel';
import { GetImpact, type ImpactAnswer } from '@ledger/application';
import { parseReading } from '@ledger/terms';
import { listBeside } from '../ledger/list-beside.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { progressOn, type Progress } from '../progress.js';
import { grouped, listOf, tableOf } from '../table.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';
import { spoken } from '../view-options.js';

interface ImpactOptions extends DataDirectoryOption {
  readonly reading?: readonly string[];
  readonly edition?: string;
  readonly asOf?: CivilDate;
  readonly json?: boolean;
}

/** What would change if something were adopted. */
@Command({
  name: 'impact',
  description:
    'Shows what would change over all contracts if readings, or an edition, were adopted; nothing is recorded',
})
export class ImpactVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'impact --reading R05:separate', meaning: 'how many contracts, which articles, how much money' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--reading <reading>', description: 'a reading, R05:separate; may be repeated' })
  parseReading(text: string, before: readonly string[] = []): readonly string[] {
    spoken('--reading', () => parseReading(text));
    return [...before, text];
  }

  @Option({ flags: '--edition <edition>', description: 'an edition of the terms by its name, 2022-11-01' })
  parseEdition(text: string): string {
    return text;
  }

  @Option({ flags: '--as-of <day>', description: 'the day of the figures, YYYY-MM-DD; today where it is left out' })
  parseAsOf(text: string): CivilDate {
    return spoken('--as-of', () => civilDate(text));
  }

  @Option({ flags: '--json', description: 'the answer of the HTTP interface instead of tables' })
  parseJson(): boolean {
    return true;
  }

  override async run(_none: readonly string[], options: ImpactOptions): Promise<void> {
    const { reading = [], edition, asOf, dataDir, json } = options;
    let progress: Progress | undefined;
    const told = (done: number, total: number): void => {
      progress ??= progressOn(this.terminal.messages, 'contracts', total);
      progress.reached(done);
    };
    const question = new GetImpact({ readings: reading, ...(edition !== undefined && { edition }), asOf }, told);
    try {
      const answer = await withLedgerForReading(dataDir, (ledger) => ledger.ask(question), await listBeside(dataDir));
      await say(this.terminal.output, json === true ? JSON.stringify(answer, null, 2) : impactText(answer));
    } finally {
      progress?.stop();
    }
  }
}

const impactText = (answer: ImpactAnswer): string => {
  const { asOf, examined, failed, contracts, up, down, sum, articles, mostAffected } = answer;
  const head = listOf([
    ['as of', asOf],
    ['contracts', `${String(contracts)} of ${String(examined)}${failed > 0 ? `, ${String(failed)} unreadable` : ''}`],
    ['more', grouped(up)],
    ['less', grouped(down)],
    ['together', grouped(sum)],
  ]);
  if (contracts === 0) return head;
  const byArticle = tableOf(articles, [
    { title: 'article', show: ({ article }) => article },
    { title: 'contracts', show: (row) => String(row.contracts), align: 'right' },
    { title: 'more', show: (row) => grouped(row.up), align: 'right' },
    { title: 'less', show: (row) => grouped(row.down), align: 'right' },
    { title: 'together', show: (row) => grouped(row.sum), align: 'right' },
  ]);
  const most = tableOf(mostAffected, [
    { title: 'contract', show: ({ contractId }) => contractId },
    { title: 'before', show: ({ before }) => grouped(before), align: 'right' },
    { title: 'after', show: ({ after }) => grouped(after), align: 'right' },
    { title: 'difference', show: ({ difference }) => grouped(difference), align: 'right' },
  ]);
  return `${head}\n\n${byArticle}\n\n${most}`;
};
