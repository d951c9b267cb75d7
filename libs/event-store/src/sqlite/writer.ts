import type { Worker } from 'node:worker_threads';
import { OutcomeUnknown, StoreOverloaded, StoreUnavailable } from '../errors.js';
import { startThread } from './start-thread.js';
import { dense, type WriterAnswer, type WriterOutcome, type WriterRequest } from './writer-messages.js';
import type { WriterData } from './writer-thread.js';

type AnswerListener = (answer: WriterAnswer, requests: readonly WriterRequest[]) => void;

interface Pending {
  readonly request: WriterRequest;
  readonly characters: number;
  readonly resolve: (outcome: WriterOutcome) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * This side of the thread that writes: a bounded queue, sent once a turn of the event loop and answered in its order. Whoever is
 * alone does not wait for others to come in the same turn.
 */
export class Writer {
  private readonly thread: Worker;
  private readonly ready: Promise<unknown>;
  private readonly exited: Promise<unknown>;
  /** First those sent and not answered, then those not sent. */
  private pending: Pending[] = [];
  private sent = 0;
  private lastAnswered = 0;
  private pendingCharacters = 0;
  private stopped: string | undefined;

  /** @param onAnswer is told what was answered before those who wait for it are. */
  constructor(
    private readonly data: WriterData,
    private readonly onAnswer: AnswerListener,
  ) {
    this.thread = startThread('writer-thread', data);
    this.exited = new Promise((resolve) => this.thread.once('exit', resolve));
    this.ready = new Promise((resolve, reject) => {
      this.thread.once('message', resolve);
      this.thread.once('error', reject);
    });
    this.thread.on('message', (answer: WriterAnswer) => this.answered(answer));
    this.thread.on('error', (error) => this.stop(String(error)));
    this.thread.on('exit', () => this.stop('the thread that writes has ended'));
  }

  /**
   * Resolves when the thread has opened the log.
   *
   * @throws {StoreUnavailable} when it could not.
   */
  async started(): Promise<void> {
    try {
      await this.ready;
    } catch (cause) {
      throw new StoreUnavailable(`the log cannot be written: ${this.stopped ?? 'unknown'}`, { cause });
    }
  }

  /**
   * @throws {StoreOverloaded} when too much waits already.
   * @throws {StoreUnavailable} when the thread has stopped; {OutcomeUnknown} when it stops on the way.
   */
  send(request: WriterRequest, characters: number): Promise<WriterOutcome> {
    const { queueAppends, queueCharacters } = this.data.tuning;
    if (this.pending.length >= queueAppends || this.pendingCharacters + characters > queueCharacters) {
      return Promise.reject(new StoreOverloaded(`${this.pending.length} appends wait to be written`));
    }
    return this.enqueue(request, characters);
  }

  /** Not answered, and not refused. */
  tell(request: WriterRequest): void {
    this.enqueue(request, 0).catch(() => undefined); // whoever appends is told
  }

  /** Finishes what was accepted; the thread closes the log. */
  async close(): Promise<void> {
    this.tell(['close']);
    await this.exited;
  }

  private enqueue(request: WriterRequest, characters: number): Promise<WriterOutcome> {
    if (this.stopped !== undefined)
      return Promise.reject(new StoreUnavailable(`nothing is written any more: ${this.stopped}`));
    return new Promise((resolve, reject) => {
      if (this.pending.length === this.sent) this.sendSoon();
      this.pending.push({ request, characters, resolve, reject });
      this.pendingCharacters += characters;
    });
  }

  private sendSoon(): void {
    const isAlone = this.sent === 0 && this.lastAnswered <= 1;
    if (isAlone) process.nextTick(() => this.sendPending());
    else setImmediate(() => this.sendPending());
  }

  private sendPending(): void {
    if (this.stopped !== undefined) return;
    this.thread.postMessage(dense(this.pending.slice(this.sent), ({ request }) => request));
    this.sent = this.pending.length;
  }

  private answered(answer: WriterAnswer): void {
    const [outcomes] = answer;
    const done = this.pending.slice(0, outcomes.length);
    this.pending = this.pending.slice(done.length);
    this.sent -= done.length;
    this.lastAnswered = done.length;
    for (const { characters } of done) this.pendingCharacters -= characters;
    this.onAnswer(
      answer,
      done.map(({ request }) => request),
    );
    outcomes.forEach((outcome, index) => done[index]?.resolve(outcome));
  }

  private stop(reason: string): void {
    this.stopped ??= reason;
    const unknown = new OutcomeUnknown(`the append may stand or not: ${this.stopped}`);
    for (const { reject } of this.pending) reject(unknown);
    this.pending = [];
    this.sent = 0;
    this.pendingCharacters = 0;
  }
}
