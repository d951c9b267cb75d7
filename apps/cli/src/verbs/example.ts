import { Command } from 'nest-commander';
import { Complaint } from '../complaint.js';
import { examples } from '../example/examples.js';
import { openRecorder } from '../ledger/open-recorder.js';
import type { Recorder } from '../ledger/recorder.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

/** Something to play with. */
@Command({
  name: 'example',
  description: 'Records three contracts that live through everything; once they are there it does nothing',
})
export class ExampleVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'example', meaning: 'records them, and says what to look at' },
    { command: 'example --data-dir /tmp/playground', meaning: 'in a ledger of their own' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  override async run(_: readonly string[], { dataDir }: DataDirectoryOption): Promise<void> {
    const recorder = await openRecorder(dataDir);
    try {
      const events = await recordExamples(recorder);
      await say(this.terminal.output, whatNext(events, recorder.url, dataDir));
    } finally {
      await recorder.close();
    }
  }
}

const recordExamples = async (recorder: Recorder): Promise<number> => {
  let events = 0;
  for (const { contractId, facts } of examples) {
    const outcome = await recorder.record(contractId, facts);
    if (outcome.kind === 'refused') throw new Complaint(`contract ${contractId}: ${outcome.detail}`);
    events += outcome.events;
  }
  return events;
};

const whatNext = (events: number, url: string | undefined, dataDir: string): string => {
  const option = dataDir === '.ledger' ? '' : ` --data-dir ${dataDir}`;
  const ledger = `npm run ledger --`;
  return [
    events === 0
      ? 'The example is there already:'
      : `Recorded ${String(examples.length)} contracts with ${String(events)} events:`,
    ...examples.map(({ contractId, title }) => `  ${contractId.padEnd(20)} ${title}`),
    '',
    'Look at it:',
    `  ${ledger} contracts${option}`,
    `  ${ledger} figures example-worked --as-of 2026-07-31${option}`,
    `  ${ledger} explain example-worked obligations/early-termination-charge:1:base --as-of 2026-07-31${option}`,
    `  ${ledger} events example-lasting${option}`,
    url === undefined ? '  npm start               and then Swagger UI at the address that it shows' : `  ${url}/docs`,
  ].join('\n');
};
