import { beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteReadModel, type ReadModel } from '@ledger/projections';
import { StoreOverloaded } from '@ledger/event-store';
import { InvalidFact } from '@ledger/contract';
import { eventually } from '../../../../test/support/eventually.js';
import { TestLedger } from '../../../../test/support/test-ledger.js';
import { NothingFound } from '../errors.js';
import { GetImpact, GetImpactHandler } from './get-impact.js';
import { ImpactJobs } from './impact-jobs.js';

const request = { readings: ['R03:thirtieth'] };

describe('The impact on many contracts', () => {
  let ledger: TestLedger;
  let list: ReadModel;
  let handler: GetImpactHandler;
  let jobs: ImpactJobs;
  beforeEach(async () => {
    ledger = new TestLedger();
    for (let index = 0; index < 40; index += 1) await ledger.active(`c-${String(index)}`);
    list = await openSqliteReadModel(':memory:');
    handler = new GetImpactHandler(ledger.store, ledger.streams, list, ledger.clock);
    jobs = new ImpactJobs(handler, ledger.clock);
  });

  it('is answered at once where they are few', async () => {
    const job = await jobs.begin(request);
    expect(job).toMatchObject({ state: 'finished', answer: { examined: 40, contracts: 40 } });
    expect(() => jobs.get(job.impactId)).toThrow(NothingFound); // nobody asks for it again
  });

  it('is computed on where they are many, and is the same answer then', async () => {
    const begun = await jobs.begin(request, 40);
    expect(begun).toMatchObject({ state: 'computing', total: 40, answer: null });
    expect(begun.done).toBeLessThan(40);
    await eventually(() => expect(jobs.get(begun.impactId).state).toBe('finished'));
    const answer = await handler.execute(new GetImpact(request));
    expect(jobs.get(begun.impactId)).toMatchObject({ done: 40, total: 40, rate: null, reason: null, answer });
  });

  /** Goes on until it is aborted. */
  const endless = {
    execute: ({ onProgress, signal }: GetImpact) =>
      new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
        onProgress(1, 40);
      }),
  } as unknown as GetImpactHandler;

  it('is left off when nobody wants it any more, or the server stops', async () => {
    jobs = new ImpactJobs(endless, ledger.clock);
    const [one, other] = [await jobs.begin(request, 1), await jobs.begin(request, 1)];
    expect(jobs.cancel(one.impactId)).toMatchObject({ state: 'cancelled', answer: null });
    jobs.onModuleDestroy();
    expect(jobs.get(other.impactId).state).toBe('cancelled');
    expect(() => jobs.cancel('none')).toThrow(NothingFound);
  });

  it('is computed for two at a time, and of those that are over the latest twenty are kept', async () => {
    jobs = new ImpactJobs(endless, ledger.clock);
    await jobs.begin(request, 1);
    const second = await jobs.begin(request, 1);
    await expect(jobs.begin(request, 1)).rejects.toThrow(StoreOverloaded);
    jobs.cancel(second.impactId);
    const later: string[] = [];
    for (let times = 0; times < 20; times += 1) {
      const { impactId } = await jobs.begin(request, 1);
      later.push(impactId);
      jobs.cancel(impactId);
    }
    expect(() => jobs.get(second.impactId)).toThrow(NothingFound);
    for (const impactId of later.slice(1)) expect(jobs.get(impactId).state).toBe('cancelled');
  });

  it('is refused as its adoption would be', async () => {
    await expect(jobs.begin({ readings: ['R05:never'] }, 1)).rejects.toThrow(InvalidFact);
  });
});
