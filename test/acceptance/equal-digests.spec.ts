import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import { MemoryBesideStore, MirroredEventStore, openEventStoreDb, SqliteEventStore } from '@ledger/event-store';
import {
  ContractListProjector,
  openSqliteReadModel,
  rebuildGeneration,
  rebuildInThreads,
  type ReadModel,
  type RebuildProgress,
  type ThreadedRebuildOptions,
} from '@ledger/projections';
import { startEventStoreDouble } from '../support/eventstoredb/event-store-double.js';
import { populate } from '../support/population.js';
import { runSource, throughCompiler } from '../support/source-process.js';
import { TestLedger } from '../support/test-ledger.js';

/** With REBUILD_EVENTS=100000 this is what is promised; it takes some minutes. */
const EVENTS = Number(process.env['REBUILD_EVENTS'] ?? 5000);
/** A rebuild is interrupted, or its process killed, whenever about so many events are done. */
const INTERRUPTED_EVERY = 1000;
const TODAY = '2026-09-01';
const asOf = civilDate(TODAY);
const unreported = { foreign: () => undefined, failed: () => undefined, stopped: () => undefined };

describe(`The digest of all contracts, of ${String(EVENTS)} events`, () => {
  const directory = mkdtempSync(join(tmpdir(), 'digests-'));
  const log = join(directory, 'log');
  const kept = join(directory, 'kept-contracts.db');
  const opened: ReadModel[] = [];
  let store: SqliteEventStore;
  let ledger: TestLedger;
  let incremental = '';
  const generation = async (name: string): Promise<ReadModel> => {
    const made = await openSqliteReadModel(join(directory, `${name}.db`));
    opened.push(made);
    return made;
  };
  beforeAll(async () => {
    store = await SqliteEventStore.open({ directory: log });
    ledger = new TestLedger(store);
    const projected = await generation('projected');
    const projector = new ContractListProjector(store, ledger.streams, projected, ledger.clock, unreported);
    await populate(ledger, EVENTS, () => projector.caughtUp());
    await projector.caughtUp();
    await projector.close();
    incremental = await projected.digest();
  }, 600_000);
  afterAll(async () => {
    for (const one of opened) await one.close();
    await store.close();
    rmSync(directory, { recursive: true });
  });
  const simply = async (made: ReadModel, changes: object = {}): Promise<string> => {
    const { streams: source, clock } = ledger;
    const scope = { kind: 'all' } as const;
    const options = { store, source, clock, generation: made, scope, premises: { asOf }, ...changes };
    return (await rebuildGeneration(options)).digest;
  };
  const inThreads = async (name: string, changes: Partial<ThreadedRebuildOptions>): Promise<string> => {
    const options = {
      log,
      prefix: 'contract-',
      generation: await generation(name),
      file: join(directory, `${name}.db`),
      premises: { asOf },
      adoptions: () => ledger.streams.adoptions.upToDate(),
      clock: ledger.clock,
      threads: 2,
      execArgv: ['--import', throughCompiler],
      ...changes,
    };
    return (await rebuildInThreads(options)).digest;
  };
  /** Interrupts as soon as anything is done, and begins again, until nothing is left: how often it was, and the digest. */
  const interrupted = async (
    rebuild: (options: Pick<ThreadedRebuildOptions, 'signal' | 'onProgress'>) => Promise<string>,
  ): Promise<{ readonly times: number; readonly digest: string }> => {
    for (let [times, before] = [0, 0]; ; times += 1) {
      const cancel = new AbortController();
      const onProgress = ({ phase, done }: RebuildProgress): void => {
        if (phase !== 'computing' || done <= before) return;
        before = done;
        cancel.abort(new Error('interrupted'));
      };
      try {
        return { times, digest: await rebuild({ signal: cancel.signal, onProgress }) };
      } catch (cause) {
        if (!cancel.signal.aborted) throw cause;
      }
    }
  };

  it('is that of the read model that was kept, for whatever is computed together', async () => {
    const other = await simply(await generation('other'), { premises: { asOf: civilDate('2026-10-01') } });
    expect(other).not.toBe(incremental);
    for (const together of [500, 7]) {
      expect(await simply(await generation(`simple-${String(together)}`), { together })).toBe(incremental);
    }
  }, 600_000);

  it.each([
    [1, 100_000],
    [2, 1500],
    [3, 400],
  ])(
    'is the same in %d threads, parts of %d events',
    async (threads, eventsTogether) => {
      const name = `threads-${String(threads)}`;
      expect(await inThreads(name, { threads, eventsTogether })).toBe(incremental);
    },
    600_000,
  );

  it('is the same from what a rebuild has kept of the log', async () => {
    expect(await inThreads('keeping', { kept })).toBe(incremental);
    for (const [threads, eventsTogether] of [
      [1, 100_000],
      [2, 700],
    ] as const) {
      const name = `from-kept-${String(threads)}`;
      expect(await inThreads(name, { kept, threads, eventsTogether })).toBe(incremental);
    }
  }, 600_000);

  it('is the same after an interruption at every so many events', async () => {
    const made = await generation('interrupted');
    const together = INTERRUPTED_EVERY / 20;
    const simple = await interrupted((options) => simply(made, { together, ...options }));
    const threaded = await interrupted((options) =>
      inThreads('interrupted-threads', { eventsTogether: INTERRUPTED_EVERY, ...options }),
    );
    const fromKept = await interrupted((options) =>
      inThreads('interrupted-kept', { kept, eventsTogether: INTERRUPTED_EVERY, ...options }),
    );
    expect([simple.digest, threaded.digest, fromKept.digest]).toEqual([incremental, incremental, incremental]);
    for (const { times } of [simple, threaded, fromKept])
      expect(times).toBeGreaterThanOrEqual(EVENTS / INTERRUPTED_EVERY - 2);
  }, 3_600_000);

  it.each([
    ['all of the log is read', ''],
    ['contracts were kept', kept],
  ])(
    'is the same after the process was killed at every so many events, where %s',
    async (_, keptFile) => {
      const program = new URL('../support/rebuild-until-killed.ts', import.meta.url);
      const file = join(directory, keptFile === '' ? 'killed.db' : 'killed-kept.db');
      const run = async (isEnough: (line: string) => boolean): Promise<string> => {
        const child = runSource(program, log, file, TODAY, String(INTERRUPTED_EVERY), keptFile);
        let last = '';
        for await (const line of createInterface(child.stdout)) {
          last = line;
          if (isEnough(line)) child.kill('SIGKILL');
        }
        return last;
      };
      let [times, before, last] = [0, 0, await run((line) => Number(line) > 0)];
      for (; Number(last) > before; times += 1) {
        before = Number(last); // no digest: it was killed on the way
        last = await run((line) => Number(line) > before);
      }
      expect(last).toBe(incremental);
      // A part or two more may be written before the signal arrives.
      expect(times).toBeGreaterThanOrEqual(EVENTS / INTERRUPTED_EVERY / 2);
    },
    3_600_000,
  );

  it('is the same from the mirror of an EventStoreDB', async () => {
    const double = await startEventStoreDouble();
    const beside = new MemoryBesideStore();
    const source = await openEventStoreDb({ url: double.url, beside });
    const report = { remade: () => undefined, interrupted: () => undefined };
    const mirror = await MirroredEventStore.open({ directory: join(directory, 'mirror'), source, beside, report });
    try {
      for await (const streams of store.streamNames()) {
        for (const stream of streams) await source.append(stream, (await store.readStream(stream)).events, 'none');
      }
      const reader = mirror.subscribe({ after: 0n }, () => undefined);
      await reader.reached(await source.head());
      await reader.close();
      const { streams } = new TestLedger(mirror);
      expect(await simply(await generation('mirrored'), { store: mirror, source: streams })).toBe(incremental);
    } finally {
      await mirror.close();
      await source.close();
      await double.stop();
    }
  }, 600_000);
});
