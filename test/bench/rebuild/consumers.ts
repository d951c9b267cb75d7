import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { SqliteEventStore, type RecordedEvent } from '@ledger/event-store';
import { PostgresqlServer } from '../../support/postgresql.js';
import { consumeWithEmmett, consumeWithLedger } from '../emmett/measure-emmett.js';
import { rate, type BenchOptions, type Figure } from '../harness.js';
import { hasPostgresql } from '../postgresql.js';

/** Twenty million events would take Emmett hours to be written: a part, from the beginning of the log. */
const [PART, QUICK_PART] = [20_000, 500];
const BATCHES = [100, 5_000];

export interface ConsumersOptions {
  readonly events: number;
  /** Seconds that the rebuild took for them. */
  readonly rebuild: number;
  readonly isQuick: boolean;
  readonly say: BenchOptions['say'];
}

/** The rebuild of all read models, and the ledger's subscription alone, beside Emmett's consumer: the same events on the same machine. */
export const consumersFigures = async (
  directory: string,
  { events, rebuild, isQuick, say }: ConsumersOptions,
): Promise<readonly Figure[]> => {
  if (!hasPostgresql(say)) return [];
  const part = isQuick ? QUICK_PART : PART;
  say(`writing ${part} of the events with Emmett`);
  const postgresql = await PostgresqlServer.start();
  const ledger = await SqliteEventStore.openReadOnly({ directory });
  try {
    const url = await postgresql.newDatabase();
    await writeWithEmmett(url, await firstOf(ledger, part));
    const figures: Figure[] = [];
    for (const batch of BATCHES) {
      const theirs = await rate(part, () => consumeWithEmmett(url, part, batch));
      const ours = await rate(part, () => consumeWithLedger(ledger, part, batch));
      const against = `against ${Math.round(theirs)} of the first ${part} in batches of ${batch}`;
      figures.push(
        {
          name: `rebuild of all read models / Emmett's consumer, which keeps none, batches of ${batch}`,
          value: events / rebuild / theirs,
          detail: `${Math.round(events / rebuild)} events/s ${against}`,
        },
        {
          name: `the ledger's consumer / Emmett's, batches of ${batch}`,
          value: ours / theirs,
          detail: `${Math.round(ours)} events/s ${against}`,
        },
      );
    }
    return figures;
  } finally {
    await ledger.close();
    await postgresql.stop();
  }
};

const firstOf = async (ledger: SqliteEventStore, count: number): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  while (events.length < count) {
    const limit = Math.min(1000, count - events.length);
    events.push(...(await ledger.readAll({ after: BigInt(events.length), limit })).events);
  }
  return events;
};

/** Stream by stream: the order in which a consumer sees them is another, their number and size are the same. */
const writeWithEmmett = async (url: string, events: readonly RecordedEvent[]): Promise<void> => {
  const emmett = getPostgreSQLEventStore(url);
  try {
    for (const [stream, some] of Map.groupBy(events, (event) => event.stream)) {
      const written = some.map(({ type, data, metadata }) => ({
        type,
        data: JSON.parse(data) as object,
        metadata: JSON.parse(metadata) as object,
      }));
      await emmett.appendToStream(stream, written as never);
    }
  } finally {
    await emmett.close();
  }
};
