import type { Worker } from 'node:worker_threads';
import { startThread } from './start-thread.js';
import type { HousekeeperAnswer, HousekeeperData, HousekeeperRequest } from './housekeeper-thread.js';

/** When it is time to tidy up. */
export interface HousekeepingLimits {
  /** Pages in the write-ahead log that are not in the log file yet. */
  readonly backlogPages: number;
  /** Events that are not in the index yet. */
  readonly tailEvents: number;
}

/** This side of the thread that tidies up: asks for one thing of a kind at a time. */
export class Housekeeper {
  /** What went wrong last. It is tried again with the next append. */
  failure: string | undefined;
  private readonly thread: Worker;
  private readonly exited: Promise<unknown>;
  private readonly asked = new Set<HousekeeperRequest['kind']>();

  /** @param onIndexed is told through which position the index now goes. */
  constructor(
    data: HousekeeperData,
    private readonly limits: HousekeepingLimits,
    private readonly onIndexed: (through: number) => void,
  ) {
    this.thread = startThread('housekeeper-thread', data);
    this.exited = new Promise((resolve) => this.thread.once('exit', resolve));
    this.thread.on('message', (answer: HousekeeperAnswer) => this.answered(answer));
    this.thread.on('error', (error) => (this.failure = String(error)));
  }

  /** To be called after every commit. */
  tidy(head: number, tailEvents: number, backlogPages: number): void {
    if (backlogPages >= this.limits.backlogPages) this.ask({ kind: 'checkpoint' });
    if (tailEvents >= this.limits.tailEvents) this.ask({ kind: 'merge', through: head });
  }

  async close(): Promise<void> {
    this.ask({ kind: 'close' });
    await this.exited;
  }

  private ask(request: HousekeeperRequest): void {
    if (this.asked.has(request.kind)) return;
    this.asked.add(request.kind);
    this.thread.postMessage(request);
  }

  private answered(answer: HousekeeperAnswer): void {
    this.asked.delete(answer.request.kind);
    this.failure = answer.kind === 'failed' ? answer.failure.message : undefined;
    if (answer.kind === 'done' && answer.request.kind === 'merge') this.onIndexed(answer.request.through);
  }
}
