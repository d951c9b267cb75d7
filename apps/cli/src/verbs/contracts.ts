import { Command, Option } from 'nest-commander';
import { civilDate } from '@ledger/kernel';
import { ListContracts, type ContractFilter, type ContractListAnswer, type ContractStatus } from '@ledger/application';
import { Complaint } from '../complaint.js';
import { copyOfList } from '../ledger/copy-of-list.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { grouped, tableOf } from '../table.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';
import { spoken } from '../view-options.js';

interface ContractsOptions extends DataDirectoryOption, ContractFilter {
  readonly limit?: number;
  readonly cursor?: string;
  readonly json?: boolean;
}

/** The contract list. */
@Command({ name: 'contracts', description: 'Lists the contracts as of today, by their ids' })
export class ContractsVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'contracts', meaning: 'the first 50 contracts' },
    {
      command: 'contracts --status terminating --ends-before 2027-01-01',
      meaning: 'those that end before the year does',
    },
    {
      command: 'contracts --q 青空 --json',
      meaning: 'those of this name, as the HTTP interface answers',
      isPiped: true,
    },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--status <status>', description: 'applied, accepted, refused, active, terminating or terminated' })
  parseStatus(text: string): ContractStatus {
    const status = STATUSES.find((known) => known === text);
    if (status === undefined) throw new Complaint(`--status: must be one of ${STATUSES.join(', ')}`);
    return status;
  }

  @Option({ flags: '--q <text>', description: "part of the contractor's name or of the id" })
  parseQ(text: string): string {
    return text;
  }

  @Option({ flags: '--ends-before <day>', description: 'only those whose effective end lies before this day' })
  parseEndsBefore(text: string): ContractFilter['endsBefore'] {
    return spoken('--ends-before', () => civilDate(text));
  }

  @Option({ flags: '--limit <number>', description: 'how many, 1 to 200; 50 where it is left out' })
  parseLimit(text: string): number {
    return Number(text);
  }

  @Option({ flags: '--cursor <cursor>', description: 'where the page before ended' })
  parseCursor(text: string): string {
    return text;
  }

  @Option({ flags: '--json', description: 'the answer of the HTTP interface instead of a table' })
  parseJson(): boolean {
    return true;
  }

  override async run(_: readonly string[], options: ContractsOptions): Promise<void> {
    const { dataDir, status, q, endsBefore, limit, cursor, json } = options;
    const question = new ListContracts({ status, q, endsBefore }, { limit, cursor });
    const answer = await withLedgerForReading(dataDir, (ledger) => ledger.ask(question), await copyOfList(dataDir));
    await say(this.terminal.output, json === true ? JSON.stringify(answer, null, 2) : contractsText(answer));
    if (json !== true && answer.nextCursor !== null) {
      await say(this.terminal.messages, `There are more: --cursor ${answer.nextCursor}`);
    }
  }
}

const STATUSES: readonly ContractStatus[] = ['applied', 'accepted', 'refused', 'active', 'terminating', 'terminated'];

const contractsText = ({ items }: ContractListAnswer): string =>
  items.length === 0
    ? 'There is no such contract.'
    : tableOf(items, [
        { title: 'contract', show: ({ contractId }) => contractId },
        { title: 'contractor', show: ({ contractor }) => contractor },
        { title: 'status', show: ({ status, stale }) => (stale !== null ? `${status} (as last read)` : status) },
        { title: 'billing from', show: ({ billingStartedOn }) => billingStartedOn },
        { title: 'minimum period to', show: ({ minimumPeriodEndsOn }) => minimumPeriodEndsOn },
        { title: 'effective end', show: ({ effectiveEndOn }) => effectiveEndOn },
        { title: 'outstanding', show: ({ outstanding }) => grouped(outstanding), align: 'right' },
      ]);
