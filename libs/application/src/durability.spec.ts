import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteEventStore } from '@ledger/event-store';
import type { Command } from '@ledger/contract';
import { ReadModel, openSqliteReadModel, rebuild } from '@ledger/projections';
import { TestApplication } from '../../../test/support/test-application.js';
import { TestLedger } from '../../../test/support/test-ledger.js';
import { GetContract } from './queries/get-contract.js';
import { ListEvents } from './queries/list-events.js';
import { ListContracts } from './queries/list-contracts.js';
import { Streams, streamOf } from './streams.js';

const applied: Command = {
  type: 'ContractApplied',
  data: { contractor: { name: '山田商店' }, appliedOn: '2026-08-01' },
};
const keyed = { idempotency: { path: '/v1/contracts', key: 'k' } };

describe('Over a log on disk', () => {
  let directory = '';
  const open = (): Promise<SqliteEventStore> => SqliteEventStore.open({ directory: join(directory, 'log') });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'application-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('a key is known again after a restart, with the same answer', async () => {
    const before = new TestLedger(await open());
    const first = await before.send(undefined, applied, keyed);
    await before.store.close();
    const after = new TestLedger(await open());
    expect(await after.send(undefined, applied, keyed)).toEqual({ ...first, replayed: true });
    await expect(after.send('other', applied, keyed)).rejects.toMatchObject({ name: 'KeyReused' });
    expect(await after.store.head()).toBe(1n);
    await after.store.close();
  });

  it('many commands on few contracts are each recorded once, in the order of each contract’s own count', async () => {
    const ledger = new TestLedger(await open(), undefined, 5000); // room for hardly one contract
    for (let n = 0; n < 4; n += 1) await ledger.send(`c-${String(n)}`, applied);
    const commands = Array.from({ length: 80 }, (_, n) =>
      ledger.record(`c-${String(n % 4)}`, 'PaymentReceived', { receivedOn: '2026-08-20', amount: String(n) }),
    );
    const revisions = (await Promise.all(commands)).map(({ recorded }) => recorded.revision);
    expect(revisions).toEqual(Array.from({ length: 80 }, (_, n) => 1 + Math.floor(n / 4)));
    await ledger.store.close();
  });

  it('the list equals one made from scratch', async () => {
    const store = await open();
    const application = await TestApplication.start(store);
    await application.workedContract('c-1');
    await application.record('c-2', 'ContractApplied', { contractor: { name: '山田' }, appliedOn: '2026-08-01' });
    const shown = (await application.ask(new ListContracts({}, {}))).items;
    const scratch = await openSqliteReadModel(':memory:');
    await rebuild(store, application.context.get(Streams), scratch, application.clock);
    expect(shown).toHaveLength(2);
    expect(await scratch.digest()).toBe(await application.context.get(ReadModel).digest());
    await application.close();
  });

  it('what was erased reads as erased everywhere, and every figure still stands', async () => {
    const store = await open();
    const application = await TestApplication.start(store);
    await application.workedContract('c-1');
    await application.record('c-1', 'ContractorChanged', { from: '2026-07-01', name: '山田', reason: '承継' });
    await application.record('c-1', 'PaymentReversed', {
      paymentId: await application.record('c-1', 'PaymentReceived', {
        receivedOn: '2026-07-01',
        amount: '1',
        reference: '山田',
      }),
      reversedOn: '2026-07-02',
      reason: '不渡り',
    });
    const { events } = await store.readStream(streamOf('c-1'));
    const commitments = events.flatMap(({ beside }) => beside.map(({ commitment }) => commitment));
    await store.eraseBeside(streamOf('c-1'), commitments);
    const bytes = events.map(({ data }) => data);
    await application.context.close();

    const restarted = await TestApplication.start(store);
    const overview = await restarted.ask(new GetContract('c-1', {}));
    expect(overview).toMatchObject({ status: 'terminated', contractor: { name: '[erased]' } });
    const { items } = await restarted.ask(new ListEvents('c-1', {}, {}, {}));
    expect(items.at(-1)?.data).toMatchObject({ reason: '[erased]', reversedOn: '2026-07-02' });
    expect((await restarted.ask(new ListContracts({}, {}))).items).toMatchObject([{ contractor: '[erased]' }]);
    await restarted.record('c-1', 'PaymentReceived', { receivedOn: '2026-07-03', amount: '2' });
    expect((await store.readStream(streamOf('c-1'))).events.slice(0, bytes.length).map(({ data }) => data)).toEqual(
      bytes,
    );
    await restarted.close();
  });
});
