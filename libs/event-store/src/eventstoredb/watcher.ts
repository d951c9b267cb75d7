import type { RawEvent } from './read-message.js';
import type { Reads } from './reads.js';

/** Milliseconds before the connection that broke is made again: longer each time, up to the last. */
const rests = [20, 100, 500, 1_000, 2_000] as const;

/** Says when the log has grown, whoever wrote to it. A connection that breaks is made again. */
export class Watcher {
  private stop: (() => void) | undefined;
  private clock: NodeJS.Timeout | undefined;
  private failures = 0;
  private isClosed = false;

  /** @param heard called with what came, and with undefined when something may have come unheard */
  constructor(
    private readonly reads: Reads,
    private readonly prefix: string,
    private readonly heard: (event: RawEvent | undefined) => void,
  ) {}

  /** Starting it twice is starting it once. */
  start(): void {
    if (this.stop !== undefined || this.clock !== undefined || this.isClosed) return;
    this.stop = this.reads.watch(
      this.prefix,
      (event) => {
        this.failures = 0;
        this.heard(event);
      },
      () => this.again(),
    );
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.clock);
    this.stop?.();
  }

  private again(): void {
    this.stop = undefined;
    if (this.isClosed) return;
    const rest = rests[Math.min(this.failures, rests.length - 1)];
    this.failures += 1;
    this.clock = setTimeout(() => {
      this.clock = undefined;
      this.start();
    }, rest);
  }
}
