import { Injectable } from '@nestjs/common';
import { EventStore } from '@ledger/event-store';
import { ContractList } from '@ledger/projections';

/** Whether the server can do what it is there for. */
@Injectable()
export class Readiness {
  constructor(
    private readonly store: EventStore,
    private readonly list: ContractList,
  ) {}

  /** What stands in the way, if anything: the log cannot be read, or the list is being made. */
  async obstacle(): Promise<string | undefined> {
    try {
      if ((await this.store.head()) === 0n) return undefined;
      return (await this.list.checkpoint()) === undefined ? 'the contract list is being made' : undefined;
    } catch {
      return 'the log cannot be read';
    }
  }
}
