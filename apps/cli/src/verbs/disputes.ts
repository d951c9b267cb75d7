import { Command, Option } from 'nest-commander';
import { ListDisputes, type DisputeFilter } from '@ledger/application';
import { disputesText } from '../disputes/dispute-text.js';
import { Complaint } from '../complaint.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

interface DisputesOptions extends DataDirectoryOption {
  readonly contract?: string;
  readonly state?: DisputeFilter['state'];
  readonly json?: boolean;
}

/** What is contested. */
@Command({ name: 'disputes', description: 'Lists disputes, the latest opened first; "dispute" says more of one' })
export class DisputesVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'disputes --state open', meaning: 'what is contested' },
    { command: 'disputes --contract example-worked', meaning: 'all about one contract' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--contract <contract>', description: 'only those about this contract' })
  parseContract(text: string): string {
    return text;
  }

  @Option({ flags: '--state <state>', description: 'open, decided or closed' })
  parseState(text: string): DisputeFilter['state'] {
    const state = (['open', 'decided', 'closed'] as const).find((known) => known === text);
    if (state === undefined) throw new Complaint('--state: must be one of open, decided, closed');
    return state;
  }

  @Option({ flags: '--json', description: 'the answer of the HTTP interface instead of a table' })
  parseJson(): boolean {
    return true;
  }

  override async run(_: readonly string[], { dataDir, contract, state, json }: DisputesOptions): Promise<void> {
    const question = new ListDisputes({ contractId: contract, state }, { limit: 200 });
    const answer = await withLedgerForReading(dataDir, (ledger) => ledger.ask(question));
    await say(this.terminal.output, json === true ? JSON.stringify(answer, null, 2) : disputesText(answer.items));
  }
}
