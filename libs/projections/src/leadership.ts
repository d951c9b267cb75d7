import { setTimeout as pause } from 'node:timers/promises';
import { monotonicMilliseconds } from '@ledger/kernel';
import type { Lease, ReadModel } from './read-model.js';

/** What a leader does from when it becomes one until it is one no more. */
export interface Term {
  /** Ends it, and resolves when nothing is done any more. */
  readonly end: () => Promise<void>;
}

export interface LeadershipOptions {
  /** What there is one leader for. */
  readonly name: string;
  /** A name that no other process has, nor the same after a restart. */
  readonly holder: string;
  /** How long the lease holds that is not taken again. */
  readonly leaseMilliseconds: number;
  /** How often the lease is asked for: a fraction of the above. */
  readonly turnMilliseconds: number;
  /** Whether this process could lead now; one that cannot lets another. */
  readonly isReady: () => boolean;
  /** @param isHeld whether the lease certainly holds at this moment: to be asked before what cannot be taken back */
  readonly begin: (lease: Lease, isHeld: () => boolean) => Term;
  readonly report: LeadershipReport;
}

export interface LeadershipReport {
  readonly began: (lease: Lease) => void;
  readonly ended: (lease: Lease, why: string) => void;
  /** The lease could not be asked for; it is asked for again. */
  readonly failed: (cause: unknown) => void;
}

/**
 * What follows from having asked for the lease.
 * @param held under which this process leads; undefined where it stands by
 * @param taken what it was given; undefined where another has it
 */
export const nextTurn = (
  held: Lease | undefined,
  taken: Lease | undefined,
): 'stand-by' | 'begin' | 'go-on' | 'end' | 'begin-anew' => {
  if (taken === undefined) return held === undefined ? 'stand-by' : 'end';
  if (held === undefined) return 'begin';
  return taken.token === held.token ? 'go-on' : 'begin-anew'; // another may have led in between
};

/**
 * One of several processes leads, the others stand by. Who leads says a lease that the database keeps by its own clock; a leader that cannot
 * take it again in time ends its term by itself, and what one writes that was stopped for longer is refused for its old token.
 */
export class Leadership {
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #lease: Lease | undefined;
  #term: Term | undefined;
  #deadline: NodeJS.Timeout | undefined;
  /** A process that was stopped wakes up after the deadline, and before it is told of it. */
  #heldUntil = 0;
  /** Terms that are over and not yet at their end: what they may still try to write is refused. */
  readonly #ending = new Set<Promise<void>>();

  constructor(
    private readonly leases: Pick<ReadModel, 'takeLease' | 'releaseLease'>,
    private readonly options: LeadershipOptions,
  ) {}

  /** Under which this process leads; undefined while it stands by. */
  get lease(): Lease | undefined {
    return this.#lease;
  }

  /** Begins to ask for the lease, in the background. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends the term, and lets go of the lease: another need not wait. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
    const lease = this.#lease;
    this.#end('it stops');
    await Promise.all(this.#ending);
    await this.#release(lease);
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#turn();
      await pause(this.options.turnMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  async #turn(): Promise<void> {
    const { name, holder, leaseMilliseconds, report } = this.options;
    if (!this.options.isReady()) return this.#standBack();
    const deadline = setTimeout(() => this.#end('the lease could not be taken again'), leaseMilliseconds);
    const heldUntil = monotonicMilliseconds() + leaseMilliseconds;
    let taken: Lease | undefined;
    try {
      taken = await within(leaseMilliseconds, this.leases.takeLease(name, holder, leaseMilliseconds));
    } catch (cause) {
      clearTimeout(deadline); // that of the turn before goes on
      report.failed(cause);
      return;
    }
    clearTimeout(this.#deadline);
    this.#deadline = deadline;
    if (taken === undefined) clearTimeout(deadline);
    else this.#heldUntil = heldUntil;
    this.#follow(taken);
  }

  async #standBack(): Promise<void> {
    const lease = this.#lease;
    this.#end('it is not ready');
    await Promise.all(this.#ending); // nobody else begins before this one has ended
    await this.#release(lease);
  }

  async #release(lease: Lease | undefined): Promise<void> {
    if (lease !== undefined) await this.leases.releaseLease(lease).catch(this.options.report.failed);
  }

  #follow(taken: Lease | undefined): void {
    switch (nextTurn(this.#lease, taken)) {
      case 'stand-by':
      case 'go-on':
        return;
      case 'end':
        this.#end('another has the lease');
        return;
      case 'begin-anew':
        this.#end('the lease had run out');
        this.#begin(taken);
        return;
      case 'begin':
        this.#begin(taken);
    }
  }

  #begin(lease: Lease | undefined): void {
    if (lease === undefined || this.#closing.signal.aborted) return;
    this.#lease = lease;
    this.options.report.began(lease);
    this.#term = this.options.begin(lease, () => this.#lease === lease && monotonicMilliseconds() < this.#heldUntil);
  }

  #end(why: string): void {
    clearTimeout(this.#deadline);
    const [lease, term] = [this.#lease, this.#term];
    this.#lease = undefined;
    this.#term = undefined;
    if (lease === undefined || term === undefined) return;
    this.options.report.ended(lease, why);
    const ending = term
      .end()
      .catch(this.options.report.failed)
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

/** What does not answer in that time has failed; its late answer is nobody's. */
const within = async <Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> => {
  const ending = new AbortController();
  const tooLate = pause(milliseconds, undefined, { signal: ending.signal }).then(() => {
    throw new Error(`the lease was not answered about within ${String(milliseconds)} ms`);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    ending.abort();
    tooLate.catch(() => undefined);
    answer.catch(() => undefined);
  }
};
