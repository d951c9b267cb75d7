import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@ledger/event-store';
import { KeptElsewhere, NotYetListed } from './list-keeping.js';
import { ForeignReadModel, openSqliteReadModel, type Update } from './index.js';

const event = (id: string) => ({ id, type: 'Other', data: '{}', metadata: '{}' });

describe('A read model that another process keeps', () => {
  const at = (position: bigint): Update => ({ rows: [], failures: [], checkpoint: { position, eventId: 'e' } });

  it('is read as it is where no position is asked for, also when it holds nothing yet', async () => {
    await new KeptElsewhere(new MemoryEventStore(), await openSqliteReadModel(':memory:')).ready();
  });

  it('is waited for until it holds the position', async () => {
    const readModel = await openSqliteReadModel(':memory:');
    let isReady = false;
    const waiting = new KeptElsewhere(new MemoryEventStore(), readModel).ready(5n).then(() => (isReady = true));
    await readModel.save(at(4n));
    expect(isReady).toBe(false);
    await readModel.save(at(6n));
    await waiting;
    expect(isReady).toBe(true);
  });

  it('is not waited for without end', async () => {
    const readModel = await openSqliteReadModel(':memory:');
    await readModel.save(at(4n));
    const refusal: unknown = await new KeptElsewhere(new MemoryEventStore(), readModel, 2)
      .ready(5n)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NotYetListed);
    expect(refusal).toMatchObject({ wanted: 5n, reached: 4n });
  });

  it('is not shown where it is of another log', async () => {
    const [store, readModel] = [new MemoryEventStore(), await openSqliteReadModel(':memory:')];
    const id = '00000000-0000-4000-8000-000000000000';
    await store.append('one', [event(id)], 'none');
    const keeping = new KeptElsewhere(store, readModel);
    await keeping.ready(); // nothing is in it
    await readModel.save(at(1n));
    await expect(keeping.ready()).rejects.toThrow(ForeignReadModel);
    await readModel.save({ rows: [], failures: [], checkpoint: { position: 1n, eventId: id } });
    await keeping.ready();
  });
});
