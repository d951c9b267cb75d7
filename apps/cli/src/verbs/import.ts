import { Command } from 'nest-commander';
import { Complaint } from '../complaint.js';
import { importLines, type ImportCount, type RefusedContract } from '../import/import-lines.js';
import { counted, inputFrom } from '../input.js';
import { openRecorder } from '../ledger/open-recorder.js';
import { progressOn } from '../progress.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

/** Facts from a file, by the same decisions as any command. */
@Command({
  name: 'import',
  arguments: '<file>',
  argsDescription: { file: 'NDJSON, or - for the standard input' },
  description:
    'Records facts from a file of lines {"contractId", "type", "data", "eventId"?}: all of a contract or nothing, and nothing twice',
})
export class ImportVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'import facts.ndjson', meaning: 'records the facts of the file' },
    { command: 'import - < facts.ndjson', meaning: 'records what comes in' },
    {
      command: `import - <<< '{"contractId":"c-1","type":"ContractApplied","data":{"contractor":{"name":"みなと商事"},"appliedOn":"2026-01-05"}}'`,
      meaning: 'records one application',
    },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  override async run([file = '-']: readonly string[], { dataDir }: DataDirectoryOption): Promise<void> {
    const input = await inputFrom(file, this.terminal);
    const recorder = await openRecorder(dataDir);
    const progress = progressOn(this.terminal.messages, 'bytes', input.bytes);
    const count: ImportCount = { recorded: 0, known: 0, refused: 0, events: 0 };
    try {
      await importLines(counted(input.lines, progress.reached), recorder, count, (contract) =>
        progress.say(refusalText(contract)),
      );
    } finally {
      progress.stop();
      await recorder.close();
      await say(this.terminal.output, summaryOf(count));
    }
    if (count.refused > 0) throw new Complaint(`${contracts(count.refused)} refused`);
  }
}

const refusalText = ({ contractId, line, detail }: RefusedContract): string =>
  `${line === undefined ? '' : `line ${String(line)}, `}contract ${contractId}: ${detail}; nothing of this contract was recorded`;

const summaryOf = ({ recorded, known, refused, events }: ImportCount): string =>
  [
    `${String(events)} ${events === 1 ? 'event' : 'events'} of ${contracts(recorded)} recorded`,
    ...(known === 0 ? [] : [`${contracts(known)} recorded before`]),
    ...(refused === 0 ? [] : [`${contracts(refused)} refused`]),
  ].join(', ');

const contracts = (count: number): string => `${String(count)} ${count === 1 ? 'contract' : 'contracts'}`;
