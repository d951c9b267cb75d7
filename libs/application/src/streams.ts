import { LRUCache } from 'lru-cache';
import { EventStore, type RecordedEvent } from '@ledger/event-store';
import { concernedBy } from '@ledger/contract';
import { ContractSource, type Concerned, type KnownContract } from '@ledger/projections';
import { ADOPTIONS_STREAM, AdoptionReader } from './adoptions/adoption-reader.js';
import { ContractUnreadable } from './errors.js';
import { CONTRACT_ID } from './ids.js';
import { extended, openRecorded, type OpenedEvent, type StoredContract } from './stored-contract.js';

/** What a contract's stream said, and where the log ended when it was asked. */
export interface ReadContract {
  /** Undefined where there is none. */
  readonly contract: StoredContract | undefined;
  readonly head: bigint;
}

/** A contract with what is adopted by now. */
type FoundContract = StoredContract & KnownContract;

const PREFIX = 'contract-';

/** The stream that a contract is kept in. */
export const streamOf = (contractId: string): string => PREFIX + contractId;
/** The contract that a stream keeps; undefined for any other stream. */
export const contractOf = (stream: string): string | undefined =>
  stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : undefined;

/**
 * Reads contracts from their streams. What was read before is kept, up to so many bytes, and only what came since is read again: every
 * read sees all that was recorded before it began.
 */
export class Streams extends ContractSource {
  /** What is adopted, for the same contracts. */
  readonly adoptions: AdoptionReader;
  readonly #kept: LRUCache<string, StoredContract>;

  /** @param keepsAll also what is read together: for whoever reads the same contracts again as they grow */
  constructor(
    private readonly store: EventStore,
    maxBytes: number,
    private readonly keepsAll = false,
  ) {
    super();
    this.adoptions = new AdoptionReader(store);
    this.#kept = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes });
  }

  /** @throws {ContractUnreadable} {EventStoreError} */
  async read(contractId: string): Promise<ReadContract> {
    if (!CONTRACT_ID.test(contractId)) return { contract: undefined, head: await this.store.head() };
    const kept = this.#kept.get(contractId);
    const from = BigInt(kept === undefined ? 0 : kept.revision + 1);
    const { events, head } = await this.store.readStream(streamOf(contractId), { from });
    if (events.length === 0) return { contract: kept, head };
    const contract = grown(contractId, kept, events);
    this.keep(contract);
    return { contract, head };
  }

  /** The contract as it was last read or written here, which another server may have added to since. */
  lastSeen(contractId: string): StoredContract | undefined {
    return this.#kept.get(contractId);
  }

  keep(contract: StoredContract): void {
    const kept = this.#kept.peek(contract.contractId);
    if (kept === undefined || kept.revision < contract.revision) this.#kept.set(contract.contractId, contract);
  }

  /** To be called when what was kept no longer reads as before: values were erased. */
  forget(contractId: string): void {
    this.#kept.delete(contractId);
  }

  override contractOf(stream: string): string | undefined {
    return contractOf(stream);
  }

  override async concernedBy({ stream, revision }: RecordedEvent): Promise<Concerned> {
    return stream === ADOPTIONS_STREAM ? concernedBy(await this.adoptions.upToDate(), Number(revision)) : [];
  }

  /** Keeps none that was not kept before, unless told to: whoever goes through all contracts would drive out those that are asked for again. */
  override async knownTogether(contractIds: readonly string[]): Promise<readonly (() => FoundContract | undefined)[]> {
    const wanted = contractIds.map((contractId) => ({ contractId, kept: this.#kept.peek(contractId) }));
    const slices = await this.store.readStreams(
      wanted.map(({ contractId, kept }) => ({
        stream: streamOf(contractId),
        from: BigInt(kept === undefined ? 0 : kept.revision + 1),
      })),
    );
    const adoptions = await this.adoptions.upToDate();
    return wanted.map(({ contractId, kept }, index) => () => {
      const events = slices[index]?.events ?? [];
      if (events.length === 0) return kept && { ...kept, adoptions };
      const contract = grown(contractId, kept, events);
      if (this.keepsAll) this.keep(contract);
      return { ...contract, adoptions };
    });
  }

  override async known(contractId: string): Promise<FoundContract | undefined> {
    const { contract } = await this.read(contractId);
    return contract && { ...contract, adoptions: await this.adoptions.upToDate() };
  }
}

/** The contract with what was recorded since it was kept. @throws {ContractUnreadable} */
const grown = (
  contractId: string,
  kept: StoredContract | undefined,
  events: readonly RecordedEvent[],
): StoredContract => {
  const opened = events.map((event) => openedIn(contractId, event));
  try {
    return extended(contractId, kept, opened);
  } catch (cause) {
    throw new ContractUnreadable(contractId, undefined, cause);
  }
};

const openedIn = (contractId: string, event: RecordedEvent): OpenedEvent => {
  try {
    return openRecorded(event);
  } catch (cause) {
    throw new ContractUnreadable(contractId, event.id, cause);
  }
};
