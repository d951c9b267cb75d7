import { SqliteEventStore } from '@ledger/event-store';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  interleave,
  median,
  medianRatio,
  randomNumbers,
  rate,
  seconds,
  type BenchOptions,
  type Figure,
} from '../harness.js';
import { appendConcurrently, newEvent, type Contracts } from './contracts.js';
import { openRawLog } from './raw-log.js';

const manyWriters = 64;
const eventsOfContract = 10;

/** Durable appends, alone and together, on an empty log and on a large one; and how long it takes to open them. */
export const measureStore = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  try {
    const size = quick ? 50_000 : 2_000_000;
    const largeDirectory = join(directory, 'large');
    say(`writing a log of ${size} events`);
    const revisions = await writeLog(largeDirectory, size);
    say('measuring how long it takes to open');
    const opening = await measureOpening(directory, largeDirectory, quick ? 3 : 9);
    say('measuring appends');
    return [...(await measureAppends(directory, largeDirectory, revisions, quick)), ...opening];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

/** A log in which the events of many contracts are mixed. */
const writeLog = async (directory: string, size: number): Promise<Int32Array> => {
  const contracts = {
    store: await SqliteEventStore.open({ directory }),
    revisions: newRevisions(size / eventsOfContract),
  };
  const random = randomNumbers(1);
  await appendConcurrently(contracts, 2_000, size, () => random(contracts.revisions.length));
  await contracts.store.close();
  return contracts.revisions;
};

const measureOpening = async (
  directory: string,
  largeDirectory: string,
  rounds: number,
): Promise<readonly Figure[]> => {
  let empties = 0;
  const open = async (path: string): Promise<number> => {
    let store: SqliteEventStore | undefined;
    const time = await seconds(async () => (store = await SqliteEventStore.open({ directory: path })));
    await store?.close();
    return time;
  };
  const { empty, large } = await interleave(rounds, {
    empty: () => open(join(directory, `empty-${(empties += 1)}`)),
    large: () => open(largeDirectory),
  });
  const difference = median(large) - median(empty);
  const detail = `${median(large).toFixed(3)} s against ${median(empty).toFixed(3)} s`;
  return [
    {
      name: 'opening the large log, beyond an empty one',
      value: difference,
      unit: ' s',
      target: { atMost: 0.3 },
      detail,
    },
  ];
};

const measureAppends = async (
  directory: string,
  largeDirectory: string,
  revisions: Int32Array,
  quick: boolean,
): Promise<readonly Figure[]> => {
  const [alone, together] = quick ? [100, 1_280] : [100, 2_560]; // short rounds and many: what disturbs lasts for some of them
  const raw = openRawLog(join(directory, 'raw'));
  const smallStore = await SqliteEventStore.open({ directory: join(directory, 'small') });
  const largeStore = await SqliteEventStore.open({ directory: largeDirectory });
  const small: Contracts = { store: smallStore, revisions: newRevisions(manyWriters) };
  const large: Contracts = { store: largeStore, revisions };
  const random = randomNumbers(2);
  const anyContract = (): number => random(revisions.length);
  const oldContract = anyContract();

  let [commits, grouped] = [0, 0];
  const counted = async (append: () => Promise<void>): Promise<void> => {
    const before = smallStore.statistics();
    await append();
    const after = smallStore.statistics();
    commits += after.commits - before.commits;
    grouped += after.events - before.events;
  };

  const rates = await interleave(quick ? 3 : 75, {
    raw: () => rate(alone, () => appendToRaw(raw, alone)),
    oneOnSmall: () => rate(alone, () => appendConcurrently(small, 1, alone, () => 0)),
    manyOnSmall: () =>
      rate(together, () => counted(() => appendConcurrently(small, manyWriters, together, (writer) => writer))),
    oneOnLarge: () => rate(alone, () => appendConcurrently(large, 1, alone, () => oldContract)),
    manyOnLarge: () => rate(together, () => appendConcurrently(large, manyWriters, together, anyContract)),
  });
  await Promise.all([raw.close(), smallStore.close(), largeStore.close()]);

  const perSecond = (name: keyof typeof rates): string => `${Math.round(median(rates[name]))}/s`;
  const against = (one: keyof typeof rates, other: keyof typeof rates): string =>
    `${perSecond(one)} against ${perSecond(other)}`;
  const ratio = (one: keyof typeof rates, other: keyof typeof rates): number => medianRatio(rates[one], rates[other]);
  return [
    {
      name: 'one writer / write and fdatasync of the same bytes',
      value: ratio('oneOnSmall', 'raw'),
      target: { atLeast: 0.9 },
      detail: against('oneOnSmall', 'raw'),
    },
    {
      name: '64 writers / one writer',
      value: ratio('manyOnSmall', 'oneOnSmall'),
      target: { atLeast: 12 },
      detail: against('manyOnSmall', 'oneOnSmall'),
    },
    {
      name: '64 writers: events a sync',
      value: grouped / commits,
      target: { atLeast: 32 },
      detail: `${grouped} events, ${commits} commits`,
    },
    {
      name: 'one writer, large log / empty log',
      value: ratio('oneOnLarge', 'oneOnSmall'),
      target: { atLeast: 0.95 },
      detail: against('oneOnLarge', 'oneOnSmall'),
    },
    {
      name: '64 writers on old streams, large log / empty log',
      value: ratio('manyOnLarge', 'manyOnSmall'),
      target: { atLeast: 0.6 },
      detail: against('manyOnLarge', 'manyOnSmall'),
    },
  ];
};

const appendToRaw = async (raw: { append(bytes: string): Promise<void> }, count: number): Promise<void> => {
  for (let written = 0; written < count; written += 1) {
    const { id, type, data, metadata } = newEvent(0);
    await raw.append(`${id}${type}${data}${metadata}`);
  }
};

const newRevisions = (contracts: number): Int32Array => new Int32Array(contracts).fill(-1);
