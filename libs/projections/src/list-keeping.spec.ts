import { describe, expect, it } from '@jest/globals';
import { KeptElsewhere, NotYetListed } from './list-keeping.js';
import { openSqliteReadModel, type Update } from './index.js';

describe('A read model that another process keeps', () => {
  const at = (position: bigint): Update => ({ rows: [], failures: [], checkpoint: { position, eventId: 'e' } });

  it('is read as it is where no position is asked for, also when it holds nothing yet', async () => {
    await new KeptElsewhere(await openSqliteReadModel(':memory:')).ready();
  });

  it('is waited for until it holds the position', async () => {
    const readModel = await openSqliteReadModel(':memory:');
    let isReady = false;
    const waiting = new KeptElsewhere(readModel).ready(5n).then(() => (isReady = true));
    await readModel.save(at(4n));
    expect(isReady).toBe(false);
    await readModel.save(at(6n));
    await waiting;
    expect(isReady).toBe(true);
  });

  it('is not waited for without end', async () => {
    const readModel = await openSqliteReadModel(':memory:');
    await readModel.save(at(4n));
    const refusal: unknown = await new KeptElsewhere(readModel, 2).ready(5n).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NotYetListed);
    expect(refusal).toMatchObject({ wanted: 5n, reached: 4n });
  });
});
