import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadMessage, ThreadTask } from './messages.js';

/** Node alone reads the built files; how to read the sources it has to be told. */
export const canRebuildInThreads = extname(import.meta.url) === '.js';

/** What a part needs, and room to collect what is no longer needed before it is much. */
const [YOUNG_MEGABYTES, OLD_MEGABYTES] = [96, 512];

/**
 * Runs every task in a thread of its own until all are done; where one fails, or the signal says so, all of them are ended.
 * @param execArgv with which Node reads this file's language
 */
export const runThreads = async (
  tasks: readonly ThreadTask[],
  hear: (message: ThreadMessage) => void,
  signal: AbortSignal | undefined,
  execArgv: readonly string[] | undefined,
): Promise<void> => {
  const file = new URL(`./rebuild-thread${extname(import.meta.url)}`, import.meta.url);
  const workers = tasks.map(
    (task) =>
      new Worker(file, {
        workerData: task,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES, maxOldGenerationSizeMb: OLD_MEGABYTES },
        ...(execArgv !== undefined && { execArgv: [...execArgv] }),
      }),
  );
  const cancelled = Promise.withResolvers<never>();
  const cancel = (): void => cancelled.reject(signal?.reason as Error);
  signal?.addEventListener('abort', cancel);
  try {
    signal?.throwIfAborted();
    await Promise.race([Promise.all(workers.map((worker) => endOf(worker, hear))), cancelled.promise]);
  } finally {
    signal?.removeEventListener('abort', cancel);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
};

const endOf = (worker: Worker, hear: (message: ThreadMessage) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    let isDone = false;
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'done') isDone = true;
      else hear(message);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (isDone) resolve();
      else reject(new Error(`a thread of the rebuild ended before it was done (${String(code)})`));
    });
  });
