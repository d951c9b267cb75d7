import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiskFull, EventStore } from '@ledger/event-store';
import { ReadModel } from '@ledger/projections';

/** Whether the server can do what it is there for. */
@Injectable()
export class Readiness implements OnApplicationBootstrap {
  /** Then there is nothing that the list would have to be made of: it follows the first events at once. */
  private beganEmpty = false;

  constructor(
    private readonly store: EventStore,
    private readonly list: ReadModel,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.beganEmpty = await this.store.head().then(
      (head) => head === 0n,
      () => false,
    );
  }

  /** What stands in the way of commands, if anything: the log cannot be read, or written, or the list is being made. */
  async obstacle(): Promise<string | undefined> {
    try {
      const head = await this.store.head();
      const hindrance = await this.store.hindrance();
      if (hindrance instanceof DiskFull) return 'the disk is full: nothing can be recorded';
      if (hindrance !== undefined) return 'nothing can be recorded: the last command could not be written';
      if (head === 0n || this.beganEmpty) return undefined;
    } catch {
      return 'the log cannot be read';
    }
    return (await this.#listState()) === 'not-made' ? 'the contract list is being made' : undefined;
  }

  /** What does not work though commands do. */
  async lack(): Promise<string | undefined> {
    return (await this.#listState()) === 'away' ? 'the read model does not answer: lists are not available' : undefined;
  }

  async #listState(): Promise<'made' | 'not-made' | 'away'> {
    try {
      return (await this.list.checkpoint()) === undefined ? 'not-made' : 'made';
    } catch {
      return 'away';
    }
  }
}
