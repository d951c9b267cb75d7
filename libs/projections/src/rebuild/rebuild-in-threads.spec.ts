import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Hypothesis } from '@ledger/contract';
import { civilDate } from '@ledger/kernel';
import { SqliteEventStore } from '@ledger/event-store';
import { changeFile, rowsIn as rowsInFile } from '../../../../test/support/sqlite-file.js';
import { throughCompiler } from '../../../../test/support/source-process.js';
import { TestLedger } from '../../../../test/support/test-ledger.js';
import { row } from '../conformance/example-rows.js';
import type { ReadModel, StoredRow } from '../read-model.js';
import { openSqliteReadModel } from '../sqlite/open-sqlite-read-model.js';
import type { RebuildProgress } from './generation.js';
import { rebuildGeneration } from './rebuild-generation.js';
import { rebuildInThreads, type ThreadedRebuildOptions } from './rebuild-in-threads.js';

const SUPPOSED: Hypothesis = {
  kind: 'added',
  type: 'PaymentReceived',
  data: { receivedOn: '2026-08-21', amount: '7' },
};
const premises = { asOf: civilDate('2026-09-01') };

describe('The rebuild in threads', () => {
  let directory = '';
  let store: SqliteEventStore;
  let ledger: TestLedger;
  let opened: ReadModel[] = [];
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'rebuild-'));
    store = await SqliteEventStore.open({ directory: join(directory, 'log') });
    ledger = new TestLedger(store);
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    opened = [];
    await store.close();
    rmSync(directory, { recursive: true });
  });
  /** Contracts whose events are mixed in the log. */
  const fill = async (contracts: number): Promise<void> => {
    const ids = Array.from({ length: contracts }, (_, index) => `c-${String(index)}`);
    await Promise.all(ids.map((id) => ledger.active(id)));
    for (const id of ids.filter((_, index) => index % 3 === 0)) {
      const { eventId } = await pay(id, '1000');
      await ledger.record(id, 'EventCorrected', {
        eventId,
        reason: 'typo',
        replacement: { receivedOn: '2026-08-20', amount: '31000' },
      });
    }
    await ledger.record('c-1', 'ThirdPartyComplaintReceived', {
      ...{ thirdParty: '佐藤', receivedOn: '2026-08-20', summary: '広告' },
    });
    await ledger.record('c-2', 'ContractorChanged', { from: '2026-03-01', name: '株式会社継承', reason: '合併' });
    const other = { id: '00000000-0000-4000-8000-000000000000', type: 'Other', data: '{}', metadata: '{}' };
    await store.append('other-1', [other], 'none');
  };
  const pay = async (id: string, amount: string): Promise<{ readonly eventId: string }> => {
    const { recorded } = await ledger.record(id, 'PaymentReceived', { receivedOn: '2026-08-20', amount });
    return { eventId: recorded.events[0]?.id ?? '' };
  };
  const fileOf = (id: string): string => join(directory, `${id}.db`);
  const generation = async (id: string): Promise<ReadModel> => {
    const made = await openSqliteReadModel(fileOf(id));
    opened.push(made);
    return made;
  };
  const options = async (
    id: string,
    changes: Partial<ThreadedRebuildOptions> = {},
  ): Promise<ThreadedRebuildOptions> => ({
    log: join(directory, 'log'),
    prefix: 'contract-',
    generation: await generation(id),
    file: fileOf(id),
    premises,
    adoptions: () => Promise.resolve({ recorded: [] }),
    clock: ledger.clock,
    threads: 2,
    execArgv: ['--import', throughCompiler],
    ...changes,
  });
  const simply = async (
    changes: object = {},
  ): Promise<Awaited<ReturnType<typeof rebuildGeneration>> & { made: ReadModel }> => {
    const made = await generation('simple');
    const { clock, streams: source } = ledger;
    const scope = { kind: 'all' } as const;
    return {
      ...(await rebuildGeneration({ store, source, clock, generation: made, scope, premises, ...changes })),
      made,
    };
  };
  const rowsIn = async (made: ReadModel): Promise<readonly StoredRow[]> =>
    (await Array.fromAsync(made.everyRow())).flat();

  it.each([
    [1, 1000],
    [2, 7],
    [3, 40],
  ])('gives what a simple rebuild gives: %d threads, parts of %d events', async (threads, eventsTogether) => {
    await fill(20);
    const { made: simple, ...expected } = await simply();
    const asked = await options('threads', { threads, eventsTogether });
    expect(await rebuildInThreads(asked)).toEqual(expected);
    expect(await rowsIn(asked.generation)).toEqual(await rowsIn(simple));
    expect(await asked.generation.checkpoint()).toEqual(await simple.checkpoint());
    expect(await asked.generation.due(civilDate('2026-12-01'), 100)).toHaveLength(20);
    expect(existsSync(`${asked.file}.parts`)).toBe(false);
  });

  it('computes under premises, also what is erased', async () => {
    await fill(6);
    const under = {
      premises: { ...premises, knownAt: { position: 22n }, readings: { R18: 'from-billing-day' } as const },
    };
    const [event] = (await store.readStream('contract-c-1')).events;
    await store.eraseBeside('contract-c-1', event?.beside.map(({ commitment }) => commitment) ?? []);
    const source = new TestLedger(store).streams; // which has not read them before
    const { made: simple, ...expected } = await simply({ ...under, source });
    const asked = await options('threads', { eventsTogether: 5, ...under });
    expect(await rebuildInThreads(asked)).toEqual(expected);
    expect(await rowsIn(asked.generation)).toEqual(await rowsIn(simple));
    expect(await rowsIn(simple)).toContainEqual(expect.objectContaining({ contractId: 'c-1', contractor: '[erased]' }));
  });

  it('goes on where it was interrupted, with what was known when it began', async () => {
    await fill(20);
    const { made: _, ...expected } = await simply();
    const cancel = new AbortController();
    const onProgress = ({ done }: RebuildProgress): void => {
      if (done > 5) cancel.abort(new Error('killed'));
    };
    const asked = await options('threads', { eventsTogether: 5, signal: cancel.signal, onProgress });
    await expect(rebuildInThreads(asked)).rejects.toThrow('killed');
    expect(await asked.generation.checkpoint()).toBeUndefined();
    expect(existsSync(`${asked.file}.parts`)).toBe(true);
    await pay('c-19', '5');
    await ledger.active('new');
    const told: RebuildProgress[] = [];
    const { signal: __, ...again } = asked;
    expect(await rebuildInThreads({ ...again, threads: 3, onProgress: (one) => told.push(one) })).toEqual(expected);
    expect(told[0]?.done).toBeGreaterThan(0);
    expect(told.at(-1)).toMatchObject({ phase: 'finishing', done: 20, total: 20 });
  });

  it('lays no personal data beside the file, and shows none that is erased while it lasts', async () => {
    await fill(9);
    const { made } = await simply();
    const contractor = (await rowsIn(made)).at(-1)?.contractor ?? '';
    const cancel = new AbortController();
    const onProgress = ({ done }: RebuildProgress): void => {
      if (done > 0) cancel.abort(new Error('killed'));
    };
    const asked = await options('threads', { threads: 1, eventsTogether: 5, signal: cancel.signal, onProgress });
    await expect(rebuildInThreads(asked)).rejects.toThrow('killed');
    const parts = `${asked.file}.parts`;
    const laid = readdirSync(parts).map((name) => readFileSync(join(parts, name), 'utf8'));
    expect(laid.some((text) => text.includes('c-8'))).toBe(true);
    for (const text of laid) expect(text).not.toContain(contractor);
    const [event] = (await store.readStream('contract-c-8')).events;
    await store.eraseBeside('contract-c-8', event?.beside.map(({ commitment }) => commitment) ?? []);
    const { signal: _, ...again } = asked;
    await rebuildInThreads(again);
    expect((await rowsIn(asked.generation)).at(-1)).toMatchObject({ contractId: 'c-8', contractor: '[erased]' });
  });

  it('leaves nothing of what it has laid beside the file where it is given up', async () => {
    await fill(6);
    const asked = await options('threads', { adoptions: () => Promise.reject(new Error('unreadable')) });
    await expect(rebuildInThreads(asked)).rejects.toThrow('unreadable');
    expect(existsSync(`${asked.file}.parts`)).toBe(false);
    const { made: _, ...expected } = await simply();
    const { adoptions } = await options('other');
    expect(await rebuildInThreads({ ...asked, adoptions })).toEqual(expected);
  });

  it('tells of contracts that cannot be computed, and of an empty log', async () => {
    expect(await rebuildInThreads(await options('empty'))).toMatchObject({ contracts: 0, checkpoint: undefined });
    await fill(3);
    const metadata = '{"recordedAt":"2026-01-01T00:00:00Z","requestId":"r","schema":1,"who":"w"}';
    const id = '00000000-0000-4000-8000-000000000001';
    await store.append('contract-b', [{ id, type: 'FromTheFuture', data: '{}', metadata }], 'none');
    const told: RebuildProgress[] = [];
    const asked = await options('threads', { onProgress: (one) => told.push(one) });
    const { made: simple, ...expected } = await simply();
    expect(await rebuildInThreads(asked)).toEqual(expected);
    expect(told.at(-1)).toMatchObject({ failed: 1, failures: [{ contractId: 'b' }] });
    expect(await asked.generation.failures()).toMatchObject([{ contractId: 'b', position: 18n }]);
    expect(await simple.failures()).toHaveLength(1);
  });

  it('is a read model that is kept from then on', async () => {
    await fill(3);
    const asked = await options('threads');
    await rebuildInThreads(asked);
    const [before] = await rowsIn(asked.generation);
    if (before === undefined) throw new Error('there is no row');
    const { bounds: _, ...later } = row(before.contractId, { revision: 9 });
    await asked.generation.save({
      rows: [row(before.contractId, { revision: 9 })],
      failures: [],
      checkpoint: undefined,
    });
    expect((await rowsIn(asked.generation))[0]).toMatchObject(later);
  });

  describe('with contracts that are kept', () => {
    const keptFile = (): string => join(directory, 'kept.db');
    const phases: string[] = [];
    /** Rebuilds once, so that contracts are kept; and says of the next one what it did. */
    const again = async (
      id: string,
      changes: Partial<ThreadedRebuildOptions> = {},
    ): Promise<ThreadedRebuildOptions> => {
      phases.length = 0;
      const onProgress = ({ phase }: RebuildProgress): void => {
        if (phases.at(-1) !== phase) phases.push(phase);
      };
      return options(id, { kept: keptFile(), threads: 1, eventsTogether: 7, onProgress, ...changes });
    };
    const FROM_LOG = ['reading', 'computing', 'finishing'];
    const FROM_KEPT = ['computing', 'finishing'];
    const change = (statement: string): void => changeFile(keptFile(), statement);

    it.each<[string, Partial<ThreadedRebuildOptions>, readonly string[]]>([
      ['as they are', {}, FROM_KEPT],
      ['in parts of one', { eventsTogether: 1, threads: 3 }, FROM_KEPT],
      ['under other readings', { premises: { ...premises, readings: { R18: 'from-billing-day' } } }, FROM_KEPT],
      ['on another day', { premises: { asOf: civilDate('2027-03-01') } }, FROM_KEPT],
      ['as known at a later position', { premises: { ...premises, knownAt: { position: 1000n } } }, FROM_KEPT],
      ['as known early', { premises: { ...premises, knownAt: { position: 30n } } }, FROM_LOG],
      ['with something supposed of one', { premises: { ...premises, hypotheses: { 'c-3': [SUPPOSED] } } }, FROM_KEPT],
    ])('gives what a simple rebuild gives: %s', async (_, changes, expectedPhases) => {
      await fill(20);
      expect((await rebuildInThreads(await again('first'))).contracts).toBe(20);
      expect(phases).toEqual(FROM_LOG);
      await pay('c-7', '500');
      await ledger.record('c-2', 'ContractorChanged', { from: '2026-05-01', name: '株式会社合併', reason: '合併' });
      await ledger.active('new');
      const { made: simple, ...expected } = await simply(changes);
      const asked = await again('second', changes);
      expect(await rebuildInThreads(asked)).toEqual(expected);
      expect(phases).toEqual(expectedPhases);
      expect(await rowsIn(asked.generation)).toEqual(await rowsIn(simple));
    });

    const namesKept = (contractId: string): string =>
      rowsInFile(keptFile(), `SELECT text FROM contracts WHERE contract_id = '${contractId}'`)
        .map(({ text }) => JSON.stringify(JSON.parse(String(text))))
        .join();

    it('throws away what was kept before somebody was erased, also where it was begun before', async () => {
      await fill(9);
      const first = await again('first');
      await rebuildInThreads(first);
      const begun = await again('second', { adoptions: () => Promise.reject(new Error('unreadable')) });
      await expect(rebuildInThreads(begun)).rejects.toThrow('unreadable');
      const [event] = (await store.readStream('contract-c-8')).events;
      const name = event?.beside.find(({ value }) => namesKept('c-8').includes(value))?.value ?? '';
      expect(name).not.toBe('');
      await store.eraseBeside('contract-c-8', event?.beside.map(({ commitment }) => commitment) ?? []);
      const { adoptions } = first;
      await rebuildInThreads({ ...begun, adoptions });
      expect((await rowsIn(begun.generation)).at(-1)).toMatchObject({ contractId: 'c-8', contractor: '[erased]' });
      expect([namesKept('c-8').includes(name), namesKept('c-8').includes('[erased]')]).toEqual([false, true]);
    });

    it('goes on where it was interrupted, with what was known when it began', async () => {
      await fill(20);
      await rebuildInThreads(await again('first'));
      const { made: _, ...expected } = await simply();
      const cancel = new AbortController();
      const onProgress = ({ done }: RebuildProgress): void => {
        if (done > 5) cancel.abort(new Error('killed'));
      };
      const asked = await again('second', { signal: cancel.signal, onProgress });
      await expect(rebuildInThreads(asked)).rejects.toThrow('killed');
      await pay('c-19', '5');
      await ledger.active('new');
      const { signal: __, ...later } = asked;
      const told: RebuildProgress[] = [];
      expect(await rebuildInThreads({ ...later, threads: 3, onProgress: (one) => told.push(one) })).toEqual(expected);
      expect(told[0]?.done).toBeGreaterThan(0);
    });

    it.each<[string, string]>([
      ['was edited', "UPDATE contracts SET text = replace(text, '31000', '31001') WHERE contract_id = 'c-1'"],
      ['is not up to date', "UPDATE contracts SET position = position - 1 WHERE contract_id = 'c-1'"],
      ['is gone', "DELETE FROM contracts WHERE contract_id = 'c-1'"],
    ])('reads a contract from the log where what is kept of it %s', async (_, edit) => {
      await fill(9);
      const { digest } = await rebuildInThreads(await again('first'));
      change(edit);
      expect((await rebuildInThreads(await again('second'))).digest).toBe(digest);
      expect(phases).toEqual(FROM_KEPT);
    });

    it('takes what is kept as it is: with another fee in it, and the checksum of that, the rows are others', async () => {
      await fill(9);
      const { digest } = await rebuildInThreads(await again('first'));
      const [row] = rowsInFile(keptFile(), "SELECT position, text FROM contracts WHERE contract_id = 'c-1'");
      const text = String(row?.['text']).replaceAll('31000', '31001');
      const sum = crc32(`c-1 ${String(row?.['position'])} ${text}`);
      change(`UPDATE contracts SET text = '${text}', checksum = ${String(sum)} WHERE contract_id = 'c-1'`);
      expect((await rebuildInThreads(await again('second'))).digest).not.toBe(digest);
    });

    it('reads all of the log where the file is damaged within', async () => {
      await fill(9);
      const { digest } = await rebuildInThreads(await again('first'));
      const bytes = readFileSync(keptFile());
      writeFileSync(keptFile(), bytes.fill(0x5a, 65_536, 2 * 65_536)); // the page of the contracts
      expect((await rebuildInThreads(await again('second'))).digest).toBe(digest);
      expect(phases).toEqual(FROM_LOG);
    });

    it.each<[string, () => void]>([
      ['is of another log', () => change("UPDATE through SET event_id = 'another'")],
      ['is of another version', () => change('PRAGMA user_version = 0')],
      ['is no database', () => writeFileSync(keptFile(), 'x'.repeat(5000))],
      ['holds few contracts', () => change("DELETE FROM contracts WHERE contract_id > 'c-2'")],
    ])('reads all of the log, and keeps its contracts, where the file %s', async (_, spoil) => {
      await fill(9);
      const { digest } = await rebuildInThreads(await again('first'));
      spoil();
      expect((await rebuildInThreads(await again('second'))).digest).toBe(digest);
      expect(phases).toEqual(FROM_LOG);
      expect((await rebuildInThreads(await again('third'))).digest).toBe(digest);
      expect(phases).toEqual(FROM_KEPT);
    });
  });
});
