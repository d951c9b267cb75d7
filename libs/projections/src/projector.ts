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
import { nextOf, PENDING, pendingAfter, pendingOf, pendingWith, textOfPending, type Pending } from './pending.js';
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

/** What is still to be computed again, once something is saved. */
type PendingThen = (pending: Pending | undefined) => Pending | undefined;

/**
 * Keeps the contract list: after every event that is recorded, when a day begins that changes a row, and when something is adopted. What
 * is adopted for many is made good in the background, while further events are followed.
 */
export class ContractListProjector {
  readonly #pace: Pace;
  #running: Promise<Subscription> | undefined;
  #refreshing: Promise<void> | undefined;
  #isClosed = false;
  /** Resolves when what is done meanwhile is over. */
  #aside: Promise<unknown> | undefined;
  #timesAside = 0;
  #account: PositionAccount;
  #savedTo = 0n;
  #pending: Pending | undefined;
  /** What was read and not yet saved makes this of it. */
  #pendingThen: PendingThen = same;
  #saving: Promise<void> = Promise.resolve();
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
      while (!(await this.#pace.hurried(() => this.#catchUp())));
    } catch (cause) {
      if (cause instanceof EventStoreError) throw cause;
      throw new StoreUnavailable('the contract list cannot be kept now', { cause });
    }
  }

  /**
   * Leaves off, has something done with the list, and goes on where the list is then, which may be another one. Whoever waits for the list
   * waits for that, too.
   */
  async aside<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#aside !== undefined) await this.#aside;
    const over = Promise.withResolvers<unknown>();
    this.#aside = over.promise;
    this.#timesAside += 1;
    try {
      const subscription = await this.#running?.catch(() => undefined);
      await this.#pace.hurried(async () => subscription?.close());
      await this.#refreshing?.catch(() => undefined);
      this.#running = undefined;
      return await work();
    } finally {
      this.#aside = undefined;
      over.resolve(undefined);
      if (!this.#isClosed) this.start();
    }
  }

  /** Leaves off at the checkpoint. The list and the log stay open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const subscription = await this.#running?.catch(() => undefined);
    await this.#pace.hurried(async () => subscription?.close());
    await this.#refreshing?.catch(() => undefined);
  }

  /** Answers whether it did; where it was set aside meanwhile it has to be done again. */
  async #catchUp(): Promise<boolean> {
    await this.#aside;
    const timesAside = this.#timesAside;
    try {
      const subscription = await this.#run();
      const head = await this.store.head();
      if (head > this.#wantedTo) this.#wantedTo = head;
      await subscription.reached(head);
      if (this.#timesAside !== timesAside) return false;
      await (this.#refreshing ??= this.#refresh());
      return true;
    } catch (cause) {
      if (this.#timesAside !== timesAside && !this.#isClosed) return false;
      throw cause;
    }
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
    this.#pending = pendingOf(await this.list.note(PENDING));
    this.#pendingThen = same;
    await this.#save(await this.#compute((await this.list.failures()).map(({ contractId }) => contractId)));
    const subscription = this.store.subscribe({ after: this.#savedTo }, (events) => this.#project(events));
    subscription.ended.catch((cause: unknown) => this.#stop(cause)).catch(() => undefined);
    this.#recompute();
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
    for (const event of events) {
      if (this.source.contractOf(event.stream) === undefined) await this.#noteConcerned(event);
    }
    const last = events.at(-1);
    if (last === undefined || !(await this.#isTimeToSave(last.position))) return;
    const computed = await this.#compute(this.#account.unsaved.keys());
    this.#account.settle(computed);
    const pendingThen = this.#pendingThen;
    this.#pendingThen = same;
    await this.#save(computed, { position: last.position, eventId: last.id }, pendingThen);
    this.#savedTo = last.position;
    this.#recompute();
  }

  async #noteConcerned(event: RecordedEvent): Promise<void> {
    const concerned = await this.source.concernedBy(event);
    const before = this.#pendingThen;
    if (concerned.length > 0) this.#pendingThen = (pending) => pendingWith(before(pending), concerned);
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
        if (due.length > 0) await this.#save(await this.#compute(due));
        else if (this.#pending === undefined) return;
        else await this.#computePending(this.#pending);
      }
    } finally {
      this.#refreshing = undefined;
    }
  }

  /** In the background, where nobody waits for it. */
  #recompute(): void {
    if (this.#pending === undefined || this.#refreshing !== undefined || this.#isClosed) return;
    this.#refreshing = this.#refresh();
    this.#refreshing.catch((cause: unknown) => {
      if (!this.#isClosed) this.report.stopped(cause);
    });
  }

  /** Begins anew where more is concerned meanwhile. */
  async #computePending(pending: Pending): Promise<void> {
    const contractIds = await nextOf(pending, this.list, DUE_AT_ONCE);
    const left = pendingAfter(pending, contractIds.at(-1));
    await this.#save(await this.#compute(contractIds), undefined, (now) => (now === pending ? left : now));
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

  /** One after the other, so that what is pending is noted as it then is. */
  #save(computed: Computed, checkpoint?: Checkpoint, pendingThen: PendingThen = same): Promise<void> {
    const save = async (): Promise<void> => {
      const pending = pendingThen(this.#pending);
      const notes = pending === this.#pending ? undefined : { [PENDING]: textOfPending(pending) };
      await this.list.save({ ...computed, checkpoint, ...(notes && { notes }) }, this.options.fence);
      this.#pending = pending;
    };
    for (const failure of computed.failures) this.report.failed(failure);
    const saved = this.#saving.then(save);
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  #stop(cause: unknown): never {
    this.#running = undefined;
    if (!this.#isClosed) this.report.stopped(cause);
    throw cause;
  }
}

const same: PendingThen = (pending) => pending;
