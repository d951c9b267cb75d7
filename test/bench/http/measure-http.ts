import { placesIn } from '@ledger/application';
import { SqliteEventStore } from '@ledger/event-store';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { interleave, median, medianRatio, seconds, type BenchOptions, type Figure } from '../harness.js';
import { clientsOf, type Clients } from './clients.js';
import { quantile, type LoadResult } from './load.js';
import { caughtUp, startingTime, startServer, type ServerProcess } from './server-process.js';
import { contractsOf, grown, writeLog, young, type Population } from './write-log.js';

/** How much is measured. */
interface Extent {
  readonly rounds: number;
  readonly commands: number;
  readonly noOps: number;
  readonly starts: number;
}

interface Ledger {
  readonly dataDirectory: string;
  readonly contracts: number;
  readonly events: number;
}

/**
 * The whole server in a process of its own: commands against requests that do nothing, what others notice of commands, what memory it
 * takes after that, and how long it takes to start. Once with a small log, once with a large one in which the events of many
 * contracts are mixed.
 */
export const measureHttp = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  const extent: Extent = quick
    ? { rounds: 2, commands: 300, noOps: 2_000, starts: 2 }
    : { rounds: 9, commands: 1_000, noOps: 5_000, starts: 7 };
  const directory = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  const write = async (name: string, population: Population): Promise<Ledger> => {
    const [dataDirectory, contracts] = [join(directory, name), contractsOf(population)];
    say(`writing the ${name} log, of ${contracts} contracts`);
    return { dataDirectory, contracts, events: await writeLog(join(dataDirectory, 'log'), population) };
  };
  try {
    const small = await write('small', young(2 * (extent.rounds + 1) * extent.commands));
    const large = await write('large', grown(quick ? 100_000 : 2_000_000));
    say('measuring how the list of contracts is made');
    const listing = await measureListing(large);
    const listBefore = join(directory, 'contracts.db');
    cpSync(placesIn(large.dataDirectory).contractList, listBefore);
    say('measuring commands');
    const load = await measureLoad(small, large, extent);
    say('measuring how long it takes to start');
    const starting = await measureStarting(directory, large, extent);
    return [...load, starting, listing, await measureCatchingUp(large, listBefore)];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

const measureListing = async ({ dataDirectory, contracts, events }: Ledger): Promise<Figure> => {
  const time = await timeToCatchUp(dataDirectory);
  return {
    name: 'contract list of the large log made anew, contracts a second',
    value: contracts / time,
    detail: `${contracts} contracts, ${events} events in ${time.toFixed(1)} s`,
  };
};

/** With the list as it was before the commands. */
const measureCatchingUp = async ({ dataDirectory, events }: Ledger, listBefore: string): Promise<Figure> => {
  cpSync(listBefore, placesIn(dataDirectory).contractList);
  const store = await SqliteEventStore.openReadOnly({ directory: placesIn(dataDirectory).log });
  const behind = Number(await store.head()) - events;
  await store.close();
  const time = await timeToCatchUp(dataDirectory);
  return {
    name: 'contract list caught up, events a second',
    value: behind / time,
    detail: `${behind} events in ${time.toFixed(1)} s`,
  };
};

const timeToCatchUp = async (dataDirectory: string): Promise<number> => {
  const server = await startServer(dataDirectory);
  const time = await seconds(() => caughtUp(server));
  await server.stop();
  return time;
};

const measureLoad = async (small: Ledger, large: Ledger, extent: Extent): Promise<readonly Figure[]> => {
  const servers = [await startServer(small.dataDirectory), await startServer(large.dataDirectory)] as const;
  const [onSmall, onLarge] = servers;
  await caughtUp(onSmall);
  await caughtUp(onLarge);
  const [ofSmall, ofLarge] = [clientsOf(onSmall, small.contracts), clientsOf(onLarge, large.contracts)];
  const commands = await measureCommands(ofSmall, ofLarge, extent);
  const others = await measureOthers(ofLarge, extent);
  await caughtUp(onLarge);
  const memory = await measureMemory(onLarge);
  await Promise.all(servers.map((server) => server.stop()));
  return [...commands, others, memory];
};

const measureCommands = async (small: Clients, large: Clients, extent: Extent): Promise<readonly Figure[]> => {
  const rateOf = async (load: (count: number) => Promise<LoadResult>, count: number): Promise<number> =>
    count / (await load(count)).seconds;
  const contestants = {
    nothingOnSmall: () => rateOf(small.doNothing, extent.noOps),
    coldOnSmall: () => rateOf(small.commandCold, extent.commands),
    warmOnSmall: () => rateOf(small.commandWarm, extent.commands),
    nothingOnLarge: () => rateOf(large.doNothing, extent.noOps),
    coldOnLarge: () => rateOf(large.commandCold, extent.commands),
    warmOnLarge: () => rateOf(large.commandWarm, extent.commands),
  };
  await interleave(1, contestants); // the first is to get going
  const rates = await interleave(extent.rounds, contestants);
  const figure = (name: string, commands: readonly number[], noOps: readonly number[], atLeast: number): Figure => ({
    name,
    value: medianRatio(commands, noOps),
    target: { atLeast },
    detail: `${Math.round(median(commands))}/s against ${Math.round(median(noOps))}/s`,
  });
  return [
    figure('HTTP command / no-op, small log, cold', rates.coldOnSmall, rates.nothingOnSmall, 0.5),
    figure('HTTP command / no-op, small log, warm', rates.warmOnSmall, rates.nothingOnSmall, 0.7),
    figure('HTTP command / no-op, large log, cold', rates.coldOnLarge, rates.nothingOnLarge, 0.3),
    figure('HTTP command / no-op, large log, warm', rates.warmOnLarge, rates.nothingOnLarge, 0.6),
  ];
};

/** The same no-ops over as many connections, alone and while as many others send commands without a pause. */
const measureOthers = async (clients: Clients, { rounds, noOps }: Extent): Promise<Figure> => {
  const p99 = async (): Promise<number> => quantile((await clients.doNothing(noOps)).latencies, 0.99);
  const { alone, besideCommands } = await interleave(rounds, {
    alone: p99,
    besideCommands: async () => {
      const commands = clients.keepCommanding();
      const latency = await p99();
      await commands.stop();
      return latency;
    },
  });
  return {
    name: 'p99 of no-ops beside commands / alone',
    value: medianRatio(besideCommands, alone),
    target: { atMost: 2 },
    detail: `${median(besideCommands).toFixed(1)} ms against ${median(alone).toFixed(1)} ms`,
  };
};

/** So long after the last request a server has come to rest, and has given back what it does not need. */
const REST_MILLISECONDS = 15_000;

const measureMemory = async (server: ServerProcess): Promise<Figure> => {
  const atOnce = await server.memory();
  await setTimeout(REST_MILLISECONDS);
  return {
    name: 'resident memory of the server after that, at rest',
    value: (await server.memory()) / 1e6,
    unit: ' MB',
    target: { atMost: 300 },
    detail: `${Math.round(atOnce / 1e6)} MB at once`,
  };
};

const measureStarting = async (directory: string, large: Ledger, { starts }: Extent): Promise<Figure> => {
  let empties = 0;
  const times = await interleave(starts, {
    empty: () => startingTime(join(directory, `empty-${(empties += 1)}`)),
    large: () => startingTime(large.dataDirectory),
  });
  return {
    name: 'start of the server on the large log, beyond an empty one',
    value: median(times.large) - median(times.empty),
    unit: ' s',
    target: { atMost: 0.3 },
    detail: `${median(times.large).toFixed(2)} s against ${median(times.empty).toFixed(2)} s`,
  };
};
