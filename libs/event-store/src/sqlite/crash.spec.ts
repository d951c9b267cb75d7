import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { runSource } from '../conformance/source-process.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import type { RecordedEvent } from '../event-store.js';
import { readPages } from '../pages.js';
import { SqliteEventStore } from './sqlite-event-store.js';

/** LEDGER_CRASH_ROUNDS=100 for a long evening. */
const rounds = Number(process.env['LEDGER_CRASH_ROUNDS'] ?? '20');
const killAfterAtMost = 600;

interface Acknowledged {
  readonly stream: string;
  readonly revision: bigint;
  readonly append: string;
}

interface Appended {
  readonly append: string;
  readonly index: number;
  readonly size: number;
}

describe('A writer that is killed', () => {
  it('has kept everything that it acknowledged, and written nothing by halves', async () => {
    const directory = temporaryDirectory();
    const acknowledged: Acknowledged[] = [];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: killAfterAtMost }), async (killAfter) => {
        acknowledged.push(...(await appendUntilKilled(directory, killAfter)));
        const store = await SqliteEventStore.open({ directory });
        await expectAll(store, acknowledged);
        await store.close();
      }),
      { numRuns: rounds, endOnFailure: true },
    );
    expect(acknowledged.length).toBeGreaterThan(rounds);
  }, 600_000);
});

/** Kills the process when it has acknowledged so many appends: in the middle of whatever it is doing then. */
const appendUntilKilled = async (directory: string, killAfter: number): Promise<readonly Acknowledged[]> => {
  const child = runSource(new URL('../conformance/append-until-killed.ts', import.meta.url), directory);
  const lines: Acknowledged[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => {
    const [stream = '', revision = '', append] = line.split(' ');
    if (append?.length === 36) lines.push({ stream, revision: BigInt(revision), append }); // the last may be cut off
    if (lines.length >= killAfter) child.kill('SIGKILL');
  });
  await Promise.all([once(output, 'close'), once(child, 'exit')]);
  return lines;
};

const expectAll = async (store: SqliteEventStore, acknowledged: readonly Acknowledged[]): Promise<void> => {
  const streams = new Map<string, RecordedEvent[]>();
  for await (const page of readPages(store)) {
    for (const event of page) {
      const events = streams.get(event.stream);
      if (events === undefined) streams.set(event.stream, [event]);
      else events.push(event);
    }
  }
  for (const [stream, events] of streams) {
    expect(placesOf((await store.readStream(stream)).events)).toBe(placesOf(events));
    expect(events.findIndex(({ revision }, index) => Number(revision) !== index)).toBe(-1);
    expect(halves(events)).toEqual([]);
  }
  const lost: Acknowledged[] = [];
  for (const one of acknowledged) {
    const last = streams.get(one.stream)?.[Number(one.revision)];
    const isThere = last !== undefined && contentOf(last).append === one.append;
    if (!isThere || (await store.claimedBy(one.append))?.stream !== one.stream) lost.push(one);
  }
  expect(lost).toEqual([]);
};

const placesOf = (events: readonly RecordedEvent[]): string =>
  events.map(({ position, id }) => `${position} ${id}`).join('\n');

/** The events that do not stand with all the others of their append, or not with what was written beside them. */
const halves = (events: readonly RecordedEvent[]): readonly RecordedEvent[] =>
  events.filter((event, place) => {
    const { append, index, size } = contentOf(event);
    const together = events.slice(place - index, place - index + size).map(contentOf);
    const isWhole = together.length === size && together.every((one, at) => one.append === append && one.index === at);
    return !isWhole || event.beside[0]?.value !== append;
  });

const contentOf = ({ data }: RecordedEvent): Appended => JSON.parse(data) as Appended;
