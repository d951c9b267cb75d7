import { Command } from 'nest-commander';
import { liveListIn } from '@ledger/hosting';
import { isoInstant } from '@ledger/kernel';
import { openPostgresqlReadModel, openSqliteReadModelBeside, type ReadModel } from '@ledger/projections';
import { Complaint } from '../complaint.js';
import { logSettings } from '../ledger/log-settings.js';
import { tableOf } from '../table.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

/** Contracts out of quarantine. */
@Command({
  name: 'release',
  arguments: '[contractId]',
  argsDescription: { contractId: 'one contract; all that are in quarantine where it is left out' },
  description:
    'Has contracts computed again that could not be: by whoever keeps the lists, within a second or with the next question',
})
export class ReleaseVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'release', meaning: 'all of them, after what stood in the way was mended' },
    { command: 'release c-42', meaning: 'this one' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  override async run([contractId]: readonly string[], { dataDir }: DataDirectoryOption): Promise<void> {
    const readModel = await readModelOf(dataDir);
    try {
      const released = new Set(await readModel.release(contractId));
      if (contractId !== undefined && !released.has(contractId)) {
        throw new Complaint(`contract ${contractId} is not in quarantine`);
      }
      const failures = (await readModel.failures()).filter((failure) => released.has(failure.contractId));
      const text = tableOf(failures, [
        { title: 'released', show: (failure) => failure.contractId },
        { title: 'in quarantine since', show: ({ since }) => isoInstant(since) },
        { title: 'because', show: ({ reason }) => reason },
      ]);
      await say(this.terminal.output, failures.length === 0 ? 'No contract is in quarantine.' : text);
    } finally {
      await readModel.close();
    }
  }
}

/** The one that servers and projectors share. @throws {Complaint} where there is none */
const readModelOf = async (dataDirectory: string): Promise<ReadModel> => {
  const { readModelUrl } = logSettings(dataDirectory);
  if (readModelUrl !== undefined) return openPostgresqlReadModel(readModelUrl);
  const readModel = await openSqliteReadModelBeside(liveListIn(dataDirectory));
  if (readModel !== undefined) return readModel;
  throw new Complaint(
    `there is no contract list in ${dataDirectory}: a server makes it, and computes all contracts then`,
  );
};
