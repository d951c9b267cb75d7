import { Command, Option } from 'nest-commander';
import { parseGenerationRequest, type GenerationAnswer } from '@ledger/application';
import { Complaint } from '../complaint.js';
import { jsonOrFile, nameOrJson, rebuildBody, withFilter, type RebuildWishes } from '../generations/rebuild-body.js';
import { watch } from '../generations/watch.js';
import type { Desk } from '../ledger/desk.js';
import { withDesk } from '../ledger/open-desk.js';
import { say, Terminal } from '../terminal.js';
import { Verb, type DataDirectoryOption, type Example } from '../verb.js';

interface RebuildOptions extends DataDirectoryOption, RebuildWishes {}

/** A generation of the read models, computed from the log beside the live one. */
@Command({
  name: 'rebuild',
  arguments: '[generationId]',
  argsDescription: { generationId: 'one that was left off, or that is being built: it goes on; a new one without' },
  description:
    'Computes what the lists show from the log, beside what is live; "generations" says what became different. ' +
    'Ctrl-C leaves off, and it can go on later',
})
export class RebuildVerb extends Verb {
  protected override readonly examples: readonly Example[] = [
    { command: 'rebuild', meaning: 'all contracts, as they should be today' },
    { command: 'rebuild --reading R05:separate', meaning: 'all of them under another reading' },
    { command: 'rebuild --contract c-1 --known-at position:1042', meaning: 'one contract as known then' },
    {
      command: 'rebuild --filter status=terminating --filter endsBefore=2027-04-01 --as-of 2027-04-01',
      meaning: 'those that a list would find, as of a day',
    },
    {
      command: `rebuild --hypotheses '{"c-1": [{"kind": "voided", "eventId": "..."}]}'`,
      meaning: 'as if something recorded of a contract had not happened; hypotheses by contract, or a file of them',
    },
    { command: 'rebuild --from-log', meaning: 'all contracts, event by event: the digest must be the same' },
    { command: 'rebuild <id>', meaning: 'goes on with one that was left off' },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--contract <id>', description: 'only this contract; may be repeated' })
  parseContract(text: string, before: readonly string[] = []): readonly string[] {
    return [...before, text];
  }
  @Option({
    flags: '--filter <name=value>',
    description:
      'only what the list finds by status, q, name, namePrefix, endsBefore, endsFrom or endsTo; may be repeated',
  })
  parseFilter(text: string, before?: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return withFilter(text, before);
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
  @Option({
    flags: '--edition <name or json>',
    description: 'the edition taken to be in force on every day, or one that is only thought of: {id, parameters}',
  })
  parseEdition(text: string): unknown {
    return nameOrJson('--edition', text);
  }
  @Option({
    flags: '--hypotheses <file or json>',
    description: 'facts taken to be recorded, corrected or voided: lists of them by contract',
  })
  parseHypotheses(text: string): unknown {
    return jsonOrFile('--hypotheses', text);
  }
  @Option({ flags: '--from-log', description: 'reads all of the log, whatever rebuilds before have kept of it' })
  parseFromLog(): boolean {
    return true;
  }

  override async run([goOn]: readonly string[], { dataDir, ...wishes }: RebuildOptions): Promise<void> {
    if (goOn !== undefined && Object.keys(wishes).length > 0) {
      throw new Complaint(`${goOn} goes on under what it was asked for with: no other options`);
    }
    const body = rebuildBody(wishes);
    parseGenerationRequest(body); // the same is said of it whoever is asked, and before anything is opened
    const built = await withDesk(dataDir, async (desk) => {
      const { generationId } = goOn === undefined ? await requested(desk, body) : await desk.generation(goOn);
      return watch(desk, generationId, this.terminal);
    });
    if (built.state !== 'finished')
      throw new Complaint(`it is ${built.state}: ${built.reason ?? 'nothing came of it'}`);
    await say(this.terminal.output, builtText(built));
  }
}

const requested = (desk: Desk, body: ReturnType<typeof rebuildBody>): Promise<{ readonly generationId: string }> =>
  desk.record({ type: 'request', body });

const builtText = ({ generationId, done, failed, digest }: GenerationAnswer): string => {
  const without = failed === 0 ? '' : ` (${String(failed)} of them cannot be computed)`;
  return `generation ${generationId}: ${String(done)} contracts${without}, ${String(digest)}`;
};
