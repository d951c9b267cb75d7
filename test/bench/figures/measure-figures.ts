import { Streams } from '@ledger/application';
import { SqliteEventStore, type EventStore } from '@ledger/event-store';
import { figuresOn } from '@ledger/figures';
import { civilDate } from '@ledger/kernel';
import { defaultReadings, xspMailTerms } from '@ledger/terms';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, median, medianRatio, seconds, type BenchOptions, type Figure } from '../harness.js';
import { contractIdOf, recordLife } from '../http/write-log.js';

const eventsOfContract = 50;
const asOf = civilDate('2026-07-31');

/** All figures of a contract, from its stream, against merely reading the events of that stream. */
export const measureFigures = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  const store = await SqliteEventStore.open({ directory: join(directory, 'log') });
  try {
    const [contracts, rounds] = quick ? [50, 3] : [500, 15];
    say(`recording ${contracts} contracts of ${eventsOfContract} events`);
    for (let contract = 0; contract < contracts; contract += 1) {
      await recordLife(store, contractIdOf(contract), eventsOfContract);
    }
    const streams = await streamsIn(store);
    const contestants = {
      events: () => seconds(() => readEvents(store, streams)),
      figures: () => seconds(() => readFigures(store, contracts)),
    };
    say('measuring figures');
    await interleave(1, contestants); // the first is to get going
    const times = await interleave(rounds, contestants);
    const each = (total: readonly number[]): string => `${((median(total) / contracts) * 1e6).toFixed(0)} us`;
    return [
      {
        name: 'all figures of a contract / reading its events',
        value: medianRatio(times.figures, times.events),
        target: { atMost: 5 },
        detail: `${each(times.figures)} against ${each(times.events)}`,
      },
    ];
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
};

const streamsIn = async (store: EventStore): Promise<readonly string[]> => {
  const streams = new Set<string>();
  let after = 0n;
  for (;;) {
    const { events } = await store.readAll({ after });
    const last = events.at(-1);
    if (last === undefined) return [...streams];
    for (const { stream } of events) streams.add(stream);
    after = last.position;
  }
};

const readEvents = async (store: EventStore, streams: readonly string[]): Promise<void> => {
  for (const stream of streams) {
    const { events } = await store.readStream(stream);
    if (events.length !== eventsOfContract) throw new Error(`${stream} has ${events.length} events`);
  }
};

/** Nothing is kept from one to the next: each contract is read, opened and computed. */
const readFigures = async (store: EventStore, contracts: number): Promise<void> => {
  const streams = new Streams(store, 1);
  const interpretation = { terms: xspMailTerms, readings: defaultReadings };
  for (let number = 0; number < contracts; number += 1) {
    const { contract } = await streams.read(contractIdOf(number));
    if (contract === undefined) throw new Error(`there is no contract ${number}`);
    const figures = figuresOn(contract.history, asOf, interpretation);
    figures.overview();
    figures.obligations();
    figures.termination();
    figures.credits();
    figures.deadlines();
    figures.payments();
    figures.registers();
    figures.discrepancies();
  }
};
