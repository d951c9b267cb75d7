import { Worker } from 'node:worker_threads';

export interface RawLog {
  append(bytes: string): Promise<void>;
  close(): Promise<void>;
}

/** A file that grows by what is appended, synced before the promise resolves. */
export const openRawLog = (path: string): RawLog => {
  const thread = new Worker(new URL('./raw-log-thread.ts', import.meta.url), { workerData: path });
  const waiting: (() => void)[] = [];
  thread.on('message', () => waiting.shift()?.());
  return {
    append: (bytes) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        thread.postMessage(bytes);
      }),
    close: () =>
      new Promise((resolve) => {
        thread.once('exit', () => resolve());
        thread.postMessage(null);
      }),
  };
};
