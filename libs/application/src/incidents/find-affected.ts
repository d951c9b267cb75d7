import { setImmediate } from 'node:timers/promises';
import { instant, japaneseDateOf } from '@ledger/kernel';
import { StoreDamaged, type EventStore } from '@ledger/event-store';
import { adoptedInterpretation, historyOf, isAffectedOn, type Incident } from '@ledger/contract';
import type { StoredContract } from '../stored-contract.js';
import type { Streams } from '../streams.js';

/** Contracts read together: few enough for whoever reads one of them meanwhile not to wait for long. */
const TOGETHER = 50;
/** Contracts looked at before everything else gets its turn. */
const SLICE = 10;

/** A contract, which is opened when it is asked for, and throws where it cannot be. */
export interface FoundContract {
  readonly contractId: string;
  readonly read: () => StoredContract | undefined;
}

/** The contracts that an incident concerns, one after the other; those found before are left out. */
export const affectedContracts = (
  store: EventStore,
  streams: Streams,
  incident: Incident,
  found: ReadonlySet<string>,
): AsyncIterable<FoundContract> => {
  const { contractIds } = incident.report.data;
  return contractIds === 'all'
    ? inForce(store, streams, incident, found)
    : contractsOf(streams, [contractIds.filter((contractId) => !found.has(contractId))]);
};

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
): AsyncGenerator<FoundContract> {
  const isAffected = isAffectedBy(incident, streams);
  const seen = new Set(found);
  for await (const contract of contractsOf(streams, unseenOf(store, streams, seen))) {
    if (seen.has(contract.contractId) || !isAffected(contract)) continue;
    seen.add(contract.contractId);
    yield contract;
  }
}

/** The contracts of the log, page by page, without those seen by then. */
async function* unseenOf(
  store: EventStore,
  streams: Streams,
  seen: ReadonlySet<string>,
): AsyncGenerator<readonly string[]> {
  for await (const names of store.streamNames()) {
    yield names.flatMap((name) => streams.contractOf(name) ?? []).filter((contractId) => !seen.has(contractId));
  }
}

/** Contracts one after the other, read many together while those before are looked at; everything else gets its turn between them. */
export async function* contractsOf(
  streams: Streams,
  pages: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<FoundContract> {
  for await (const contracts of oneAhead(readOf(streams, pages))) {
    for (const [index, contract] of contracts.entries()) {
      yield contract;
      if (index % SLICE === SLICE - 1) await setImmediate();
    }
  }
}

async function* readOf(
  streams: Streams,
  pages: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<readonly FoundContract[]> {
  for await (const contractIds of pages) {
    for (let start = 0; start < contractIds.length; start += TOGETHER) {
      const ids = contractIds.slice(start, start + TOGETHER);
      const contracts = await readTogether(streams, ids);
      yield ids.map((contractId, index) => {
        let contract: StoredContract | undefined;
        return { contractId, read: () => (contract ??= contracts[index]?.()) };
      });
    }
  }
}

/** The same, the next of which is asked for before this one is done with. */
async function* oneAhead<Item>(source: AsyncGenerator<Item>): AsyncGenerator<Item> {
  const ask = (): Promise<IteratorResult<Item>> => {
    const asked = source.next();
    asked.catch(() => undefined); // thrown to whoever comes to it, and to nobody where nobody does
    return asked;
  };
  let next = ask();
  try {
    for (let result = await next; result.done !== true; result = await next) {
      next = ask();
      yield result.value;
    }
  } finally {
    await source.return(undefined);
  }
}

/** Several contracts; each is read when it is asked for, and throws where it cannot be. */
const readTogether = async (
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
const isAffectedBy = (
  { reportedAt: position, firstAwareAt }: Incident,
  { adoptions }: Streams,
): ((contract: FoundContract) => boolean) => {
  const on = japaneseDateOf(instant(firstAwareAt));
  return ({ contractId, read }) => {
    try {
      const contract = read();
      if (contract === undefined || contract.madeAt > position) return false;
      const { history } = contract;
      const isKnownThen = (history.recorded.at(-1)?.position ?? 0n) <= position;
      const then = isKnownThen ? history : historyOf(contractId, history.recorded, { position });
      return isAffectedOn(then, on, adoptedInterpretation(adoptions.lastSeen, contractId, { position })(on));
    } catch {
      return true;
    }
  };
};
