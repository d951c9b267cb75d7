import { setTimeout } from 'node:timers/promises';
import { Command, Option } from 'nest-commander';
import type { DiffAnswer, DifferenceAnswer, GenerationAnswer } from '@ledger/application';
import { Complaint } from '../complaint.js';
import type { Desk } from '../ledger/desk.js';
import { withDesk } from '../ledger/open-desk.js';
import { grouped, tableOf } from '../table.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

interface GenerationsOptions extends DataDirectoryOption {
  readonly against?: string;
  readonly diff?: string;
  readonly reason?: string;
}

const LOOK_MILLISECONDS = 100;

/** Generations of the read models: what they make different, and which is live. */
@Command({
  name: 'generations',
  arguments: '[action] [generationId]',
  argsDescription: { action: 'list, diff, accept, switch, cancel or drop', generationId: 'as the list names it' },
  description: 'Lists generations of what the lists show, says what one makes different, and makes one live',
})
export class GenerationsVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'generations', meaning: 'those that there are' },
    { command: 'generations diff <id>', meaning: 'what it makes different from the live one, and why' },
    { command: 'generations accept <id> --diff <digest>', meaning: 'exactly those differences are accepted' },
    {
      command: 'generations switch <id>',
      meaning: 'it becomes live; the one before stays, and can be switched back to',
    },
    { command: 'generations drop <id>', meaning: 'its rows are taken away' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--against <id>', description: 'what is compared with; the live one where it is left out' })
  parseAgainst(text: string): string {
    return text;
  }
  @Option({ flags: '--diff <digest>', description: 'the digest under the differences that are accepted' })
  parseDiff(text: string): string {
    return text;
  }
  @Option({ flags: '--reason <text>', description: 'why' })
  parseReason(text: string): string {
    return text;
  }

  override async run(
    [action = 'list', generationId = '']: readonly string[],
    options: GenerationsOptions,
  ): Promise<void> {
    await withDesk(options.dataDir, async (desk) => {
      if (action === 'list') return say(this.terminal.output, listText((await desk.generations()).items));
      if (generationId === '') throw new Complaint(`${action}: which generation?`);
      if (action === 'diff') return this.#diff(desk, generationId, options.against);
      await this.#record(desk, action, generationId, options);
    });
  }

  async #record(desk: Desk, action: string, generationId: string, { diff, reason }: GenerationsOptions): Promise<void> {
    switch (action) {
      case 'accept':
        if (diff === undefined)
          throw new Complaint('accept: --diff says which differences, as "generations diff" does');
        await desk.record({ type: 'accept', generationId, diff, ...(reason !== undefined && { reason }) });
        return say(this.terminal.output, `accepted: ${diff}`);
      case 'switch':
        await desk.record({ type: 'switch', generationId, ...(reason !== undefined && { reason }) });
        while (!(await desk.generation(generationId)).isLive) await setTimeout(LOOK_MILLISECONDS);
        return say(this.terminal.output, `live: ${generationId}`);
      case 'cancel':
      case 'drop':
        await desk.record({ type: action, generationId });
        return say(this.terminal.output, `${action === 'drop' ? 'dropped' : 'cancelled'}: ${generationId}`);
      default:
        throw new Complaint(`${action}: must be one of list, diff, accept, switch, cancel, drop`);
    }
  }

  async #diff(desk: Desk, generationId: string, against: string | undefined): Promise<void> {
    const first = await desk.diff(generationId, against, undefined);
    for (let page = first; ; page = await desk.diff(generationId, against, page.nextCursor)) {
      if (page.items.length > 0) await say(this.terminal.output, differencesText(page.items));
      if (page.nextCursor === null) break;
    }
    await say(this.terminal.output, totalsText(first));
  }
}

const listText = (items: readonly GenerationAnswer[]): string =>
  tableOf(items, [
    { title: 'generation', show: ({ generationId }) => generationId },
    { title: 'state', show: ({ state, isLive }) => (isLive ? 'live' : state) },
    { title: 'requested', show: ({ requestedAt }) => requestedAt },
    { title: 'by', show: ({ requestedBy }) => requestedBy },
    {
      title: 'contracts',
      show: ({ generationId, done }) => (generationId === 'first' ? null : String(done)),
      align: 'right',
    },
    { title: 'readings', show: ({ readings }) => readings.join(' ') },
    { title: 'digest', show: ({ digest }) => digest?.slice(0, 16) ?? null },
  ]);

const differencesText = (items: readonly DifferenceAnswer[]): string =>
  tableOf(items, [
    { title: 'contract', show: ({ contractId }) => contractId },
    { title: 'figure', show: ({ figure }) => figure },
    { title: 'before', show: ({ before }) => figureText(before) },
    { title: 'after', show: ({ after }) => figureText(after) },
    { title: 'yen', show: ({ yen }) => (yen === null ? null : grouped(yen)), align: 'right' },
    {
      title: 'because of',
      show: ({ causes }) => causes.map(({ cause, detail }) => [cause, detail].join(' ').trim()).join(', '),
    },
  ]);

/** What stands for a figure in a table. */
const figureText = (figure: object | null): string | null => {
  if (figure === null) return null;
  const { amount, outstanding, on, status } = figure as Readonly<Record<string, string | undefined>>;
  const sum = amount ?? outstanding;
  return sum === undefined ? (on ?? status ?? '') : grouped(sum);
};

const totalsText = ({ totals }: DiffAnswer): string => {
  if (totals === null || totals.figures === 0) return 'There is no difference.';
  const causes = tableOf(totals.byCause, [
    { title: 'cause', show: ({ cause, detail }) => [cause, detail].join(' ').trim() },
    { title: 'contracts', show: ({ contracts }) => String(contracts), align: 'right' },
    { title: 'figures', show: ({ figures }) => String(figures), align: 'right' },
    { title: 'obligations', show: ({ obligations }) => grouped(obligations), align: 'right' },
    { title: 'outstanding', show: ({ outstanding }) => grouped(outstanding), align: 'right' },
  ]);
  const articles = tableOf(totals.byArticle, [
    { title: 'article', show: ({ article }) => article },
    { title: 'figures', show: ({ figures }) => String(figures), align: 'right' },
    { title: 'obligations', show: ({ obligations }) => grouped(obligations), align: 'right' },
  ]);
  const whole = `${String(totals.contracts)} contracts, ${String(totals.figures)} figures; these differences are ${totals.digest}`;
  return [causes, articles, whole].join('\n');
};
