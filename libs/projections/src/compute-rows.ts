import { japaneseDateOf, type Clock } from '@ledger/kernel';
import { EventStoreError, StoreDamaged } from '@ledger/event-store';
import type { ComputedRow, Failure } from './read-model.js';
import { rowOn, type KnownContract } from './contract-row.js';
import type { ContractSource } from './contract-source.js';

export interface Computed {
  readonly rows: readonly ComputedRow[];
  readonly failures: readonly Failure[];
}

/** Contracts read together: most of what is saved by that, and nobody waits for long. */
const TOGETHER = 16;

/**
 * The rows of these contracts, as of today where nothing else is said. One that cannot be computed does not keep the others from it.
 * @param positionOf the first position that a contract that fails does not contain
 * @param rowOf undefined for one that is not to be listed
 * @throws {EventStoreError} where it is the log that fails
 */
export const computeRows = async (
  source: ContractSource,
  clock: Clock,
  contractIds: Iterable<string>,
  positionOf: (contractId: string) => bigint,
  afterEach: () => Promise<void>,
  rowOf: (known: KnownContract) => ComputedRow | undefined = (known) => rowOn(known, japaneseDateOf(clock.now())),
): Promise<Computed> => {
  const rows: ComputedRow[] = [];
  const failures: Failure[] = [];
  const ids = [...contractIds];
  for (let start = 0; start < ids.length; start += TOGETHER) {
    for (const { contractId, known } of await readTogether(source, ids.slice(start, start + TOGETHER))) {
      try {
        const contract = known();
        if (contract === undefined) throw new Error('its stream is empty');
        const row = rowOf(contract);
        if (row !== undefined) rows.push(row);
      } catch (cause) {
        failures.push({
          contractId,
          reason: String(cause),
          since: clock.now(),
          position: positionOf(contractId),
        });
      }
      await afterEach();
    }
  }
  return { rows, failures };
};

interface Reading {
  readonly contractId: string;
  /** @throws whatever makes the contract unreadable */
  readonly known: () => KnownContract | undefined;
}

/** @throws {EventStoreError} where the log fails, but for damage: that is the matter of the contract that is damaged */
const readTogether = async (source: ContractSource, contractIds: readonly string[]): Promise<readonly Reading[]> => {
  try {
    const contracts = await source.knownTogether(contractIds);
    return contracts.map((known, index) => ({ contractId: contractIds[index] ?? '', known }));
  } catch (cause) {
    if (!(cause instanceof StoreDamaged)) throw cause;
    return Promise.all(contractIds.map((contractId) => readAlone(source, contractId)));
  }
};

const readAlone = async (source: ContractSource, contractId: string): Promise<Reading> => {
  try {
    const contract = await source.known(contractId);
    return { contractId, known: () => contract };
  } catch (cause) {
    if (cause instanceof EventStoreError && !(cause instanceof StoreDamaged)) throw cause; // not the contract's fault
    return {
      contractId,
      known: () => {
        throw cause;
      },
    };
  }
};
