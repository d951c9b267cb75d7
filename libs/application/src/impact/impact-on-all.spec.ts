import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { choicesOf, readingIds } from '@ledger/terms';
import { ContractListProjector, openSqliteReadModel, type ReadModel } from '@ledger/projections';
import { day, type Story } from '../../../../test/support/history.js';
import { randomLives } from '../../../../test/support/random-lives.js';
import { TestLedger } from '../../../../test/support/test-ledger.js';
import { GetImpact, GetImpactHandler, type ImpactAnswer, type ImpactRequest } from './get-impact.js';

const quiet = { foreign: () => undefined, failed: () => undefined, stopped: () => undefined };

/** As much of a life as a ledger would record. */
const live = async (ledger: TestLedger, contractId: string, { events }: Story): Promise<void> => {
  const ids = new Map<string, string>();
  for (const { eventId, type, data } of events) {
    const text = JSON.stringify(data).replaceAll(/"(\w+-\d+)"/g, (_, id: string) => JSON.stringify(ids.get(id) ?? id));
    try {
      const { recorded } = await ledger.record(contractId, type, JSON.parse(text) as never);
      ids.set(eventId, recorded.events[0]?.id ?? '');
    } catch {
      // refused
    }
  }
};

describe('The impact on all contracts', () => {
  const ask = async (ledger: TestLedger, list: ReadModel, request: ImpactRequest): Promise<ImpactAnswer> =>
    new GetImpactHandler(ledger.store, ledger.streams, list, ledger.clock).execute(new GetImpact(request));

  it('is the same from the read model as from the log: by every reading and edition, whatever is adopted, and of contracts that went on', async () => {
    const ledger = new TestLedger();
    const [list, none] = [await openSqliteReadModel(':memory:'), await openSqliteReadModel(':memory:')];
    const projector = new ContractListProjector(ledger.store, ledger.streams, list, ledger.clock, quiet);
    const lives = fc.sample(randomLives, { seed: 3, numRuns: 60 });
    const idOf = (index: number): string => `c-${String(index)}`;
    for (const [index, life] of lives.slice(0, 40).entries()) await live(ledger, idOf(index), life);
    await ledger.adopt(['R05:cumulative'], { from: '2024-01-01', scope: { contractIds: [idOf(3), idOf(7)] } });
    await projector.caughtUp();
    await projector.close();
    const looked = jest.spyOn(list, 'bases');
    let affected = 0;
    const same = async (): Promise<void> => {
      const requests: ImpactRequest[] = [
        ...readingIds.flatMap((id) => choicesOf(id).map((choice) => ({ readings: [`${id}:${choice}`] }))),
        { readings: ['R03:thirtieth', 'R18:from-billing-day', 'R11:not-billed'] },
        { readings: [], edition: '2018-11-01' },
        { readings: ['R04:anniversary'], edition: '2022-11-01' },
        { readings: ['R11:not-billed'], scope: { contractIds: [idOf(1), idOf(3)] } },
      ];
      for (const request of requests) {
        for (const asOf of [undefined, day('2024-06-30'), day('2025-03-01')]) {
          const answer = await ask(ledger, list, { ...request, asOf });
          expect(answer).toEqual(await ask(ledger, none, { ...request, asOf }));
          affected += answer.contracts;
        }
      }
    };
    await same();
    expect(affected).toBeGreaterThan(100);
    for (const [index, life] of lives.slice(40).entries()) await live(ledger, idOf(40 + index), life);
    for (const [index, life] of lives.slice(50).entries()) await live(ledger, idOf(index), life);
    looked.mockClear();
    await same();
    expect(looked).toHaveBeenCalled();
    await list.close();
    await none.close();
  }, 60_000);
});
