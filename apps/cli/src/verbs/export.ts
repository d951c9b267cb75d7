import { createWriteStream, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'nest-commander';
import { archiveOf } from '../archive/archive.js';
import { Complaint } from '../complaint.js';
import { openLogForReading } from '../ledger/open-for-reading.js';
import { progressOn } from '../progress.js';
import { syncDirectory } from '../sync-directory.js';
import { say, Terminal, write } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

/** The log as a file. */
@Command({
  name: 'export',
  arguments: '[file]',
  argsDescription: { file: 'where to, or - for the standard output, as where it is left out' },
  description:
    'Writes the log itself to a file: every event with its very bytes and metadata, and the personal values beside them. Keep it safe',
})
export class ExportVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'export ledger.ndjson', meaning: 'also while a server runs; the file appears when it is complete' },
    { command: 'export --force ledger.ndjson', meaning: 'in the place of an older one' },
    { command: 'export | gzip > ledger.ndjson.gz', meaning: 'compressed', isPiped: true },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--force', description: 'put it in the place of a file that there is' })
  parseForce(): boolean {
    return true;
  }

  override async run([file = '-']: readonly string[], { dataDir, force }: ExportOptions): Promise<void> {
    if (file !== '-') requirePlace(file, force === true);
    const store = await openLogForReading(dataDir);
    const head = await store.head();
    const progress = progressOn(this.terminal.messages, 'events', Number(head));
    let count = 0;
    const exported = (events: number): void => progress.reached((count = events));
    try {
      const lines = archiveOf(store, head, exported);
      if (file === '-') for await (const text of lines) await write(this.terminal.output, text);
      else await writeWhole(file, lines);
    } finally {
      progress.stop();
      await store.close();
    }
    await say(this.terminal.messages, `${String(count)} ${count === 1 ? 'event' : 'events'} exported`);
  }
}

interface ExportOptions extends DataDirectoryOption {
  readonly force?: boolean;
}

/** @throws {Complaint} where the file must not be replaced */
const requirePlace = (file: string, isForced: boolean): void => {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isFile()) throw new Complaint(`${file} is no file that could be replaced: choose another`);
  if (!isForced) throw new Complaint(`${file} is there already: choose another, or replace it with --force`);
};

/** For its user alone: it holds names and contacts. Under its name there is all of it, or what was there before. */
const writeWhole = async (file: string, texts: AsyncIterable<string>): Promise<void> => {
  const draft = `${file}.${String(process.pid)}.part`;
  try {
    await pipeline(texts, createWriteStream(draft, { mode: 0o600, flush: true }));
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw isSystemError(error) ? new Complaint(`${file} cannot be written: ${error.message}`, { cause: error }) : error;
  }
  await syncDirectory(dirname(file));
};

const isSystemError = (error: unknown): error is Error => Error.isError(error) && 'errno' in error;
