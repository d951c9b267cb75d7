import type { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../errors.js';
import { errorOf } from './failures.js';
import type { LedgerFiles } from './ledger-directory.js';
import type { ReadOutcome, ReadRequest, SentSlice } from './reader-messages.js';
import { startThread } from './start-thread.js';

interface Pending {
  readonly request: ReadRequest;
  readonly resolve: (slice: SentSlice) => void;
  readonly reject: (reason: unknown) => void;
}

/** This side of the thread that reads streams: asked once a turn of the event loop, answered in the order of the requests. */
export class StreamReader {
  private thread: Worker | undefined;
  private exited: Promise<unknown> = Promise.resolve();
  /** First those sent and not answered, then those not sent. */
  private pending: Pending[] = [];
  private sent = 0;

  constructor(private readonly files: LedgerFiles) {
    this.thread = this.start();
  }

  /** @throws {StoreDamaged} {StoreUnavailable} */
  read(request: ReadRequest): Promise<SentSlice> {
    return new Promise((resolve, reject) => {
      if (this.pending.length === this.sent) setImmediate(() => this.sendPending());
      this.pending.push({ request, resolve, reject });
    });
  }

  /** Answers what was asked. */
  async close(): Promise<void> {
    this.sendPending();
    this.thread?.postMessage('close');
    await this.exited;
  }

  private start(): Worker {
    const thread = startThread('reader-thread', this.files);
    this.exited = new Promise((resolve) => thread.once('exit', resolve));
    thread.on('message', (outcomes: readonly ReadOutcome[]) => this.answered(outcomes));
    thread.on('error', (error) => this.broke(error));
    return thread;
  }

  private sendPending(): void {
    if (this.pending.length === this.sent) return;
    this.thread ??= this.start();
    this.thread.postMessage(this.pending.slice(this.sent).map(({ request }) => request));
    this.sent = this.pending.length;
  }

  private answered(outcomes: readonly ReadOutcome[]): void {
    const done = this.pending.slice(0, outcomes.length);
    this.pending = this.pending.slice(done.length);
    this.sent -= done.length;
    outcomes.forEach((outcome, index) => {
      if (outcome[0] === 'slice') done[index]?.resolve(outcome[1]);
      else done[index]?.reject(errorOf(outcome[1]));
    });
  }

  /** Nothing is lost: another thread answers those who ask next. */
  private broke(cause: unknown): void {
    const { pending } = this;
    this.pending = [];
    this.sent = 0;
    this.thread = undefined;
    for (const { reject } of pending) reject(new StoreUnavailable('the thread that reads has ended', { cause }));
  }
}
