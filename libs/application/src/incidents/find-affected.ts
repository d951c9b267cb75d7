import { setImmediate } from 'node:timers/promises';
import { instant, japaneseDateOf } from '@ledger/kernel';
import { StoreDamaged, type EventStore } from '@ledger/event-store';
import { historyOf, isAffectedOn, type Incident } from '@ledger/contract';
import { commandInterpretation } from '../drafts.js';
import type { StoredContract } from '../stored-contract.js';
import type { Streams } from '../streams.js';

/** Contracts read together: most of what is saved by that, and nobody waits for long. */
const TOGETHER = 32;

/** The contracts that an incident concerns, in pages; those found before are left out. */
export const affectedContracts = (
  store: EventStore,
  streams: Streams,
  incident: Incident,
  found: ReadonlySet<string>,
): AsyncIterable<readonly string[]> => {
  const { contractIds } = incident.report.data;
  return contractIds === 'all' ? inForce(store, streams, incident, found) : named(contractIds, found);
};

async function* named(contractIds: readonly string[], found: ReadonlySet<string>): AsyncGenerator<readonly string[]> {
  yield await Promise.resolve(contractIds.filter((contractId) => !found.has(contractId)));
}

/**
 * All that were in force on the day on which the provider became aware, by what the log held when the incident was reported: what was
 * recorded since counts neither for nor against, so that whoever looks, and whenever, finds the same ones. A contract that cannot be read
 * is among them: somebody has to look at it.
 */
async function* inForce(
  store: EventStore,
  streams: Streams,
  incident: Incident,
  found: ReadonlySet<string>,
): AsyncGenerator<readonly string[]> {
  const isAffected = isAffectedBy(incident);
  const seen = new Set(found);
  for await (const names of store.streamNames()) {
    const contractIds = names.flatMap((name) => streams.contractOf(name) ?? []).filter((id) => !seen.has(id));
    for (let start = 0; start < contractIds.length; start += TOGETHER) {
      const page = contractIds.slice(start, start + TOGETHER);
      const contracts = await readTogether(streams, page);
      const affected = page.filter((contractId, index) => !seen.has(contractId) && isAffected(contracts[index]));
      for (const contractId of affected) seen.add(contractId);
      yield affected;
      await setImmediate(); // leaves room for everything else
    }
  }
}

/** Several contracts; each is read when it is asked for, and throws where it cannot be. */
export const readTogether = async (
  streams: Streams,
  contractIds: readonly string[],
): Promise<readonly (() => StoredContract | undefined)[]> => {
  try {
    return await streams.knownTogether(contractIds);
  } catch (cause) {
    if (!(cause instanceof StoreDamaged)) throw cause;
    return Promise.all(contractIds.map((contractId) => readAlone(streams, contractId)));
  }
};

const readAlone = async (streams: Streams, contractId: string): Promise<() => StoredContract | undefined> => {
  try {
    const { contract } = await streams.read(contractId);
    return () => contract;
  } catch (cause) {
    if (!(cause instanceof StoreDamaged)) throw cause; // not the contract's fault
    return () => {
      throw cause;
    };
  }
};

/** The day is the one first reported: a correction of it is carried to the same contracts. */
const isAffectedBy = ({ reportedAt: position, firstAwareAt }: Incident) => {
  const on = japaneseDateOf(instant(firstAwareAt));
  return (known: (() => StoredContract | undefined) | undefined): boolean => {
    let contract: StoredContract | undefined;
    try {
      contract = known?.();
    } catch {
      return true;
    }
    if (contract === undefined || contract.madeAt > position) return false;
    const history = historyOf(contract.contractId, contract.history.recorded, { position });
    return isAffectedOn(history, on, commandInterpretation);
  };
};
