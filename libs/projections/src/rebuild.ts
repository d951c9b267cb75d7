import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@ledger/kernel';
import type { EventStore } from '@ledger/event-store';
import { computeRows } from './compute-rows.js';
import type { Checkpoint, ContractList } from './contract-list.js';
import type { ContractSource } from './contract-source.js';

const PAGE = 1000;

/**
 * Makes the list anew from the log: each contract is computed once, and the checkpoint comes last, so that a list that was
 * interrupted is made anew again.
 */
export const rebuild = async (
  store: EventStore,
  source: ContractSource,
  list: ContractList,
  clock: Clock,
  afterEach: () => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  await list.reset();
  const { contractIds, checkpoint } = await contractsIn(store, source);
  for (let start = 0; start < contractIds.length; start += PAGE) {
    const computed = await computeRows(source, clock, contractIds.slice(start, start + PAGE), afterEach);
    await list.save({ ...computed, checkpoint: undefined });
  }
  await list.save({ rows: [], failures: [], checkpoint });
};

const contractsIn = async (
  store: EventStore,
  source: ContractSource,
): Promise<{ readonly contractIds: readonly string[]; readonly checkpoint: Checkpoint | undefined }> => {
  const contractIds = new Set<string>();
  let checkpoint: Checkpoint | undefined;
  for (;;) {
    const { events } = await store.readAll({ after: checkpoint?.position ?? 0n, limit: PAGE });
    const last = events.at(-1);
    if (last === undefined) return { contractIds: [...contractIds], checkpoint };
    for (const { stream } of events) {
      const contractId = source.contractOf(stream);
      if (contractId !== undefined) contractIds.add(contractId);
    }
    checkpoint = { position: last.position, eventId: last.id };
    await setImmediate(); // a long log leaves room for everything else
  }
};
