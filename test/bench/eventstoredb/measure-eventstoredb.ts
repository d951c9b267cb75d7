import { EventStoreDBClient, jsonEvent, type JSONEventData, type JSONType } from '@eventstore/db-client';
import { MemoryBesideStore, openEventStoreDb, type EventStore, type NewEvent } from '@ledger/event-store';
import { randomUUID } from 'node:crypto';
import { interleave, median, medianRatio, rate, type BenchOptions, type Figure } from '../harness.js';
import { newEvent } from '../store/contracts.js';
import { serverToMeasure } from './server.js';

const eventsOfContract = 20;
const inFlight = 32;

/** What the adapter costs over the bare client, on the same server: times as ratios. */
export const measureEventStoreDb = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  const server = await serverToMeasure();
  say(`measuring against ${server.name}`);
  const store = await openEventStoreDb({ url: server.url, beside: new MemoryBesideStore(), namespace: randomUUID() });
  const client = EventStoreDBClient.connectionString(server.url);
  try {
    const rounds = quick ? 5 : 31;
    const count = quick ? 200 : 320;
    const appends = await compareAppends(store, client, rounds, count);
    say('measuring reads');
    return [...appends, ...(await compareReads(store, client, rounds, count))];
  } finally {
    await store.close();
    await client.dispose();
    await server.stop();
  }
};

const compareAppends = async (
  store: EventStore,
  client: EventStoreDBClient,
  rounds: number,
  count: number,
): Promise<readonly Figure[]> => {
  const appendBare = async (stream: string, event: JSONEventData, revision: number): Promise<unknown> =>
    client.appendToStream(stream, event, { expectedRevision: revision < 0 ? 'no_stream' : BigInt(revision) });
  const appendOurs = (stream: string, event: NewEvent, revision: number): Promise<unknown> =>
    store.append(stream, [event], revision < 0 ? 'none' : BigInt(revision));
  const times = (writers: number): Promise<Readonly<Record<'bare' | 'ours', readonly number[]>>> =>
    interleave(rounds, {
      bare: () => appendRate(writers, count, asJson, appendBare),
      ours: () => appendRate(writers, count, (event) => event, appendOurs),
    });
  return [
    figure('appending one after the other, of the bare client', await times(1), 1.2),
    figure(`appending, ${inFlight} in flight, of the bare client`, await times(inFlight), 1.2),
  ];
};

/** Each writer has a stream of its own. */
const appendRate = async <Event>(
  writers: number,
  count: number,
  prepared: (event: NewEvent) => Event,
  append: (stream: string, event: Event, revision: number) => Promise<unknown>,
): Promise<number> => {
  const perWriter = Math.ceil(count / writers);
  const streams = Array.from({ length: writers }, (_, writer) => ({
    name: `contract-${randomUUID()}`,
    events: Array.from({ length: perWriter }, () => prepared(newEvent(writer))),
  }));
  return rate(perWriter * writers, () =>
    Promise.all(
      streams.map(async ({ name, events }) => {
        for (const [index, event] of events.entries()) await append(name, event, index - 1);
      }),
    ),
  );
};

const compareReads = async (
  store: EventStore,
  client: EventStoreDBClient,
  rounds: number,
  count: number,
): Promise<readonly Figure[]> => {
  const names = Array.from({ length: 100 }, () => `contract-${randomUUID()}`);
  for (const [index, name] of names.entries()) {
    const events = Array.from({ length: eventsOfContract }, () => newEvent(index));
    await store.append(name, events, 'none');
    await client.appendToStream(name, events.map(asJson), { expectedRevision: 'no_stream' });
  }
  const readBare = async (name: string): Promise<number> => {
    let events = 0;
    for await (const { event } of client.readStream(name)) if (event !== undefined) events += 1;
    return events;
  };
  const readOurs = async (name: string): Promise<number> => (await store.readStream(name)).events.length;
  const times = (readers: number): Promise<Readonly<Record<'bare' | 'ours', readonly number[]>>> =>
    interleave(rounds, {
      bare: () => readRate(readers, count, names, readBare),
      ours: () => readRate(readers, count, names, readOurs),
    });
  return [
    figure(`reading a contract of ${eventsOfContract} events, of the bare client`, await times(1), 1.3),
    figure(`reading contracts, ${inFlight} in flight, of the bare client`, await times(inFlight), 1.3),
  ];
};

const readRate = async (
  readers: number,
  count: number,
  names: readonly string[],
  read: (name: string) => Promise<number>,
): Promise<number> => {
  let begun = 0;
  const readOn = async (): Promise<void> => {
    while (begun < count) {
      const name = names[begun % names.length] ?? '';
      begun += 1;
      if ((await read(name)) !== eventsOfContract) throw new Error(`not all events of ${name} were read`);
    }
  };
  return rate(count, () => Promise.all(Array.from({ length: readers }, readOn)));
};

const asJson = ({ id, type, data, metadata }: NewEvent): JSONEventData =>
  jsonEvent<{ type: string; data: JSONType; metadata: JSONType }>({
    id,
    type,
    data: JSON.parse(data) as JSONType,
    metadata: JSON.parse(metadata) as JSONType,
  });

const figure = (
  name: string,
  { bare, ours }: Readonly<Record<'bare' | 'ours', readonly number[]>>,
  atMost: number,
): Figure => ({
  name: `EventStoreDB: ${name}, time`,
  value: medianRatio(bare, ours),
  target: { atMost },
  detail: `${Math.round(median(ours))} against ${Math.round(median(bare))} a second`,
});
