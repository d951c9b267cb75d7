import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  MemoryEventStore,
  StoreDamaged,
  StoreUnavailable,
  type LogPage,
  type ReadAllOptions,
  type RecordedEvent,
} from '@ledger/event-store';
import type { Command } from '@ledger/contract';
import { TestLedger } from '../../../test/support/test-ledger.js';
import type { Checkpoint, ReadModel, Failure, ListedContract, Update } from './read-model.js';
import type { KnownContract } from './contract-row.js';
import { ContractSource } from './contract-source.js';
import type { Concerned } from './pending.js';
import { ContractListProjector, type ProjectorOptions, type ProjectorReport } from './projector.js';
import { rebuild } from './rebuild.js';
import { openSqliteReadModel } from './sqlite/open-sqlite-read-model.js';

/** A ledger's contracts, some of which cannot be read. */
class Source extends ContractSource {
  readonly poisoned = new Set<string>();
  readonly damaged = new Set<string>();
  failure: Error | undefined;

  constructor(private readonly ledger: TestLedger) {
    super();
  }
  override contractOf(stream: string): string | undefined {
    return this.ledger.streams.contractOf(stream);
  }
  override concernedBy(event: RecordedEvent): Promise<Concerned> {
    return this.ledger.streams.concernedBy(event);
  }
  override known(contractId: string): Promise<KnownContract | undefined> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.damaged.has(contractId)) return Promise.reject(new StoreDamaged('this one'));
    if (this.poisoned.has(contractId)) return Promise.reject(new Error('unreadable'));
    return this.ledger.streams.known(contractId);
  }
  override async knownTogether(contractIds: readonly string[]): Promise<readonly (() => KnownContract | undefined)[]> {
    if (this.failure !== undefined) throw this.failure;
    if (contractIds.some((contractId) => this.damaged.has(contractId))) throw new StoreDamaged('some of them');
    const known = await this.ledger.streams.knownTogether(contractIds);
    return known.map((contract, index) => () => {
      if (this.poisoned.has(contractIds[index] ?? '')) throw new Error('unreadable');
      return contract();
    });
  }
}

/** A ledger with its list, and what the projector reported. */
class Kept {
  readonly source: Source;
  readonly foreign: Checkpoint[] = [];
  readonly failed: Failure[] = [];
  readonly stopped: unknown[] = [];
  readonly projector: ContractListProjector;

  static async of(ledger: TestLedger, list?: ReadModel, options: ProjectorOptions = {}): Promise<Kept> {
    return new Kept(ledger, list ?? (await openSqliteReadModel(':memory:')), options);
  }
  private constructor(
    readonly ledger: TestLedger,
    readonly list: ReadModel,
    options: ProjectorOptions,
  ) {
    this.source = new Source(ledger);
    const report: ProjectorReport = {
      foreign: (checkpoint) => this.foreign.push(checkpoint),
      failed: (failure) => this.failed.push(failure),
      stopped: (cause) => this.stopped.push(cause),
    };
    this.projector = new ContractListProjector(ledger.store, this.source, list, ledger.clock, report, options);
  }

  async rows(): Promise<readonly ListedContract[]> {
    await this.projector.caughtUp();
    return this.list.page({}, { upTo: 2n ** 62n, after: undefined, limit: 1000 });
  }
}

const rebuiltDigest = async (ledger: TestLedger): Promise<string> => {
  const list = await openSqliteReadModel(':memory:');
  await rebuild(ledger.store, ledger.streams, list, ledger.clock);
  return list.digest();
};

const payment = (amount: string): Command => ({ type: 'PaymentReceived', data: { receivedOn: '2026-08-20', amount } });

