import { civilDate, SystemClock } from '@ledger/kernel';
import { openSqliteReadModel, rebuildInThreads } from '@ledger/projections';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { median, seconds, type BenchOptions, type Figure } from '../harness.js';
import { consumersFigures } from './consumers.js';
import { measureImpacts, type MeasuredImpact } from './measure-impact.js';
import { LAST_DAY } from './realistic-lives.js';
import { writeRows, type Written } from './write-rows.js';

const asOf = civilDate(LAST_DAY);
const [THREADS, ROUNDS] = [2, 3];
/** Contracts of 20 events on the average. */
const [ALL, TENTH, QUICK] = [1_000_000, 100_000, 5_000];

/**
 * All read models made anew from the log, against one thread that only reads the log and parses its data; what readings would change, asked
 * after that; and Emmett's consumer on a part of the same events.
 */
export const measureRebuild = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  if (quick) return figuresOf(await measure(QUICK, say), QUICK);
  const tenth = await measure(TENTH, say);
  const all = await measure(ALL, say);
  return [
    ...figuresOf(all, ALL),
    {
      name: 'rebuild: a contract of all / a contract of a tenth of them',
      value: all.rebuild / all.contracts / (tenth.rebuild / tenth.contracts),
      target: { atMost: 1.3 },
      detail: `${tenth.rebuild.toFixed(1)} s for ${tenth.contracts} contracts`,
    },
  ];
};

interface Measured extends Written {
  readonly contracts: number;
  /** Seconds. */
  readonly scan: number;
  readonly rebuild: number;
  /** Of all threads: what they were given, whoever else was on the machine. */
  readonly scanCpu: number;
  readonly rebuildCpu: number;
  /** Of the process, in megabytes. */
  readonly memory: number;
  readonly impacts: readonly MeasuredImpact[];
  readonly consumers: readonly Figure[];
}

const figuresOf = (measured: Measured, wanted: number): readonly Figure[] => {
  const { contracts, events, bytes, scan, rebuild, scanCpu, rebuildCpu, memory, impacts, consumers } = measured;
  const length = (events / contracts).toFixed(1);
  return [
    {
      name: 'rebuild of all read models, two threads / scan and parse, one thread',
      value: scan / rebuild,
      target: { atLeast: 0.7 },
      detail:
        `${contracts} contracts, ${events} events, ${length} each, ${Math.round(bytes / 1e6)} MB: ` +
        `${rebuild.toFixed(1)} s against ${scan.toFixed(1)} s`,
    },
    {
      name: "the same in processor time, half of the rebuild's against that of the scan",
      value: scanCpu / (rebuildCpu / THREADS),
      detail: `${((rebuildCpu / contracts) * 1e6).toFixed(0)} us a contract`,
    },
    {
      name: 'memory at its peak while rebuilding',
      value: memory,
      unit: ' MB',
      ...(wanted === ALL && { target: { atMost: 1500 } }),
    },
    ...impacts.map(({ readings, concerned, affected, time, cpu }) => ({
      name: `rebuild / impact of ${readings}`,
      value: rebuild / time,
      target: { atLeast: concerned <= contracts / 10 ? 10 : 2 },
      detail:
        `${time.toFixed(2)} s, ${cpu.toFixed(2)} s of processors, for ${concerned} contracts that it can concern ` +
        `(${((100 * concerned) / contracts).toFixed(0)} %), ${affected} affected`,
    })),
    ...consumers,
  ];
};

const measure = async (wanted: number, say: BenchOptions['say']): Promise<Measured> => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  try {
    const log = join(directory, 'log');
    say(`writing ${wanted} contracts`);
    const written = await writeRows(log, wanted);
    const { events } = written;
    say('scanning');
    const scans: number[] = [];
    const before = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round += 1) scans.push(await seconds(() => scan(join(log, 'log.db'), events)));
    const scanCpu = secondsSince(before) / ROUNDS;
    say('rebuilding');
    const file = join(directory, 'generation.db');
    const generation = await openSqliteReadModel(file);
    const begun = process.cpuUsage();
    const rebuild = await seconds(async () => {
      const { contracts, failed } = await rebuildInThreads({
        log,
        prefix: 'contract-',
        generation,
        file,
        premises: { asOf },
        adoptions: () => Promise.resolve({ recorded: [] }),
        clock: new SystemClock(),
        threads: THREADS,
        onProgress: ({ phase, done, total }) => say(`${phase}: ${done} of ${total}`),
      });
      if (contracts !== wanted || failed > 0) throw new Error(`${contracts} contracts, ${failed} failed`);
    });
    const rebuildCpu = secondsSince(begun);
    const memory = process.resourceUsage().maxRSS / 1024;
    say('asking what readings would change');
    const impacts = await measureImpacts(log, generation, asOf);
    await generation.close();
    const consumers = await consumersFigures(log, { events, rebuild, isQuick: wanted === QUICK, say });
    const measured = { scan: median(scans), rebuild, scanCpu, rebuildCpu, memory, impacts, consumers };
    return { contracts: wanted, ...written, ...measured };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

const secondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** Pages of rows as arrays, and their data parsed: what no reader of the log can do without. */
const scan = (path: string, expected: number): Promise<void> => {
  const log = new DatabaseSync(path, { readOnly: true });
  const page = log.prepare(
    'SELECT position, stream, revision, id, type, data, metadata FROM events WHERE position > ? ORDER BY position LIMIT 500',
  );
  page.setReturnArrays(true);
  let seen = 0;
  for (let rows = pageAfter(page, 0); rows.length > 0; rows = pageAfter(page, seen)) {
    for (const row of rows) JSON.parse(row[5]);
    seen = rows.at(-1)?.[0] ?? seen;
  }
  log.close();
  return seen === expected ? Promise.resolve() : Promise.reject(new Error(`${seen} events came of ${expected}`));
};

type Row = readonly [position: number, stream: string, revision: number, id: string, type: string, data: string];
const pageAfter = (page: ReturnType<DatabaseSync['prepare']>, after: number): readonly Row[] =>
  page.all(after) as unknown as readonly Row[];
