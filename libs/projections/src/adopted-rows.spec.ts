import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TestLedger } from '../../../test/support/test-ledger.js';
import { only } from '../../../test/support/adoptions.js';
import { ContractListProjector, type ProjectorReport } from './projector.js';
import type { ReadModel, Update } from './read-model.js';
import { rebuild } from './rebuild.js';
import { openSqliteReadModel } from './sqlite/open-sqlite-read-model.js';

const quiet: ProjectorReport = { foreign: () => undefined, failed: () => undefined, stopped: () => undefined };

/** A ledger of contracts that ended on 30 June 2026, and the projector of its list. */
class Kept {
  projector: ContractListProjector;

  private constructor(
    readonly ledger: TestLedger,
    readonly list: ReadModel,
  ) {
    this.projector = this.begin();
  }

  static async of(contracts: number, list?: ReadModel): Promise<Kept> {
    const ledger = new TestLedger();
    for (let count = 1; count <= contracts; count += 1) await ended(ledger, `c-${String(count)}`);
    const kept = new Kept(ledger, list ?? (await openSqliteReadModel(':memory:')));
    await kept.projector.caughtUp();
    return kept;
  }

  begin(): ContractListProjector {
    const { store, streams, clock } = this.ledger;
    this.projector = new ContractListProjector(store, streams, this.list, clock, quiet);
    return this.projector;
  }

  /** What the rows would be if they were made from nothing. */
  async anew(): Promise<string> {
    const list = await openSqliteReadModel(':memory:');
    await rebuild(this.ledger.store, this.ledger.streams, list, this.ledger.clock);
    const digest = await list.digest();
    await list.close();
    return digest;
  }

  async close(): Promise<void> {
    await this.projector.close();
    await this.list.close();
    await this.ledger.store.close();
  }
}

const ended = async (ledger: TestLedger, contractId: string): Promise<void> => {
  await ledger.active(contractId);
  await ledger.record(contractId, 'NoticeReceived', {
    subject: 'contract',
    arrivedAt: '2026-05-20',
    designatedOn: '2026-06-30',
    form: 'prescribed',
  });
};

describe('Rows under what is adopted', () => {
  let kept: Kept;
  afterEach(() => kept.close());

  it('are those of a list that is made anew', async () => {
    kept = await Kept.of(5);
    const before = await kept.list.digest();
    const adoptionId = await kept.ledger.adopt(['R11:not-billed']);
    await kept.projector.caughtUp();
    expect(await kept.list.digest()).not.toBe(before);
    expect(await kept.list.digest()).toBe(await kept.anew());
    await kept.ledger.adopting.record(
      { type: 'AdoptionWithdrawn', data: { adoptionId, withdrawnOn: '2026-08-01', reason: '再検討' } },
      { who: 'local', requestId: 'r' },
    );
    await kept.projector.caughtUp();
    expect(await kept.list.digest()).toBe(before);
  });

  it('become so on the day from which it holds', async () => {
    kept = await Kept.of(3);
    const before = await kept.list.digest();
    await kept.ledger.adopt(['R11:not-billed'], { from: '2026-10-01' });
    await kept.projector.caughtUp();
    expect(await kept.list.digest()).toBe(await kept.anew());
    kept.ledger.clock.set('2026-10-01T09:00:00+09:00');
    await kept.projector.caughtUp();
    expect(await kept.list.digest()).toBe(await kept.anew());
    expect(await kept.list.digest()).not.toBe(before);
  });

  it('are computed again for the contracts concerned, and for no others', async () => {
    const list = await openSqliteReadModel(':memory:');
    const saved: string[] = [];
    const save = list.save.bind(list);
    list.save = (update: Update, ...rest) => {
      saved.push(...update.rows.map(({ contractId }) => contractId));
      return save(update, ...rest);
    };
    kept = await Kept.of(6, list);
    saved.length = 0;
    await kept.ledger.adopt(['R11:not-billed'], { scope: only('c-5', 'c-2') });
    await kept.projector.caughtUp();
    expect(saved).toEqual(['c-2', 'c-5']);
    expect(await list.digest()).toBe(await kept.anew());
  });

  it('are finished by whoever goes on after a crash, wherever it came, and follow all that is recorded meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.boolean(), async (savesBefore, isNamed) => {
        const list = await openSqliteReadModel(':memory:');
        const contracts = Array.from({ length: 450 }, (_, index) => `c-${String(index)}`);
        kept = await crashed(list, contracts, savesBefore, isNamed);
        kept.begin();
        await kept.projector.caughtUp();
        expect(await list.digest()).toBe(await kept.anew());
        await kept.close();
      }),
      { numRuns: 5 },
    );
    kept = await Kept.of(0);
  });
});

/** Adopts for all of these, or for most, and breaks off after so many further writes of the list. */
const crashed = async (
  list: ReadModel,
  contracts: readonly string[],
  savesBefore: number,
  isNamed: boolean,
): Promise<Kept> => {
  const kept = await Kept.of(0, list);
  for (const contractId of contracts) await ended(kept.ledger, contractId);
  await kept.projector.caughtUp();
  const save = list.save.bind(list);
  let left = savesBefore;
  list.save = (update: Update, ...rest) =>
    left-- > 0 ? save(update, ...rest) : Promise.reject(new Error('the power is gone'));
  await kept.ledger.adopt(['R11:not-billed'], isNamed ? { scope: only(...contracts.slice(20)) } : {});
  await kept.ledger.record('c-7', 'PaymentReceived', { receivedOn: '2026-07-01', amount: '5' });
  await kept.projector.caughtUp().catch(() => undefined);
  await kept.projector.close();
  list.save = save;
  await kept.ledger.record('c-8', 'PaymentReceived', { receivedOn: '2026-07-01', amount: '7' });
  return kept;
};
