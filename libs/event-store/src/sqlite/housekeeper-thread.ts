import { parentPort, workerData } from 'node:worker_threads';
import { failureOf, type Failure } from './failures.js';
import type { LedgerFiles } from './ledger-directory.js';
import { openIndexForWriting, openLogForWriting } from './log-file.js';
import { mergeThrough } from './index-merge.js';
import type { Tuning } from './tuning.js';

/*
 * The thread that tidies up behind the writer: copies the write-ahead log into the log file and brings the index up to date. The
 * sync of the one and the sorting of the other are what an append does not wait for.
 */

export interface HousekeeperData {
  readonly files: LedgerFiles;
  readonly tuning: Tuning;
}

export type HousekeeperRequest =
  { readonly kind: 'checkpoint' } | { readonly kind: 'merge'; readonly through: number } | { readonly kind: 'close' };

export type HousekeeperAnswer =
  | { readonly kind: 'done'; readonly request: HousekeeperRequest }
  | { readonly kind: 'failed'; readonly request: HousekeeperRequest; readonly failure: Failure };

const run = (port: NonNullable<typeof parentPort>): void => {
  const { files } = workerData as HousekeeperData;
  const log = openLogForWriting(files.log);
  const index = openIndexForWriting(files.index);
  const checkpoint = log.prepare('PRAGMA wal_checkpoint(PASSIVE)');

  const handle = (request: HousekeeperRequest): void => {
    switch (request.kind) {
      case 'checkpoint':
        checkpoint.get();
        return;
      case 'merge':
        mergeThrough(index, log, request.through);
        return;
      case 'close':
        index.close();
        log.close();
        port.close();
    }
  };

  port.on('message', (request: HousekeeperRequest) => {
    try {
      handle(request);
      if (request.kind !== 'close') port.postMessage({ kind: 'done', request } satisfies HousekeeperAnswer);
    } catch (error) {
      port.postMessage({ kind: 'failed', request, failure: failureOf(error) } satisfies HousekeeperAnswer);
    }
  });
};

if (parentPort !== null) run(parentPort);
