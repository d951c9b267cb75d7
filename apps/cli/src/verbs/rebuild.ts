import { setTimeout } from 'node:timers/promises';
import { Command, Option } from 'nest-commander';
import type { GenerationAnswer } from '@ledger/application';
import { Complaint } from '../complaint.js';
import type { Desk, RebuildBody } from '../ledger/desk.js';
import { withDesk } from '../ledger/open-desk.js';
import { progressOn, type Progress } from '../progress.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

interface RebuildOptions extends DataDirectoryOption {
  readonly contract?: readonly string[];
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly reading?: readonly string[];
  readonly edition?: string;
}

const LOOK_MILLISECONDS = 100;
const UNDER_WAY: readonly GenerationAnswer['state'][] = ['waiting', 'building'];

/** A generation of the read models, computed from the log beside the live one. */
@Command({
  name: 'rebuild',
  description:
    'Computes what the lists show from the log, beside what is live; "generations" says what became different',
})
export class RebuildVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'rebuild', meaning: 'all contracts, as they should be today' },
    { command: 'rebuild --reading R05:separate', meaning: 'all of them under another reading' },
    { command: 'rebuild --contract c-1 --known-at position:1042', meaning: 'one contract as known then' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--contract <id>', description: 'only this contract; may be repeated' })
  parseContract(text: string, before: readonly string[] = []): readonly string[] {
    return [...before, text];
  }
  @Option({ flags: '--as-of <day>', description: 'the day that the rows are for' })
  parseAsOf(text: string): string {
    return text;
  }
  @Option({ flags: '--known-at <moment>', description: 'what was known then: an instant, or position:<n>' })
  parseKnownAt(text: string): string {
    return text;
  }
  @Option({ flags: '--reading <reading>', description: 'an open question answered so, R05:separate; may be repeated' })
  parseReading(text: string, before: readonly string[] = []): readonly string[] {
    return [...before, text];
  }
  @Option({ flags: '--edition <id>', description: 'the edition taken to be in force on every day' })
  parseEdition(text: string): string {
    return text;
  }

  override async run(_: readonly string[], { dataDir, ...options }: RebuildOptions): Promise<void> {
    const built = await withDesk(dataDir, async (desk) => {
      const { generationId } = await desk.record({ type: 'request', body: bodyOf(options) });
      return this.#watch(desk, generationId);
    });
    for (const { contractId, reason } of built.errors) {
      await say(this.terminal.messages, `contract ${contractId} cannot be computed: ${reason}`);
    }
    if (built.state !== 'finished') throw new Complaint(`it ${built.state}: ${built.reason ?? 'nothing came of it'}`);
    await say(
      this.terminal.output,
      `generation ${built.generationId}: ${String(built.done)} contracts, ${String(built.digest)}`,
    );
  }

  async #watch(desk: Desk, generationId: string): Promise<GenerationAnswer> {
    let progress: Progress | undefined;
    for (;;) {
      const now = await desk.generation(generationId);
      if (now.total !== null) progress ??= progressOn(this.terminal.messages, 'contracts', now.total);
      progress?.reached(now.done);
      if (!UNDER_WAY.includes(now.state)) {
        progress?.stop();
        return now;
      }
      await setTimeout(LOOK_MILLISECONDS);
    }
  }
}

const bodyOf = ({ contract, asOf, knownAt, reading, edition }: Omit<RebuildOptions, 'dataDir'>): RebuildBody => ({
  scope: contract === undefined ? 'all' : { contractIds: contract },
  ...(asOf !== undefined && { asOf }),
  ...(knownAt !== undefined && { knownAt }),
  ...(reading !== undefined && { readings: reading }),
  ...(edition !== undefined && { edition }),
});
