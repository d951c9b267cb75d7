import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Instant } from '@ledger/kernel';
import type { ContractRow, Failure } from '../../read-model.js';
import { BulkLoad } from '../../sqlite/bulk-load.js';
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
  const files = new PartFiles(task.directory);
  try {
    for (let part = Atomics.add(task.turns, TAKEN, 1); part < task.parts; part = Atomics.add(task.turns, TAKEN, 1)) {
      const { rows, failures, contracts } = compute(task, files, part);
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
  }
};

const compute = (
  { premises, adoptions, ranges, head, now }: FoldTask,
  files: PartFiles,
  part: number,
): { readonly rows: readonly ContractRow[]; readonly failures: readonly Failure[]; readonly contracts: number } => {
  const rows: ContractRow[] = [];
  const failures: Failure[] = [];
  let contracts = 0;
  for (const { contractId, known } of contractsOf(files, ranges, part)) {
    contracts += 1;
    try {
      const row = rowUnder({ ...known(), adoptions }, premises);
      if (row !== undefined) rows.push(row);
    } catch (cause) {
      failures.push({ contractId, reason: String(cause), since: now as Instant, position: BigInt(head) });
    }
  }
  return { rows, failures, contracts };
};

if (parentPort !== null) run(parentPort, workerData as ThreadTask);
