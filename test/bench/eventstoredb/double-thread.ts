import { parentPort } from 'node:worker_threads';
import { startEventStoreDouble } from '../../support/eventstoredb/event-store-double.js';

/** A server in a thread of its own: what it takes does not count as the client's. */
const double = await startEventStoreDouble();
parentPort?.postMessage(double.url);
parentPort?.on('message', () => {
  void double.stop().then(() => parentPort?.close());
});
