import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface MeasuredServer {
  readonly url: string;
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** The node that EVENTSTOREDB_TEST_URL names, or the double. */
export const serverToMeasure = async (): Promise<MeasuredServer> => {
  const given = process.env['EVENTSTOREDB_TEST_URL'] ?? '';
  if (given !== '') return { url: given, name: 'a real node', stop: () => Promise.resolve() };
  return startDouble();
};

/** The double, with an empty log, in a thread of its own. */
export const startDouble = async (): Promise<MeasuredServer> => {
  const thread = new Worker(new URL('./double-thread.ts', import.meta.url));
  const [url] = (await once(thread, 'message')) as [string];
  return {
    url,
    name: 'the double',
    stop: async () => {
      const over = once(thread, 'exit');
      thread.postMessage('stop');
      await over;
    },
  };
};
