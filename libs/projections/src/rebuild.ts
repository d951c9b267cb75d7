import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@ledger/kernel';
import type { EventStore } from '@ledger/event-store';
import { computeRows } from './compute-rows.js';
import type { Checkpoint, Fence, ReadModel } from './read-model.js';
import type { ContractSource } from './contract-source.js';

/**
 * Makes the list anew from the log: each contract is computed once, and the checkpoint comes last, so that a list that was
 * interrupted is made anew again.
 * @throws {LeaseLost} where a fence is given
 */
export const rebuild = async (
  store: EventStore,
  source: ContractSource,
  list: ReadModel,
  clock: Clock,
  afterEach: () => Promise<void> = () => Promise.resolve(),
  fence?: Fence,
): Promise<void> => {
  await list.reset(fence);
  const checkpoint = await endOf(store); // what is recorded from now on is after it, whatever the rows contain of it
  for await (const streams of store.streamNames()) {
    const contractIds = streams.flatMap((stream) => source.contractOf(stream) ?? []);
    const computed = await computeRows(source, clock, contractIds, () => checkpoint?.position ?? 0n, afterEach);
    await list.save({ ...computed, checkpoint: undefined }, fence);
    await setImmediate(); // many streams that are no contracts leave room for everything else, too
  }
  await list.save({ rows: [], failures: [], checkpoint }, fence);
};

const endOf = async (store: EventStore): Promise<Checkpoint | undefined> => {
  const { events } = await store.readAll({ direction: 'backward', limit: 1 });
  const last = events[0];
  return last && { position: last.position, eventId: last.id };
};
