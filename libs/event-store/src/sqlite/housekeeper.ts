import type { Worker } from 'node:worker_threads';
import { startThread } from './start-thread.js';
import type { HousekeeperAnswer, HousekeeperData, HousekeeperRequest } from './housekeeper-thread.js';

/** This side of the thread that tidies up, which is started when there is something to tidy: asks for one thing of a kind at a time. */
export class Housekeeper {
  /** What went wrong last. It is tried again with the next append. */
  failure: string | undefined;
  private thread: Worker | undefined;
  private exited: Promise<unknown> = Promise.resolve();
  private readonly asked = new Set<HousekeeperRequest['kind']>();

  /** @param onIndexed is told through which position the index now goes. */
  constructor(
    private readonly data: HousekeeperData,
    private readonly onIndexed: (through: number) => void,
  ) {}

  /** To be called after every commit. */
  tidy(head: number, tailEvents: number, backlogPages: number): void {
    if (backlogPages >= this.data.tuning.backlogPages) this.ask({ kind: 'checkpoint' });
    if (tailEvents >= this.data.tuning.tailEvents) this.ask({ kind: 'merge', through: head });
  }

  /** Finishes what it was asked for, and leaves little for the next start to do. */
  async close(head: number, tailEvents: number): Promise<void> {
    if (tailEvents >= this.data.tuning.tailEvents / 64) this.ask({ kind: 'merge', through: head });
    this.thread?.postMessage({ kind: 'close' } satisfies HousekeeperRequest);
    await this.exited;
  }

  private ask(request: HousekeeperRequest): void {
    if (this.asked.has(request.kind)) return;
    this.asked.add(request.kind);
    this.thread ??= this.start();
    this.thread.postMessage(request);
  }

  private start(): Worker {
    const thread = startThread('housekeeper-thread', this.data);
    this.exited = new Promise((resolve) => thread.once('exit', resolve));
    thread.on('message', (answer: HousekeeperAnswer) => this.answered(answer));
    thread.on('error', (error) => this.broke(error));
    return thread;
  }

  private answered(answer: HousekeeperAnswer): void {
    this.asked.delete(answer.request.kind);
    this.failure = answer.kind === 'failed' ? answer.failure.message : undefined;
    if (answer.kind === 'done' && answer.request.kind === 'merge') this.onIndexed(answer.request.through);
  }

  /** The next time there is something to tidy another thread is started. */
  private broke(error: unknown): void {
    this.failure = String(error);
    this.thread = undefined;
    this.asked.clear();
  }
}
