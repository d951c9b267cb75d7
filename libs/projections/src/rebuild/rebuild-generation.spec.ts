import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@ledger/kernel';
import { TestLedger } from '../../../../test/support/test-ledger.js';
import { ContractListProjector } from '../projector.js';
import type { ReadModel, StoredRow } from '../read-model.js';
import { openSqliteReadModel } from '../sqlite/open-sqlite-read-model.js';
import type { RebuildProgress } from './generation.js';
import { rebuildGeneration, type RebuildOptions } from './rebuild-generation.js';

const today = civilDate('2026-09-01');
const unreported = { foreign: () => undefined, failed: () => undefined, stopped: () => undefined };

describe('The rebuild of a generation', () => {
  let directory = '';
  let ledger: TestLedger;
  let opened: ReadModel[] = [];
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'rebuild-'));
    ledger = new TestLedger();
    for (const contractId of ['c-2', 'c-1', 'c-3', 'd-1']) await ledger.active(contractId);
    await ledger.record('c-1', 'PaymentReceived', { receivedOn: '2026-08-20', amount: '1000' });
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    opened = [];
    rmSync(directory, { recursive: true });
  });
  const generation = async (id: string): Promise<ReadModel> => {
    const made = await openSqliteReadModel(join(directory, `${id}.db`));
    opened.push(made);
    return made;
  };
  const options = (made: ReadModel, changes: Partial<RebuildOptions> = {}): RebuildOptions => ({
    store: ledger.store,
    source: ledger.streams,
    clock: ledger.clock,
    generation: made,
    scope: { kind: 'all' },
    premises: { asOf: today },
    ...changes,
  });
  const live = async (): Promise<ReadModel> => {
    const list = await openSqliteReadModel(':memory:');
    opened.push(list);
    const projector = new ContractListProjector(ledger.store, ledger.streams, list, ledger.clock, unreported);
    await projector.caughtUp();
    await projector.close();
    return list;
  };
  const rowsIn = async (made: ReadModel): Promise<readonly StoredRow[]> =>
    (await Array.fromAsync(made.everyRow())).flat();
  const idsIn = async (made: ReadModel): Promise<readonly string[]> =>
    (await made.digests(undefined, 100)).map(({ contractId }) => contractId);

  it('has the digest, the rows and the checkpoint of the read model that is kept', async () => {
    const [made, kept] = [await generation('one'), await live()];
    const rebuilt = await rebuildGeneration(options(made));
    expect(rebuilt).toMatchObject({ contracts: 4, failed: 0, checkpoint: { position: 17n } });
    expect(rebuilt.digest).toBe(await kept.digest());
    expect(await rowsIn(made)).toEqual(await rowsIn(kept));
    expect(await made.checkpoint()).toEqual(await kept.checkpoint());
  });

  it('consists of the contracts named, or of those that the live read model finds', async () => {
    const [named, found] = [await generation('named'), await generation('found')];
    await rebuildGeneration(options(named, { scope: { kind: 'contracts', contractIds: ['d-1', 'c-1', 'd-1', 'x'] } }));
    expect(await idsIn(named)).toEqual(['c-1', 'd-1']);
    await rebuildGeneration(
      options(found, { scope: { kind: 'filter', filter: { text: 'C-' } }, live: await live(), together: 2 }),
    );
    expect(await idsIn(found)).toEqual(['c-1', 'c-2', 'c-3']);
  });

  it('shows what was known at a moment, as of a day, under other readings', async () => {
    const [then, later, other] = [await generation('then'), await generation('later'), await generation('other')];
    await rebuildGeneration(options(then, { premises: { asOf: today, knownAt: { position: 8n } } }));
    expect(await idsIn(then)).toEqual(['c-1', 'c-2']);
    expect(await rowsIn(then)).toMatchObject([{ revision: 3 }, { revision: 3 }]);
    await rebuildGeneration(options(later, { premises: { asOf: civilDate('2026-10-01') } }));
    await rebuildGeneration(options(other, { premises: { asOf: today, readings: { R18: 'from-billing-day' } } }));
    const outstanding = async (made: ReadModel): Promise<number> =>
      (await rowsIn(made)).find(({ contractId }) => contractId === 'c-2')?.outstanding ?? 0;
    expect(await outstanding(later)).toBe((await outstanding(then)) + 31000);
    expect(await outstanding(other)).not.toBe(await outstanding(then));
    await rebuildGeneration(
      options(await generation('before'), {
        premises: { asOf: today, knownAt: { instant: instant('2020-01-01T00:00:00Z') } },
      }),
    ).then(({ contracts, digest }) => {
      expect(contracts).toBe(4); // none of which was known
      expect(digest).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'); // of nothing
    });
  });

  it('goes on where it was interrupted, with what was known when it began', async () => {
    const whole = await rebuildGeneration(options(await generation('whole')));
    const made = await generation('interrupted');
    const cancel = new AbortController();
    const onProgress = ({ done }: RebuildProgress): void => {
      if (done === 2) cancel.abort(new Error('killed'));
    };
    const interrupted = rebuildGeneration(options(made, { together: 1, onProgress, signal: cancel.signal }));
    await expect(interrupted).rejects.toThrow('killed');
    expect(await idsIn(made)).toEqual(['c-1', 'c-2']);
    expect(await made.checkpoint()).toBeUndefined();
    await ledger.active('a-new-one');
    await ledger.record('c-3', 'PaymentReceived', { receivedOn: '2026-08-21', amount: '1000' });
    const told: RebuildProgress[] = [];
    const rebuilt = await rebuildGeneration(options(made, { onProgress: (progress) => told.push(progress) }));
    expect(rebuilt).toEqual(whole);
    expect(told).toMatchObject([
      { phase: 'computing', done: 4, total: 4 },
      { phase: 'finishing', done: 4 },
    ]);
  });

  it('tells of contracts that cannot be computed, and computes the others', async () => {
    const broken = { ...event, type: 'FromTheFuture' };
    await ledger.store.append('contract-b', [broken], 'none');
    const made = await generation('one');
    const told: RebuildProgress[] = [];
    const rebuilt = await rebuildGeneration(options(made, { onProgress: (progress) => told.push(progress) }));
    expect(rebuilt).toMatchObject({ contracts: 5, failed: 1 });
    expect(told.at(-1)).toMatchObject({ failed: 1, failures: [{ contractId: 'b' }] });
    expect(await made.failures()).toMatchObject([{ contractId: 'b' }]);
  });

  it('refuses to go on under other premises', async () => {
    const made = await generation('one');
    await rebuildGeneration(options(made));
    const other = rebuildGeneration(options(made, { premises: { asOf: civilDate('2026-10-01') } }));
    await expect(other).rejects.toThrow(RangeError);
  });
});

const event = {
  id: '00000000-0000-4000-8000-000000000000',
  data: '{}',
  metadata: '{"recordedAt":"2026-01-01T00:00:00Z","requestId":"r","schema":1,"who":"w"}',
};
