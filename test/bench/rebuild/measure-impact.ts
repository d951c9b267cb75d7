import { GetImpact, GetImpactHandler, Streams } from '@ledger/application';
import { SqliteEventStore } from '@ledger/event-store';
import { SystemClock, type CivilDate } from '@ledger/kernel';
import type { ReadModel } from '@ledger/projections';
import { seconds } from '../harness.js';

export interface MeasuredImpact {
  readonly readings: string;
  /** Contracts that they can concern: those that were computed. */
  readonly concerned: number;
  readonly affected: number;
  /** Seconds; those of all threads together. */
  readonly time: number;
  readonly cpu: number;
}

/** From readings that concern few contracts to some that concern nearly all. */
const ASKED: readonly (readonly string[])[] = [
  ['R16:counted'],
  ['R06:base-only', 'R07:recovery'],
  ['R05:cumulative', 'R04:whole-months'],
  ['R11:not-billed'],
  ['R03:thirtieth'],
  ['R03:thirtieth', 'R09:half-up', 'R18:from-billing-day', 'R11:not-billed'],
];

/** What readings would change, asked of the application over a log and its read model. */
export const measureImpacts = async (
  directory: string,
  list: ReadModel,
  asOf: CivilDate,
): Promise<readonly MeasuredImpact[]> => {
  const store = await SqliteEventStore.openReadOnly({ directory });
  try {
    const handler = new GetImpactHandler(store, new Streams(store, 1), list, new SystemClock());
    const measured: MeasuredImpact[] = [];
    for (const readings of ASKED) {
      let [concerned, affected] = [0, 0];
      const question = new GetImpact({ readings, asOf }, (_, total) => void (concerned = total));
      const before = process.cpuUsage();
      const time = await seconds(async () => {
        ({ contracts: affected } = await handler.execute(question));
      });
      const { user, system } = process.cpuUsage(before);
      measured.push({ readings: readings.join(', '), concerned, affected, time, cpu: (user + system) / 1e6 });
    }
    return measured;
  } finally {
    await store.close();
  }
};
