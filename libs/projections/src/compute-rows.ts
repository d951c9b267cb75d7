import { japaneseDateOf, type Clock } from '@ledger/kernel';
import { EventStoreError, StoreDamaged } from '@ledger/event-store';
import type { ContractRow, Failure } from './contract-list.js';
import { rowOn } from './contract-row.js';
import type { ContractSource } from './contract-source.js';

export interface Computed {
  readonly rows: readonly ContractRow[];
  readonly failures: readonly Failure[];
}

/**
 * The rows of these contracts as of today. One that cannot be computed does not keep the others from it.
 * @throws {EventStoreError} where it is the log that fails
 */
export const computeRows = async (
  source: ContractSource,
  clock: Clock,
  contractIds: Iterable<string>,
  afterEach: () => Promise<void>,
): Promise<Computed> => {
  const rows: ContractRow[] = [];
  const failures: Failure[] = [];
  for (const contractId of contractIds) {
    try {
      const contract = await source.known(contractId);
      if (contract === undefined) throw new Error('its stream is empty');
      rows.push(rowOn(contract, japaneseDateOf(clock.now())));
    } catch (cause) {
      if (cause instanceof EventStoreError && !(cause instanceof StoreDamaged)) throw cause; // not the contract's fault
      failures.push({ contractId, reason: String(cause) });
    }
    await afterEach();
  }
  return { rows, failures };
};
