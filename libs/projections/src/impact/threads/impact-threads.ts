import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AmountBasis } from '../../read-model.js';
import type { BasesImpact, ImpactQuestion } from '../impact-of-bases.js';

/** Node alone reads the built files; how to read the sources it has to be told. */
export const canComputeInThreads = extname(import.meta.url) === '.js';

/** What a thread has before it: one is computed while the next is on its way. */
const AHEAD = 2;

/** A thread, and who hears what it was given, in that order. */
interface Busy {
  readonly worker: Worker;
  readonly heard: ((part: BasesImpact) => void)[];
}

/** Threads that compute what bases tell; where one fails, whoever asked next is told. */
export class ImpactThreads {
  readonly #threads: readonly Busy[];
  readonly #failed = Promise.withResolvers<never>();
  #progress = Promise.withResolvers<unknown>();

  /** @param execArgv with which Node reads this file's language */
  constructor(question: ImpactQuestion, threads: number, execArgv: readonly string[] | undefined) {
    const file = new URL(`./impact-thread${extname(import.meta.url)}`, import.meta.url);
    const options = { workerData: question, ...(execArgv !== undefined && { execArgv: [...execArgv] }) };
    this.#threads = Array.from({ length: threads }, () => this.#begun(new Worker(file, options)));
    this.#failed.promise.catch(() => undefined); // whoever waits is told
  }

  /** Resolves when a thread has taken them, not yet when they are computed. */
  async take(bases: readonly AmountBasis[], heard: (part: BasesImpact) => void): Promise<void> {
    for (;;) {
      const [least] = this.#threads.toSorted((one, other) => one.heard.length - other.heard.length);
      if (least !== undefined && least.heard.length < AHEAD) {
        least.heard.push(heard);
        least.worker.postMessage(bases);
        return;
      }
      await this.#someProgress();
    }
  }

  /** Resolves when all that was taken is computed. */
  async done(): Promise<void> {
    while (this.#threads.some(({ heard }) => heard.length > 0)) await this.#someProgress();
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #someProgress(): Promise<unknown> {
    return Promise.race([this.#progress.promise, this.#failed.promise]);
  }

  #begun(worker: Worker): Busy {
    const busy: Busy = { worker, heard: [] };
    worker.on('message', (part: BasesImpact) => {
      busy.heard.shift()?.(part);
      this.#progress.resolve(undefined);
      this.#progress = Promise.withResolvers();
    });
    worker.on('error', this.#failed.reject);
    worker.on('exit', () => this.#failed.reject(new Error('a thread ended before everything was computed')));
    return busy;
  }
}
