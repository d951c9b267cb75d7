import { Command, Option } from 'nest-commander';
import { instant } from '@ledger/kernel';
import { isEventType } from '@ledger/contract';
import { ListEvents, type EventAnswer, type EventFilter, type EventsAnswer } from '@ledger/application';
import { Complaint } from '../complaint.js';
import type { LocalLedger } from '../ledger/application.js';
import { withLedgerForReading } from '../ledger/open-for-reading.js';
import { tableOf } from '../table.js';
import { say, Terminal } from '../terminal.js';
import type { Example } from '../verb.js';
import { ReadingVerb, spoken, viewOf, type ViewOptions } from '../view-options.js';

interface EventsOptions extends ViewOptions, EventFilter {
  readonly ndjson?: boolean;
}

/** A contract's record. */
@Command({
  name: 'events',
  arguments: '<contract>',
  argsDescription: { contract: 'its id' },
  description: 'Shows every event of a contract as it was recorded, and what corrected it',
})
export class EventsVerb extends ReadingVerb {
  protected override readonly examples: readonly Example[] = [
    { command: 'events example-lasting', meaning: 'all of them' },
    {
      command: 'events example-lasting --type PaymentReceived --ndjson',
      meaning: 'the payments, an event a line',
      isPiped: true,
    },
  ];

  constructor(private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--type <type>', description: 'only events of this kind' })
  parseType(text: string): EventFilter['type'] {
    if (!isEventType(text)) throw new Complaint(`--type: ${text} is no kind of event`);
    return text;
  }

  @Option({ flags: '--recorded-from <instant>', description: 'only those recorded then or later' })
  parseRecordedFrom(text: string): EventFilter['recordedFrom'] {
    return spoken('--recorded-from', () => instant(text));
  }

  @Option({ flags: '--recorded-to <instant>', description: 'only those recorded then or earlier' })
  parseRecordedTo(text: string): EventFilter['recordedTo'] {
    return spoken('--recorded-to', () => instant(text));
  }

  @Option({ flags: '--ndjson', description: 'an event a line' })
  parseNdjson(): boolean {
    return true;
  }

  override async run([contractId = '']: readonly string[], options: EventsOptions): Promise<void> {
    const answer = await withLedgerForReading(options.dataDir, (ledger) => allEvents(ledger, contractId, options));
    await say(this.terminal.output, textOf(answer, options));
  }
}

const PAGE = 200;

/** The answer of the HTTP interface, its pages put together. */
const allEvents = async (ledger: LocalLedger, contractId: string, options: EventsOptions): Promise<EventsAnswer> => {
  const { type, recordedFrom, recordedTo } = options;
  const filter: EventFilter = { type, recordedFrom, recordedTo };
  const items: EventAnswer[] = [];
  let cursor: string | undefined;
  for (;;) {
    const answer = await ledger.ask(new ListEvents(contractId, filter, { limit: PAGE, cursor }, viewOf(options)));
    items.push(...answer.items);
    if (answer.nextCursor === null) return { ...answer, items };
    cursor = answer.nextCursor;
  }
};

const textOf = (answer: EventsAnswer, { json, ndjson }: EventsOptions): string => {
  if (ndjson === true) return answer.items.map((event) => JSON.stringify(event)).join('\n');
  if (json === true) return JSON.stringify(answer, null, 2);
  return answer.items.length === 0 ? 'There is no such event.' : eventsTable(answer.items);
};

const eventsTable = (events: readonly EventAnswer[]): string =>
  tableOf(events, [
    { title: '#', show: ({ revision }) => String(revision), align: 'right' },
    { title: 'type', show: ({ type }) => type },
    { title: 'data', show: ({ data }) => shortened(JSON.stringify(data)) },
    { title: 'event', show: ({ id }) => id },
    { title: 'recorded', show: ({ recordedAt }) => recordedAt },
    { title: 'by', show: ({ who }) => who },
    { title: 'corrected', show: ({ correctedBy }) => correctedBy.at(-1)?.type ?? '' },
  ]);

const LENGTH = 70;

const shortened = (text: string): string => {
  const characters = Array.from(text);
  return characters.length <= LENGTH ? text : `${characters.slice(0, LENGTH - 1).join('')}…`;
};
