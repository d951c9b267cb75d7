import type { RecordedEvent } from '@ledger/event-store';
import type { KnownContract } from './contract-row.js';
import type { Concerned } from './pending.js';

/** Where the list learns of contracts: the application reads their streams for it as it does for commands and questions. */
export abstract class ContractSource {
  /** The contract whose stream this is; undefined for a stream of something else. */
  abstract contractOf(stream: string): string | undefined;
  /** The contracts whose rows an event changes that is no contract's own; of all other events none. */
  abstract concernedBy(event: RecordedEvent): Promise<Concerned>;
  /** Undefined where there is no such contract. @throws whatever makes it unreadable. */
  abstract known(contractId: string): Promise<KnownContract | undefined>;
  /**
   * Several contracts, cheaper than one by one; each answers for itself, as `known` does.
   * @throws {EventStoreError} where the log fails at one of them
   */
  abstract knownTogether(contractIds: readonly string[]): Promise<readonly (() => KnownContract | undefined)[]>;
}
