import { setTimeout } from 'node:timers/promises';
import { Command, Option } from 'nest-commander';
import { Complaint } from '../complaint.js';
import { differencesText, diffTotalsText } from '../figures/diff-text.js';
import { generationsText, generationText } from '../figures/generations-text.js';
import type { Desk } from '../ledger/desk.js';
import { withDesk } from '../ledger/open-desk.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

interface GenerationsOptions extends DataDirectoryOption {
  readonly against?: string;
  readonly diff?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

const LOOK_MILLISECONDS = 100;

/** Generations of the read models: what they make different, and which is live. */
@Command({
  name: 'generations',
  arguments: '[action] [generationId]',
  argsDescription: {
    action: 'list, show, diff, accept, switch, back, cancel or drop',
    generationId: 'as the list names it',
  },
  description: 'Lists generations of what the lists show, says what one makes different, and makes one live',
})
export class GenerationsVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'generations', meaning: 'those that there are, and those that are waited for' },
    { command: 'generations show <id>', meaning: 'all about one: who asked for it, accepted it, made it live' },
    { command: 'generations diff <id>', meaning: 'what it makes different from the live one, and why' },
    { command: 'generations accept <id> --diff <digest>', meaning: 'exactly those differences are accepted' },
    {
      command: 'generations switch <id>',
      meaning: 'it becomes live; the one before stays',
    },
    { command: 'generations back', meaning: 'the one that was live before is live again' },
    { command: 'generations cancel <id>', meaning: 'it is built no further' },
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

  @Option({ flags: '--json', description: 'list, show and diff: the answer of the HTTP interface instead of tables' })
  parseJson(): boolean {
    return true;
  }

  override async run(
    [action = 'list', generationId = '']: readonly string[],
    options: GenerationsOptions,
  ): Promise<void> {
    await withDesk(options.dataDir, async (desk) => {
      if (action === 'list') {
        const all = await desk.generations();
        return this.#say(all, generationsText, options);
      }
      if (action === 'back') return this.#switch(desk, await liveBefore(desk), options);
      if (generationId === '') throw new Complaint(`${action}: which generation?`);
      if (action === 'show') return this.#say(await desk.generation(generationId), generationText, options);
      if (action === 'diff') return this.#diff(desk, generationId, options);
      if (action === 'switch') return this.#switch(desk, generationId, options);
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
      case 'cancel':
      case 'drop':
        await desk.record({ type: action, generationId });
        return say(this.terminal.output, `${action === 'drop' ? 'dropped' : 'cancelled'}: ${generationId}`);
      default:
        throw new Complaint(`${action}: must be one of list, show, diff, accept, switch, back, cancel, drop`);
    }
  }

  async #switch(desk: Desk, generationId: string, { reason }: GenerationsOptions): Promise<void> {
    await desk.record({ type: 'switch', generationId, ...(reason !== undefined && { reason }) });
    while (!(await desk.generation(generationId)).isLive) await setTimeout(LOOK_MILLISECONDS);
    return say(this.terminal.output, `live: ${generationId}`);
  }

  async #diff(desk: Desk, generationId: string, { against, json }: GenerationsOptions): Promise<void> {
    const first = await desk.diff(generationId, against, undefined);
    const items = [];
    for (let page = first; ; page = await desk.diff(generationId, against, page.nextCursor)) {
      if (json === true) items.push(...page.items);
      else if (page.items.length > 0) await say(this.terminal.output, differencesText(page.items));
      if (page.nextCursor === null) break;
    }
    const { generationId: of, against: to, totals } = first;
    await this.#say({ generationId: of, against: to, totals, items }, () => diffTotalsText(first), { json });
  }

  #say<Answer>(
    answer: Answer,
    text: (answer: Answer) => string,
    { json }: { readonly json?: boolean | undefined },
  ): Promise<void> {
    return say(this.terminal.output, json === true ? JSON.stringify(answer, null, 2) : text(answer));
  }
}

const liveBefore = async (desk: Desk): Promise<string> => {
  const live = (await desk.generations()).find(({ isLive }) => isLive);
  const before = live?.switches.at(-1)?.from;
  if (before === undefined) throw new Complaint('back: no other generation was live before');
  return before;
};
