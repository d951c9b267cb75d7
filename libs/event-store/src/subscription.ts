import { setImmediate } from 'node:timers/promises';
import { StoreClosed } from './errors.js';
import type { EventHandler, LogPage, Position, ReadAllOptions, SubscribeOptions } from './event-store.js';

/** A handler that is given the log's events, each once and in order. */
export interface Subscription {
  /** Up to where the handler has finished. */
  readonly position: Position;
  /**
   * Resolves when it was closed; rejects with what the handler threw, or the log. Nothing more is handed over then. Somebody has
   * to listen: a rejection that nobody hears ends the process.
   */
  readonly ended: Promise<void>;
  /** Resolves once the handler has finished what the log holds at this moment. Rejects when the subscription ends before. */
  caughtUp(): Promise<void>;
  /** Resolves once the handler has finished everything up to this position. Rejects when the subscription ends before. */
  reached(position: Position): Promise<void>;
  /** Resolves when the handler has finished what it was given. Not to be waited for inside the handler. */
  close(): Promise<void>;
}

/** What a subscription reads. */
interface Log {
  readAll(options: ReadAllOptions): Promise<LogPage>;
  head(): Promise<Position>;
  /** Whether what a read was rejected with will pass, so that it is read again after a while; where it is left out, nothing does. */
  passes?(error: unknown): boolean;
}

/** Between two tries to read a log that cannot be reached: longer each time, up to the last. */
const rests = [50, 100, 200, 500, 1_000, 2_000] as const;

/** The subscriptions of a store that can be read in pages and says when there is more. */
export class Subscriptions {
  private running: readonly CatchUpSubscription[] = [];

  constructor(private readonly log: Log) {}

  add(options: SubscribeOptions, handler: EventHandler): Subscription {
    const subscription = new CatchUpSubscription(this.log, options, handler);
    this.running = [...this.running.filter(({ isOver }) => !isOver), subscription];
    return subscription;
  }

  /** To be called when the log has grown. */
  wake(): void {
    for (const subscription of this.running) subscription.wake();
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((subscription) => subscription.close()));
  }
}

class CatchUpSubscription implements Subscription {
  readonly ended: Promise<void>;
  isOver = false;
  private reachedPosition: Position;
  private closing = false;
  /** Whether the log may have grown since it was last read. */
  private stale = true;
  private resume: () => void = () => undefined;
  private failures = 0;
  private readonly waiting = new Set<Waiting>();

  constructor(
    private readonly log: Log,
    private readonly options: SubscribeOptions,
    private readonly handler: EventHandler,
  ) {
    this.reachedPosition = options.after;
    this.ended = this.run();
  }

  get position(): Position {
    return this.reachedPosition;
  }

  async caughtUp(): Promise<void> {
    return this.reached(await this.log.head());
  }

  reached(position: Position): Promise<void> {
    if (this.reachedPosition >= position) return Promise.resolve();
    if (this.isOver) return Promise.reject(new StoreClosed());
    return new Promise((resolve, reject) => this.waiting.add({ position, resolve, reject }));
  }

  async close(): Promise<void> {
    this.closing = true;
    this.wake();
    await this.ended.catch(() => undefined); // whoever listens to `ended` is told
  }

  wake(): void {
    this.stale = true;
    this.resume();
  }

  private async run(): Promise<void> {
    try {
      await setImmediate(); // the caller holds the subscription before its first event
      while (!this.closing) await this.step();
      this.end(new StoreClosed());
    } catch (error) {
      this.end(error);
      throw error;
    }
  }

  private async step(): Promise<void> {
    this.stale = false;
    const page = await this.read();
    if (page === undefined) return this.rest();
    const { events } = page;
    const last = events.at(-1);
    if (this.closing) return;
    if (last === undefined) return this.grown();
    await this.handler(events);
    this.reachedPosition = last.position;
    for (const one of this.waiting) if (one.position <= last.position) this.release(one);
    await setImmediate(); // a long way to catch up leaves room for everything else
  }

  /** Undefined where the log cannot be read just now. */
  private async read(): Promise<LogPage | undefined> {
    try {
      const page = await this.log.readAll({ after: this.reachedPosition, limit: this.options.limit ?? 500 });
      this.failures = 0;
      return page;
    } catch (error) {
      if (this.log.passes?.(error) !== true && !this.closing) throw error;
      return undefined;
    }
  }

  private async rest(): Promise<void> {
    const milliseconds = rests[Math.min(this.failures, rests.length - 1)];
    this.failures += 1;
    if (this.closing) return;
    await new Promise<void>((resolve) => {
      const clock = setTimeout(resolve, milliseconds);
      this.resume = () => {
        clearTimeout(clock);
        resolve();
      };
    });
  }

  /** Resolves when the log may hold more. */
  private grown(): Promise<void> {
    if (this.stale) return Promise.resolve();
    return new Promise((resolve) => (this.resume = resolve));
  }

  private release(one: Waiting): void {
    this.waiting.delete(one);
    one.resolve();
  }

  private end(reason: unknown): void {
    this.isOver = true;
    for (const { reject } of this.waiting) reject(reason);
    this.waiting.clear();
  }
}

interface Waiting {
  readonly position: Position;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}
