import { setImmediate } from 'node:timers/promises';
import { japaneseDateOf, type Clock } from '@ledger/kernel';
import {
  EventStoreError,
  StoreClosed,
  StoreUnavailable,
  type EventStore,
  type RecordedEvent,
  type Subscription,
} from '@ledger/event-store';
import { computeRows, type Computed } from './compute-rows.js';
import type { Checkpoint, Failure, Fence, ReadModel } from './read-model.js';
import type { ContractSource } from './contract-source.js';
import { Pace } from './pace.js';
import { CheckpointBeyondEnd, PositionAccount, type Passed } from './position-account.js';
import { rebuild } from './rebuild.js';
import { ForeignReadModel, whoseCheckpoint } from './whose-checkpoint.js';

/** Told what is out of the ordinary. */
export interface ProjectorReport {
  /** The list, which nobody else writes, begins anew: its checkpoint is not an event of this log. */
  readonly foreign: (checkpoint: Checkpoint) => void;
  /** The contract's row shows an earlier state, or is not there; the others go on. */
  readonly failed: (failure: Failure) => void;
  /** The log or the list failed. The projector goes on from its checkpoint when it is asked for the list again. */
  readonly stopped: (cause: unknown) => void;
}

export interface ProjectorOptions {
  /** Without it nobody else writes the read model, nor rests on it. */
  readonly fence?: Fence;
  /** The process has nothing else to do: the projector never rests, and saves what it has read before it reads on. */
  readonly isAlone?: boolean;
}

const DUE_AT_ONCE = 200;
/** Contracts that changed are computed together when the end of the log is reached, or there are so many. */
const MOST_CHANGED = 1000;

/** Keeps the contract list: after every event that is recorded, and when a day begins that changes a row. */
export class ContractListProjector {
  readonly #pace: Pace;
  #running: Promise<Subscription> | undefined;
  #refreshing: Promise<void> | undefined;
  #isClosed = false;
  #account: PositionAccount;
  #savedTo = 0n;
  /** Somebody waits for the list to contain this position. */
  #wantedTo = 0n;

  constructor(
    private readonly store: EventStore,
    private readonly source: ContractSource,
    private readonly list: ReadModel,
    private readonly clock: Clock,
    private readonly report: ProjectorReport,
    private readonly options: ProjectorOptions = {},
  ) {
    this.#pace = new Pace(() => store.head());
    this.#account = this.#accountFrom(0n);
  }

  /** What became of the positions since it began. */
  get passed(): Passed {
    return this.#account.passed;
  }

  /** Begins in the background where it left off. */
  start(): void {
    this.#run().catch(() => undefined); // reported
  }

  /**
   * Resolves when the list holds all that is recorded by now and is right for today.
   * @throws {EventStoreError} where the log, or the list, cannot do it now
   */
  async caughtUp(): Promise<void> {
    try {
      await this.#pace.hurried(async () => {
        const subscription = await this.#run();
        const head = await this.store.head();
        if (head > this.#wantedTo) this.#wantedTo = head;
        await subscription.reached(head);
        await (this.#refreshing ??= this.#refresh());
      });
    } catch (cause) {
      if (cause instanceof EventStoreError) throw cause;
      throw new StoreUnavailable('the contract list cannot be kept now', { cause });
    }
  }

  /** Leaves off at the checkpoint. The list and the log stay open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const subscription = await this.#running?.catch(() => undefined);
    await this.#pace.hurried(async () => subscription?.close());
    await this.#refreshing?.catch(() => undefined);
  }

  #run(): Promise<Subscription> {
    if (this.#isClosed) return Promise.reject(new StoreClosed());
    this.#running ??= this.#begin().catch((cause: unknown) => this.#stop(cause));
    return this.#running;
  }

  async #begin(): Promise<Subscription> {
    const checkpoint = (await this.#ownCheckpoint()) ?? (await this.#rebuilt());
    this.#savedTo = checkpoint?.position ?? 0n;
    this.#account = this.#accountFrom(this.#savedTo);
    await this.#save(await this.#compute((await this.list.failures()).map(({ contractId }) => contractId)));
    const subscription = this.store.subscribe({ after: this.#savedTo }, (events) => this.#project(events));
    subscription.ended.catch((cause: unknown) => this.#stop(cause)).catch(() => undefined);
    return subscription;
  }

  #accountFrom(position: bigint): PositionAccount {
    return new PositionAccount(position, this.store.isDense, (stream) => this.source.contractOf(stream));
  }

  /** The checkpoint, where it is one of this log. @throws {CheckpointBeyondEnd} {ForeignReadModel} where others share the read model */
  async #ownCheckpoint(): Promise<Checkpoint | undefined> {
    const checkpoint = await this.list.checkpoint();
    if (checkpoint === undefined) return undefined;
    const end = await this.store.head();
    if (checkpoint.position > end) throw new CheckpointBeyondEnd(checkpoint.position, end);
    if ((await whoseCheckpoint(this.store, checkpoint)) === 'own') return checkpoint;
    if (this.options.fence !== undefined) throw new ForeignReadModel(checkpoint);
    this.report.foreign(checkpoint);
    return undefined;
  }

  async #rebuilt(): Promise<Checkpoint | undefined> {
    await rebuild(this.store, this.source, this.list, this.clock, () => this.#step(), this.options.fence);
    return this.list.checkpoint();
  }

  async #project(events: readonly RecordedEvent[]): Promise<void> {
    this.#account.read(events);
    const last = events.at(-1);
    if (last === undefined || !(await this.#isTimeToSave(last.position))) return;
    const computed = await this.#compute(this.#account.unsaved.keys());
    this.#account.settle(computed);
    await this.#save(computed, { position: last.position, eventId: last.id });
    this.#savedTo = last.position;
  }

  async #isTimeToSave(position: bigint): Promise<boolean> {
    const isWanted = this.#savedTo < this.#wantedTo && this.#wantedTo <= position;
    if (isWanted || this.options.isAlone === true || this.#account.unsaved.size >= MOST_CHANGED) return true;
    return position >= (await this.store.head());
  }

  async #refresh(): Promise<void> {
    try {
      const today = japaneseDateOf(this.clock.now());
      for (;;) {
        const due = await this.list.due(today, DUE_AT_ONCE);
        if (due.length === 0) return;
        await this.#save(await this.#compute(due));
      }
    } finally {
      this.#refreshing = undefined;
    }
  }

  #compute(contractIds: Iterable<string>): Promise<Computed> {
    const positionOf = (contractId: string): bigint =>
      this.#account.unsaved.get(contractId)?.firstPosition ?? this.#savedTo;
    return computeRows(this.source, this.clock, contractIds, positionOf, () => this.#step());
  }

  #step(): Promise<void> {
    if (this.#isClosed) throw new StoreClosed();
    return this.options.isAlone === true ? setImmediate(undefined) : this.#pace.step();
  }

  async #save(computed: Computed, checkpoint?: Checkpoint): Promise<void> {
    for (const failure of computed.failures) this.report.failed(failure);
    await this.list.save({ ...computed, checkpoint }, this.options.fence);
  }

  #stop(cause: unknown): never {
    this.#running = undefined;
    if (!this.#isClosed) this.report.stopped(cause);
    throw cause;
  }
}
