import { Command } from 'nest-commander';
import { Complaint } from '../complaint.js';
import { importLines, type ImportCount, type Obstacle } from '../import/import-lines.js';
import { counted, repeatableInputFrom } from '../input.js';
import { openRecorder } from '../ledger/open-recorder.js';
import type { Line } from '../lines.js';
import { progressOn } from '../progress.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

/** Facts from a file, by the same decisions as any command. */
@Command({
  name: 'import',
  arguments: '<file>',
  argsDescription: { file: 'NDJSON, or - for the standard input' },
  description:
    'Records facts from a file of lines {"contractId", "type", "data", "eventId"?}: all of a contract or nothing, and nothing twice. Every line that is no fact is named; one whose contract cannot be told is left out, and the command fails in the end',
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
    const recorder = await openRecorder(dataDir);
    const input = await repeatableInputFrom(file, this.terminal, dataDir).catch(async (error: unknown) => {
      await recorder.close();
      throw error;
    });
    const progress = progressOn(this.terminal.messages, 'bytes', READINGS * input.bytes);
    let readings = 0;
    const lines = (): AsyncIterable<Line> => {
      const before = Math.min(readings++, READINGS - 1) * input.bytes;
      return counted(input.lines(), (bytes) => progress.reached(before + bytes));
    };
    const count: ImportCount = { recorded: 0, known: 0, refused: 0, stray: 0, events: 0 };
    try {
      await importLines(lines, recorder, count, (obstacle) => progress.say(obstacleText(obstacle)));
    } finally {
      progress.stop();
      await input.close();
      await recorder.close();
      await say(this.terminal.output, summaryOf(count));
    }
    const failures = failuresOf(count).join(', ');
    if (failures !== '') throw new Complaint(count.stray === 0 ? failures : `${failures}: ${MEND}`);
  }
}

/** Once to see what it holds, and once to record it; a file whose contracts are mixed over a long way is read more often. */
const READINGS = 2;

const MEND =
  'a contract may lack a line that was left out, so mend it and import the file again, nothing is recorded twice';

const obstacleText = ({ contractId, line, detail }: Obstacle): string => {
  const place = line === undefined ? '' : `line ${String(line)}, `;
  if (contractId === undefined) return `${place}of no contract: ${detail}; it was left out`;
  return `${place}contract ${contractId}: ${detail}; nothing of this contract was recorded`;
};

const summaryOf = (count: ImportCount): string =>
  [
    `${String(count.events)} ${count.events === 1 ? 'event' : 'events'} of ${contracts(count.recorded)} recorded`,
    ...(count.known === 0 ? [] : [`${contracts(count.known)} recorded before`]),
    ...failuresOf(count),
  ].join(', ');

const failuresOf = ({ refused, stray }: ImportCount): readonly string[] => [
  ...(refused === 0 ? [] : [`${contracts(refused)} refused`]),
  ...(stray === 0 ? [] : [`${String(stray)} ${stray === 1 ? 'line' : 'lines'} left out`]),
];

const contracts = (count: number): string => `${String(count)} ${count === 1 ? 'contract' : 'contracts'}`;