describe('The projector of the contract list', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'projector-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('lists an empty log', async () => {
    const kept = await Kept.of(new TestLedger());
    expect(await kept.rows()).toEqual([]);
    await kept.projector.close();
  });

  it('holds what is recorded by the time it is asked', async () => {
    const kept = await Kept.of(new TestLedger());
    kept.projector.start();
    await kept.ledger.active('c-1');
    expect(await kept.rows()).toMatchObject([{ contractId: 'c-1', status: 'active', revision: 3, madeAt: 1n }]);
    const [{ outstanding } = { outstanding: 0 }] = await kept.rows();
    await kept.ledger.send('c-1', payment('1000'));
    expect(await kept.rows()).toMatchObject([{ outstanding: outstanding - 1000, revision: 4 }]);
    expect((await kept.list.checkpoint())?.position).toBe(5n);
    await kept.projector.close();
  });

  it('passes over streams that are no contract’s', async () => {
    const kept = await Kept.of(new TestLedger());
    const event = { id: '00000000-0000-4000-8000-000000000000', type: 'Other', data: '{}', metadata: '{}' };
    await kept.ledger.store.append('other-1', [event], 'none');
    await kept.ledger.active('c-1');
    expect(await kept.rows()).toHaveLength(1);
    expect((await kept.list.checkpoint())?.position).toBe(5n);
    await kept.projector.close();
  });

  it('brings rows up to the day that has begun', async () => {
    const kept = await Kept.of(new TestLedger());
    await kept.ledger.active('c-1');
    const [before] = await kept.rows();
    kept.ledger.clock.set('2026-10-01T00:00:00+09:00');
    const [after] = await kept.rows();
    expect((after?.outstanding ?? 0) - (before?.outstanding ?? 0)).toBe(31000);
    expect(await kept.list.digest()).toBe(await rebuiltDigest(kept.ledger));
    await kept.projector.close();
  });

  it('does not let one contract that cannot be read stop the others, and takes it up again', async () => {
    const kept = await Kept.of(new TestLedger());
    for (const contractId of ['c-1', 'c-2', 'c-3']) await kept.ledger.active(contractId);
    await kept.rows();
    kept.source.poisoned.add('c-2');
    for (const contractId of ['c-1', 'c-2', 'c-3']) await kept.ledger.send(contractId, payment('1'));
    expect((await kept.rows()).map(({ revision, stale }) => [revision, stale])).toEqual([
      [4, undefined],
      [3, { since: kept.ledger.clock.now(), reason: 'Error: unreadable' }],
      [4, undefined],
    ]);
    expect(kept.failed).toContainEqual(expect.objectContaining({ contractId: 'c-2', reason: 'Error: unreadable' }));
    expect(await kept.list.failures()).toMatchObject([{ contractId: 'c-2', position: 14n }]);
    expect(kept.stopped).toEqual([]);
    await kept.projector.close();
    const restarted = await Kept.of(kept.ledger, kept.list);
    expect((await restarted.rows())[1]).toMatchObject({ revision: 4, stale: undefined });
    expect(await kept.list.failures()).toEqual([]);
    await restarted.projector.close();
  });

  it('takes a contract up again when it is released, whether it can be read by then or not', async () => {
    const kept = await Kept.of(new TestLedger());
    for (const contractId of ['c-1', 'c-2']) await kept.ledger.active(contractId);
    await kept.rows();
    kept.source.poisoned.add('c-2');
    await kept.ledger.send('c-2', payment('1'));
    await kept.rows();
    await kept.list.release();
    expect((await kept.rows())[1]).toMatchObject({ revision: 3, stale: { reason: 'Error: unreadable' } });
    expect(kept.failed).toHaveLength(2);
    kept.source.poisoned.clear();
    expect((await kept.rows())[1]).toMatchObject({ revision: 3 }); // nothing says so
    await kept.list.release('c-2');
    expect((await kept.rows())[1]).toMatchObject({ revision: 4, stale: undefined });
    await kept.projector.close();
  });

  it('lists the contracts that are read together with one whose events are damaged', async () => {
    const kept = await Kept.of(new TestLedger());
    for (const contractId of ['c-1', 'c-2', 'c-3']) await kept.ledger.active(contractId);
    kept.source.damaged.add('c-2');
    expect((await kept.rows()).map(({ contractId }) => contractId)).toEqual(['c-1', 'c-3']);
    expect(kept.failed).toMatchObject([{ contractId: 'c-2', reason: 'StoreDamaged: this one' }]);
    expect(kept.stopped).toEqual([]);
    await kept.projector.close();
  });

  it('stops where the log fails, and goes on from its checkpoint when it is asked again', async () => {
    const kept = await Kept.of(new TestLedger());
    await kept.ledger.active('c-1');
    await kept.rows();
    kept.source.failure = new StoreUnavailable('no disk');
    await kept.ledger.send('c-1', payment('1'));
    await expect(kept.rows()).rejects.toThrow();
    expect(kept.stopped).toEqual([kept.source.failure]);
    expect((await kept.list.checkpoint())?.position).toBe(4n);
    kept.source.failure = undefined;
    expect(await kept.rows()).toMatchObject([{ revision: 4, stale: undefined }]);
    await kept.projector.close();
  });

  it('makes a list anew that belongs to another log, shorter or as long', async () => {
    for (const contracts of [1, 2]) {
      const other = await Kept.of(new TestLedger());
      for (let n = 0; n < contracts; n += 1) await other.ledger.active(`other-${String(n)}`);
      await other.rows();
      await other.projector.close();
      const ledger = new TestLedger();
      await ledger.active('c-1');
      await ledger.active('c-2');
      const kept = await Kept.of(ledger, other.list);
      expect((await kept.rows()).map(({ contractId }) => contractId)).toEqual(['c-1', 'c-2']);
      expect(kept.foreign).toMatchObject([{ position: BigInt(4 * contracts) }]);
      await kept.projector.close();
    }
  });

  it('does not touch a list of another log that others share, and says what to do', async () => {
    const other = await Kept.of(new TestLedger());
    await other.ledger.active('other');
    const rows = await other.rows();
    await other.projector.close();
    const ledger = new TestLedger();
    for (const contractId of ['c-1', 'c-2']) await ledger.active(contractId);
    const fence = await other.list.takeLease('projector', 'one', 10_000);
    if (fence === undefined) throw new Error('the lease was free');
    const kept = await Kept.of(ledger, other.list, { fence, isAlone: true });
    await expect(kept.rows()).rejects.toMatchObject({ cause: { name: 'ForeignReadModel' } });
    expect(String(kept.stopped[0])).toContain('DELETE FROM checkpoint');
    expect(kept.foreign).toEqual([]);
    expect(await kept.list.page({}, { upTo: 8n, after: undefined, limit: 10 })).toEqual(rows);
    await kept.projector.close();
  });

  it('takes a checkpoint beyond the end of the log for an error, not for a log that is contained', async () => {
    const longer = await Kept.of(new TestLedger());
    for (const contractId of ['a', 'b']) await longer.ledger.active(contractId);
    const rows = await longer.rows();
    await longer.projector.close();
    const ledger = new TestLedger();
    await ledger.active('a');
    const kept = await Kept.of(ledger, longer.list);
    await expect(kept.rows()).rejects.toMatchObject({ cause: { name: 'CheckpointBeyondEnd', position: 8n, end: 4n } });
    expect(kept.stopped).toMatchObject([{ name: 'CheckpointBeyondEnd' }]);
    expect(await kept.list.page({}, { upTo: 8n, after: undefined, limit: 10 })).toEqual(rows);
    await kept.projector.close();
  });

  it('stops where the log has a hole, and passes it over only when it is closed', async () => {
    class Gapped extends MemoryEventStore {
      hidden: bigint | undefined;
      override async readAll(options: ReadAllOptions = {}): Promise<LogPage> {
        const { events, head } = await super.readAll(options);
        return { events: events.filter(({ position }) => position !== this.hidden), head };
      }
    }
    const store = new Gapped();
    const kept = await Kept.of(new TestLedger(store));
    await kept.ledger.active('a');
    await kept.rows();
    store.hidden = 6n;
    await kept.ledger.active('b');
    await expect(kept.rows()).rejects.toMatchObject({ cause: { name: 'HoleInLog' } });
    expect((await kept.list.checkpoint())?.position).toBe(4n);
    store.hidden = undefined;
    expect(await kept.rows()).toHaveLength(2);
    expect(kept.projector.passed).toEqual({ handled: 4, ignored: 0, failed: 0 });
    await kept.projector.close();
  });

  it('writes nothing more once its lease is another’s', async () => {
    const ledger = new TestLedger();
    const list = await openSqliteReadModel(':memory:');
    const first = await list.takeLease('projector', 'one', 10_000);
    if (first === undefined) throw new Error('the lease was free');
    const kept = await Kept.of(ledger, list, { fence: first, isAlone: true });
    await ledger.active('a');
    await kept.rows();
    await list.releaseLease(first);
    const second = await list.takeLease('projector', 'two', 10_000);
    expect(second?.token).toBeGreaterThan(first.token);
    const before = await list.digest();
    await ledger.active('b');
    await expect(kept.rows()).rejects.toMatchObject({ cause: { name: 'LeaseLost' } });
    expect(await list.digest()).toBe(before);
    expect((await list.checkpoint())?.position).toBe(4n);
    await kept.projector.close();
  });

  it('holds what was recorded when it was asked, though the log never stands still', async () => {
    /** Somebody records something whenever somebody else looks where the log ends. */
    class Restless extends MemoryEventStore {
      isCalm = true;
      override async head(): Promise<bigint> {
        const event = { id: randomUUID(), type: 'Other', data: '{}', metadata: '{}' };
        if (!this.isCalm) await this.append('other-1', [event], 'any');
        return super.head();
      }
    }
    const store = new Restless();
    const kept = await Kept.of(new TestLedger(store));
    await kept.ledger.active('c-1');
    store.isCalm = false;
    expect(await kept.rows()).toMatchObject([{ revision: 3 }]);
    for (const amount of ['1', '2', '3']) {
      const { recorded } = await kept.ledger.send('c-1', payment(amount));
      expect(await kept.rows()).toMatchObject([{ revision: recorded.revision }]);
    }
    store.isCalm = true;
    await kept.projector.close();
  });

  it('is no longer asked when it is closed', async () => {
    const kept = await Kept.of(new TestLedger());
    kept.projector.start();
    await kept.projector.close();
    await kept.projector.close();
    await expect(kept.rows()).rejects.toThrow('closed');
    expect(kept.stopped).toEqual([]);
  });

  it('equals a list made from scratch, however often and wherever it was interrupted', async () => {
    const step = fc.record({
      contract: fc.nat(3),
      amount: fc.integer({ min: 1, max: 9 }),
      days: fc.constantFrom(0, 0, 0, 1, 40),
      crash: fc.option(fc.nat(2), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
        const ledger = new TestLedger();
        const path = join(mkdtempSync(join(directory, 'run-')), 'list.sqlite');
        let kept = await Kept.of(ledger, await openSqliteReadModel(path));
        for (const { contract, amount, days, crash } of steps) {
          const contractId = `c-${String(contract)}`;
          const { contract: known } = await ledger.streams.read(contractId);
          await (known === undefined ? ledger.active(contractId) : ledger.send(contractId, payment(String(amount))));
          ledger.clock.advance(24 * days);
          if (crash === undefined) continue;
          crashAfter(kept.list, crash);
          await kept.rows().catch(() => undefined);
          await kept.projector.close();
          await kept.list.close();
          kept = await Kept.of(ledger, await openSqliteReadModel(path));
        }
        await kept.rows();
        expect(await kept.list.digest()).toBe(await rebuiltDigest(ledger));
        await kept.projector.close();
        await kept.list.close();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

/** The list fails after so many more updates, as if the process had ended between them. */
const crashAfter = (list: ReadModel, updates: number): void => {
  const save = list.save.bind(list);
  let left = updates;
  list.save = (update: Update) => (left-- > 0 ? save(update) : Promise.reject(new Error('crashed')));
};
