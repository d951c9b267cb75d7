import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Instant } from '@ledger/kernel';
import { LogScan } from '@ledger/event-store';
import type { Failure } from '../../read-model.js';
import { BulkLoad, loadable, type Loadable } from '../../sqlite/bulk-load.js';
import { rowUnder } from '../premises.js';
import { contractsOf } from './fold.js';
import { gather } from './gather.js';
import type { ThreadMessage, ThreadTask } from './messages.js';
import { PartFiles } from './parts.js';
import { CONTRACTS, PARTS_DONE, TAKEN, WRITTEN } from './turns.js';

const run = (port: MessagePort, task: ThreadTask): void => {
  const tell = (message: ThreadMessage): void => port.postMessage(message);
  switch (task.kind) {
    case 'gather': {
      const contracts = gather(task, (events) => tell({ kind: 'read', events }));
      tell({ kind: 'gathered', contracts });
      break;
    }
    case 'fold':
      foldParts(task, tell);
      break;
    case 'finish':
      finish(task.file);
  }
  tell({ kind: 'done' });
};

const finish = (file: string): void => {
  const load = new BulkLoad(file);
  try {
    load.finish();
  } finally {
    load.close();
  }
};

type FoldTask = Extract<ThreadTask, { readonly kind: 'fold' }>;

/** Takes part after part; they are written in their order, so that every table only grows at its end. */
const foldParts = (task: FoldTask, tell: (message: ThreadMessage) => void): void => {
  const load = new BulkLoad(task.file);
  const log = new LogScan(task.log);
  try {
    for (let part = Atomics.add(task.turns, TAKEN, 1); part < task.parts; part = Atomics.add(task.turns, TAKEN, 1)) {
      const { rows, failures, contracts } = compute(task, log, part);
      for (let turn = Atomics.load(task.turns, WRITTEN); turn < part; turn = Atomics.load(task.turns, WRITTEN)) {
        Atomics.wait(task.turns, WRITTEN, turn);
      }
      const done = Atomics.add(task.turns, CONTRACTS, contracts) + contracts;
      load.write(rows, failures, PARTS_DONE, JSON.stringify([part + 1, done]));
      Atomics.store(task.turns, WRITTEN, part + 1);
      Atomics.notify(task.turns, WRITTEN);
      tell({ kind: 'folded', contracts, failures: failures.map(({ contractId, reason }) => [contractId, reason]) });
    }
  } finally {
    load.close();
    log.close();
  }
};

const compute = (
  { premises, adoptions, directory, ranges, head, now }: FoldTask,
  log: LogScan,
  part: number,
): { readonly rows: readonly Loadable[]; readonly failures: readonly Failure[]; readonly contracts: number } => {
  const files = new PartFiles(directory);
  const rows: Loadable[] = [];
  const failures: Failure[] = [];
  let contracts = 0;
  for (const { contractId, known } of contractsOf(files, ranges, part, log)) {
    contracts += 1;
    try {
      const row = rowUnder({ ...known(), adoptions }, premises);
      if (row !== undefined) rows.push(loadable(row));
    } catch (cause) {
      failures.push({ contractId, reason: String(cause), since: now as Instant, position: BigInt(head) });
    }
  }
  return { rows, failures, contracts };
};

if (parentPort !== null) run(parentPort, workerData as ThreadTask);
