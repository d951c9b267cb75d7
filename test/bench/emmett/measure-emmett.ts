import {
  getPostgreSQLEventStore,
  postgreSQLEventStoreConsumer,
  type PostgresEventStore,
} from '@event-driven-io/emmett-postgresql';
import { SqliteEventStore } from '@ledger/event-store';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresqlServer } from '../../support/postgresql.js';
import { interleave, median, medianRatio, rate, type BenchOptions, type Figure } from '../harness.js';
import { hasPostgresql } from '../postgresql.js';
import { newEvent } from '../store/contracts.js';

const streamLength = 20;
const writers = 64;

/** One store as the contest sees it. */
interface Contestant {
  append(stream: string, index: number): Promise<unknown>;
  read(stream: string): Promise<number>;
  /** Reads the whole log as a consumer does, from its beginning until so many events have come. */
  consume(events: number, batchSize: number): Promise<void>;
}

/** Emmett on PostgreSQL, in the versions that support each other, against the embedded store: the same events on the same machine. */
export const measureEmmett = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  if (!hasPostgresql(say)) return [];
  const postgresql = await PostgresqlServer.start();
  const url = await postgresql.newDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  const emmett = getPostgreSQLEventStore(url);
  const ledger = await SqliteEventStore.open({ directory });
  try {
    say('measuring appends, stream reads and a consumer');
    return await compare(emmettContestant(emmett, url), ledgerContestant(ledger), quick);
  } finally {
    await emmett.close();
    await ledger.close();
    await postgresql.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

const compare = async (emmett: Contestant, ledger: Contestant, quick: boolean): Promise<readonly Figure[]> => {
  const [rounds, count] = quick ? [3, 60] : [7, 300];
  const both = async (measure: (contestant: Contestant) => Promise<number>): Promise<Ratio> => {
    const rates = await interleave(rounds, { ledger: () => measure(ledger), emmett: () => measure(emmett) });
    return {
      value: medianRatio(rates.ledger, rates.emmett),
      detail: `${Math.round(median(rates.ledger))}/s against ${Math.round(median(rates.emmett))}/s`,
    };
  };
  const newStream = streamNames();
  const alone = await both((contestant) => rate(count, () => appendAlone(contestant, count, newStream)));
  const together = await both((contestant) => rate(count * 8, () => appendTogether(contestant, count * 8, newStream)));
  const stream = newStream();
  for (const contestant of [emmett, ledger]) await appendToOne(contestant, stream);
  const reads = await both((contestant) => rate(count, () => readMany(contestant, count, stream)));
  const logged = rounds * count * 9 + streamLength;
  const consumed = Math.min(logged, quick ? 500 : 10_000);
  const consumer = await both((contestant) => rate(consumed, () => contestant.consume(consumed, 100)));
  const largeBatches = await both((contestant) => rate(consumed, () => contestant.consume(consumed, 5_000)));
  return [
    { name: 'append, one writer: ledger / Emmett', ...alone },
    { name: `append, ${writers} writers: ledger / Emmett`, ...together },
    { name: `read a stream of ${streamLength}: ledger / Emmett`, ...reads },
    { name: 'consumer, batches of 100: ledger / Emmett', ...consumer },
    { name: 'consumer, batches of 5000: ledger / Emmett', ...largeBatches },
  ];
};

type Ratio = Pick<Figure, 'value' | 'detail'>;

const ledgerContestant = (store: SqliteEventStore): Contestant => ({
  append: (stream, index) => store.append(stream, [newEvent(index)], index === 0 ? 'none' : BigInt(index - 1)),
  read: async (stream) => (await store.readStream(stream)).events.map(({ data }) => JSON.parse(data) as unknown).length,
  consume: (events, batchSize) => consumeWithLedger(store, events, batchSize),
});

/** The ledger's own subscription does the same, and parses what came. */
export const consumeWithLedger = (store: SqliteEventStore, events: number, batchSize: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let seen = 0;
    const subscription = store.subscribe({ after: 0n, limit: batchSize }, (page) => {
      for (const { data } of page) JSON.parse(data);
      seen += page.length;
      if (seen >= events) void subscription.close().then(resolve, reject);
    });
  });

const emmettContestant = (store: PostgresEventStore, connectionString: string): Contestant => ({
  append: (stream, index) => {
    const { type, data, metadata } = newEvent(index);
    const event = { type, data: JSON.parse(data) as object, metadata: JSON.parse(metadata) as object };
    return store.appendToStream(stream, [event as never], { expectedStreamVersion: BigInt(index) as never });
  },
  read: async (stream) => (await store.readStream(stream)).events.length,
  consume: (events, batchSize) => consumeWithEmmett(connectionString, events, batchSize),
});

/** Emmett's consumer reads the whole log from its beginning until so many events have come. */
export const consumeWithEmmett = async (connectionString: string, events: number, batchSize: number): Promise<void> => {
  let seen = 0;
  const consumer = postgreSQLEventStoreConsumer({ connectionString, pulling: { batchSize } });
  consumer.reactor({
    processorId: `bench-${Math.random()}`,
    startFrom: 'BEGINNING',
    stopAfter: () => seen >= events,
    eachMessage: () => void (seen += 1),
  } as never);
  await consumer.start();
  await consumer.close();
};

const streamNames = (): (() => string) => {
  let streams = 0;
  return () => `contract-${(streams += 1)}`;
};

const appendAlone = async (contestant: Contestant, count: number, newStream: () => string): Promise<void> => {
  for (let appended = 0; appended < count; appended += streamLength) await appendToOne(contestant, newStream());
};

const appendTogether = async (contestant: Contestant, count: number, newStream: () => string): Promise<void> => {
  let appended = 0;
  const write = async (): Promise<void> => {
    while (appended < count) {
      appended += streamLength; // taken before it is written, so that the writers share the count
      await appendToOne(contestant, newStream());
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
};

const appendToOne = async (contestant: Contestant, stream: string): Promise<void> => {
  for (let index = 0; index < streamLength; index += 1) await contestant.append(stream, index);
};

const readMany = async (contestant: Contestant, count: number, stream: string): Promise<void> => {
  for (let read = 0; read < count; read += 1) {
    const events = await contestant.read(stream);
    if (events !== streamLength) throw new Error(`${events} events came of ${streamLength}`);
  }
};
