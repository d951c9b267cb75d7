import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { LedgerFiles } from './ledger-directory.js';
import { LogWriter } from './log-writer.js';
import type { Tuning } from './tuning.js';
import type { WriterRequest } from './writer-messages.js';

/*
 * The thread that writes the log. It takes all the requests that have come while it was writing into one transaction, syncs once and
 * answers all of them.
 */

export interface WriterData {
  readonly files: LedgerFiles;
  readonly tuning: Tuning;
}

const run = (port: NonNullable<typeof parentPort>): void => {
  const { files, tuning } = workerData as WriterData;
  const writer = new LogWriter(files, tuning);
  port.postMessage(writer.answer([]));
  port.on('message', (first: readonly WriterRequest[]) => {
    const requests = [...first];
    for (let more = receiveMessageOnPort(port); more !== undefined; more = receiveMessageOnPort(port)) {
      requests.push(...(more.message as readonly WriterRequest[]));
    }
    port.postMessage(writer.handle(requests));
    if (requests.some(([kind]) => kind === 'close')) {
      writer.close();
      port.close();
    } else {
      writer.afterAnswer();
      if (writer.isBusy) rememberOnce();
    }
  });

  let isRemembering = false;
  const rememberOnce = (): void => {
    if (!isRemembering) rememberOn();
    isRemembering = true;
  };
  /** Bit by bit, between the requests. */
  const rememberOn = (): void => {
    if (writer.rememberMore()) setImmediate(rememberOn);
  };
};

if (parentPort !== null) run(parentPort);
