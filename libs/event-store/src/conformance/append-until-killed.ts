import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../event-store.js';
import { SqliteEventStore } from '../sqlite/sqlite-event-store.js';

/**
 * Appends until it is killed, from many writers to a few streams, and says on its output what was acknowledged, a line an append:
 * stream, last revision and the id that all events of the append carry in their data.
 */
const [directory = '', streams = '20', writers = '32'] = process.argv.slice(2);
const store = await SqliteEventStore.open({
  directory,
  tuning: { tailEvents: 300, backlogPages: 50, walPages: 200 }, // so that kills meet every kind of housekeeping
});

const write = async (writer: number): Promise<never> => {
  for (let count = 0; ; count += 1) {
    const stream = `stream-${(writer * 7 + count) % Number(streams)}`;
    const append = randomUUID();
    const { revision } = await store.append(stream, eventsOf(append, 1 + (count % 3)), 'any', { claim: append });
    process.stdout.write(`${stream} ${revision} ${append}\n`);
  }
};

const eventsOf = (append: string, size: number): readonly NewEvent[] =>
  Array.from({ length: size }, (_, index) => ({
    id: randomUUID(),
    type: 'Happened',
    data: JSON.stringify({ append, index, size, padding: 'x'.repeat(300) }),
    metadata: '{}',
    beside: [{ commitment: `${append} ${index}`, salt: 'salt', value: append }],
  }));

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
