import { civilDate, SystemClock } from '@ledger/kernel';
import { SqliteEventStore } from '@ledger/event-store';
import { openSqliteReadModel, rebuildInThreads, type ReadModel } from '@ledger/projections';
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
 * All read models made anew, against one thread that only reads the log and parses its data: from all of the log, and again from what the first
 * rebuild has kept of it. What readings would change, asked after that; and Emmett's consumer on a part of the same events.
 */
export const measureRebuild = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  if (quick) return figuresOf(await measure(QUICK, say), QUICK);
  const tenth = await measure(TENTH, say);
  const all = await measure(ALL, say);
  return [
    ...figuresOf(all, ALL),
    {
      name: 'rebuild: a contract of all / a contract of a tenth of them',
      value: all.rebuild.wall / all.contracts / (tenth.rebuild.wall / tenth.contracts),
      target: { atMost: 1.3 },
      detail: `${tenth.rebuild.wall.toFixed(1)} s for ${tenth.contracts} contracts`,
    },
  ];
};

/** Seconds. */
interface Took {
  readonly wall: number;
  /** Of all threads: what they were given, whoever else was on the machine. */
  readonly cpu: number;
}
interface Measured extends Written {
  readonly contracts: number;
  readonly scan: Took;
  /** From all of the log. */
  readonly first: Took;
  /** From what was kept. */
  readonly rebuild: Took;
  /** Of the process, in megabytes. */
  readonly memory: number;
  readonly impacts: readonly MeasuredImpact[];
  readonly consumers: readonly Figure[];
}

const figuresOf = (measured: Measured, wanted: number): readonly Figure[] => {
  const { contracts, events, bytes, scan, first, rebuild, memory, impacts, consumers } = measured;
  const length = (events / contracts).toFixed(1);
  return [
    {
      name: 'rebuild of all read models, two threads / scan and parse, one thread',
      value: scan.wall / rebuild.wall,
      target: { atLeast: 0.7 },
      detail:
        `${contracts} contracts, ${events} events, ${length} each, ${Math.round(bytes / 1e6)} MB: ` +
        `${rebuild.wall.toFixed(1)} s against ${scan.wall.toFixed(1)} s`,
    },
    {
      name: "the same in processor time, half of the rebuild's against that of the scan",
      value: scan.cpu / (rebuild.cpu / THREADS),
      detail: `${((rebuild.cpu / contracts) * 1e6).toFixed(0)} us a contract`,
    },
    {
      name: 'the first rebuild, of which nothing was kept / scan and parse',
      value: scan.wall / first.wall,
      detail: `${first.wall.toFixed(1)} s; ${((first.cpu / contracts) * 1e6).toFixed(0)} us of processors a contract`,
    },
    {
      name: 'memory at its peak while rebuilding',
      value: memory,
      unit: ' MB',
      ...(wanted === ALL && { target: { atMost: 1500 } }),
    },
    ...impacts.map(({ readings, concerned, affected, time, cpu }) => ({
      name: `rebuild / impact of ${readings}`,
      value: rebuild.wall / time,
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
    say('indexing');
    await (await SqliteEventStore.open({ directory: log })).close();
    const rebuilding: Rebuilding = { directory, contracts: wanted, say };
    const first = await rebuildInto('first', rebuilding);
    await first.generation.close();
    say('scanning');
    const scans: Took[] = [];
    for (let round = 0; round < ROUNDS; round += 1) scans.push(await took(() => scan(join(log, 'log.db'), events)));
    const { generation, ...rebuild } = await rebuildInto('second', rebuilding);
    if (rebuild.digest !== first.digest) throw new Error('what is kept comes to other rows than the log');
    const memory = process.resourceUsage().maxRSS / 1024;
    say('asking what readings would change');
    const impacts = await measureImpacts(log, generation, asOf);
    await generation.close();
    const consumers = await consumersFigures(log, { events, rebuild: rebuild.wall, isQuick: wanted === QUICK, say });
    const scanned = { wall: median(scans.map(({ wall }) => wall)), cpu: median(scans.map(({ cpu }) => cpu)) };
    return { contracts: wanted, ...written, scan: scanned, first, rebuild, memory, impacts, consumers };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

interface Rebuilding {
  /** Of the log and all that is made of it. */
  readonly directory: string;
  readonly contracts: number;
  readonly say: BenchOptions['say'];
}

const rebuildInto = async (
  name: string,
  { directory, contracts, say }: Rebuilding,
): Promise<Took & { readonly generation: ReadModel; readonly digest: string }> => {
  say('rebuilding');
  const file = join(directory, `${name}.db`);
  const generation = await openSqliteReadModel(file);
  let digest = '';
  const time = await took(async () => {
    const rebuilt = await rebuildInThreads({
      log: join(directory, 'log'),
      kept: join(directory, 'kept.db'),
      prefix: 'contract-',
      generation,
      file,
      premises: { asOf },
      adoptions: () => Promise.resolve({ recorded: [] }),
      clock: new SystemClock(),
      threads: THREADS,
      onProgress: ({ phase, done, total }) => say(`${phase}: ${done} of ${total}`),
    });
    if (rebuilt.contracts !== contracts || rebuilt.failed > 0) {
      throw new Error(`${rebuilt.contracts} contracts, ${rebuilt.failed} failed`);
    }
    digest = rebuilt.digest;
  });
  return { ...time, generation, digest };
};

const took = async (work: () => Promise<void>): Promise<Took> => {
  const before = process.cpuUsage();
  const wall = await seconds(work);
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1e6 };
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
