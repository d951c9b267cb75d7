import { Command } from 'nest-commander';
import { placesIn } from '@ledger/application';
import { makeDirectory } from '@ledger/event-store';
import { openEventStore } from '@ledger/hosting';
import { eventsOfArchive } from '../archive/archive.js';
import { restoreLog, restoreThere } from '../archive/restore-log.js';
import { counted, inputFrom } from '../input.js';
import { logSettings } from '../ledger/log-settings.js';
import { progressOn } from '../progress.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

/** The log from a file. */
@Command({
  name: 'restore',
  arguments: '<file>',
  argsDescription: { file: 'what the verb export wrote, or - for the standard input' },
  description: 'Makes a ledger from an export, in an empty place only; it is there when all of it is, and found whole',
})
export class RestoreVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'restore ledger.ndjson --data-dir /srv/ledger', meaning: 'makes the ledger there' },
    { command: 'restore - < ledger.ndjson', meaning: 'from the standard input' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  override async run([file = '-']: readonly string[], { dataDir }: DataDirectoryOption): Promise<void> {
    const settings = logSettings(dataDir);
    const input = await inputFrom(file, this.terminal);
    const progress = progressOn(this.terminal.messages, 'bytes', input.bytes);
    makeDirectory(dataDir);
    try {
      const events = eventsOfArchive(counted(input.lines, progress.reached));
      const count = await (settings.store === 'sqlite'
        ? restoreLog(placesIn(dataDir).log, events)
        : restoreThere(() => openEventStore(settings), events));
      progress.stop();
      await say(this.terminal.messages, `${String(count)} ${count === 1 ? 'event' : 'events'} restored`);
    } finally {
      progress.stop();
    }
  }
}
