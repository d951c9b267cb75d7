import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** The least that a durable append can be: a growing file, written and synced in a thread of its own. */
const file = openSync(workerData as string, 'a', 0o600);

parentPort?.on('message', (bytes: string | null) => {
  if (bytes === null) {
    closeSync(file);
    parentPort?.close();
    return;
  }
  writeSync(file, bytes);
  fdatasyncSync(file);
  parentPort?.postMessage(null);
});
