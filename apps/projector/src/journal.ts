import { Logger } from '@nestjs/common';
import { isoInstant, type Clock } from '@ledger/kernel';
import type { Occurrence } from './health/health.js';

/** What must not be, and is said wherever one can see it. */
export type Alarm = 'hole' | 'checkpoint-beyond-end' | 'mirror-differs' | 'foreign-read-model';

/** Alarms that stand as long as what they are about: while one does, the projector does not go on. */
const STANDING: readonly Alarm[] = ['hole', 'checkpoint-beyond-end', 'foreign-read-model'];

/** What was out of the ordinary since the process began: for its log, and for its health. */
export class Journal {
  readonly #logger = new Logger('Projector');
  readonly #alarms = new Map<Alarm, Occurrence>();
  #lastError: Occurrence | null = null;

  constructor(private readonly clock: Clock) {}

  get alarms(): Readonly<Record<string, Occurrence>> {
    return Object.fromEntries(this.#alarms);
  }
  get lastError(): Occurrence | null {
    return this.#lastError;
  }
  get isStopped(): boolean {
    return STANDING.some((alarm) => this.#alarms.has(alarm));
  }

  /** Said once, as long as it says the same. */
  alarm(kind: Alarm, cause: unknown): void {
    const message = messageOf(cause);
    if (this.#alarms.get(kind)?.message === message) return;
    this.#alarms.set(kind, this.#now(message));
    this.#logger.error(`alarm (${kind}): ${message}`);
  }
  /** What stood no longer does. */
  clear(...kinds: readonly Alarm[]): void {
    for (const kind of kinds) if (this.#alarms.delete(kind)) this.#logger.warn(`the alarm (${kind}) is over`);
  }
  error(what: string, cause: unknown): void {
    const message = `${what}: ${messageOf(cause)}`;
    if (this.#lastError?.message !== message) this.#logger.error(message);
    this.#lastError = this.#now(message);
  }
  warn(message: string): void {
    this.#logger.warn(message);
  }

  #now(message: string): Occurrence {
    return { at: isoInstant(this.clock.now()), message };
  }
}

const messageOf = (cause: unknown): string => (Error.isError(cause) ? cause.message : String(cause));
