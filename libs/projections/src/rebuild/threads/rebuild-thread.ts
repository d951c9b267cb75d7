import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Instant } from '@ledger/kernel';
import { LogScan, type IndexScan } from '@ledger/event-store';
import type { Failure } from '../../read-model.js';
import { BulkLoad, loadable, type Loadable } from '../../sqlite/bulk-load.js';
import { KeptContracts, type KeptContract } from '../../sqlite/kept-contracts.js';
import type { FoundContract } from './found-contract.js';
import { gather } from './gather.js';
import { BEHIND_ALL, keptContracts } from './find-kept.js';
import { laidContracts } from './find-laid.js';
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
  const finder = new Finder(task);
  const parts = task.bounds.length + 1;
  try {
    const computed: ComputedPart[] = [];
    for (let part = take(task); part < parts || computed.length > 0;) {
      if (part < parts) {
        computed.push({ part, ...compute(task, finder.contractsOf(part)) });
        part = take(task);
      }
      const isFull = computed.length > MOST_WAITING || part >= parts;
      for (let [next] = computed; next !== undefined && isTurnOf(task, next, isFull); [next] = computed) {
        const { rows, failures, kept, contracts } = next;
        const done = Atomics.add(task.turns, CONTRACTS, contracts) + contracts;
        finder.keep(kept);
        load.write(rows, failures, PARTS_DONE, JSON.stringify([next.part + 1, done]));
        Atomics.store(task.turns, WRITTEN, next.part + 1);
        Atomics.notify(task.turns, WRITTEN);
        computed.shift();
        tell({ kind: 'folded', contracts, failures: failures.map(({ contractId, reason }) => [contractId, reason]) });
      }
    }
  } finally {
    load.close();
    finder.close();
  }
};

/** Parts that wait until those before them are written, while the next is computed. */
const MOST_WAITING = 3;

const take = ({ turns }: FoldTask): number => Atomics.add(turns, TAKEN, 1);

/** @param isAwaited where it is to become so */
const isTurnOf = ({ turns }: FoldTask, { part }: ComputedPart, isAwaited: boolean): boolean => {
  let turn = Atomics.load(turns, WRITTEN);
  for (; isAwaited && turn < part; turn = Atomics.load(turns, WRITTEN)) Atomics.wait(turns, WRITTEN, turn);
  return turn === part;
};

/** Finds the contracts of the parts. */
class Finder {
  readonly #log: LogScan;
  readonly #index: IndexScan | undefined;
  readonly #kept: KeptContracts | undefined;

  constructor(private readonly task: FoldTask) {
    this.#log = new LogScan(task.log);
    this.#kept = task.kept === undefined ? undefined : KeptContracts.open(task.kept);
    this.#index = task.source.kind === 'kept' ? this.#log.index() : undefined;
  }

  contractsOf(part: number): Iterable<FoundContract> {
    const { source, bounds, premises } = this.task;
    if (source.kind === 'laid') return laidContracts(new PartFiles(source.directory), source.ranges, part, this.#log);
    const [from, to] = [bounds[part - 1] ?? '', bounds[part] ?? BEHIND_ALL];
    const [log, index, kept] = [this.#log, this.#index, this.#kept];
    if (index === undefined || kept === undefined) throw new Error('nothing is kept');
    return keptContracts({ log, index, kept }, source, from, to, premises);
  }

  keep(contracts: readonly KeptContract[]): void {
    this.#kept?.keep(contracts);
  }

  close(): void {
    this.#log.close();
    this.#index?.close();
    this.#kept?.close();
  }
}

interface ComputedPart {
  readonly part: number;
  readonly rows: readonly Loadable[];
  readonly failures: readonly Failure[];
  readonly kept: readonly KeptContract[];
  readonly contracts: number;
}

const compute = (
  { premises, adoptions, head, now }: FoldTask,
  found: Iterable<FoundContract>,
): Omit<ComputedPart, 'part'> => {
  const rows: Loadable[] = [];
  const failures: Failure[] = [];
  const keeps: KeptContract[] = [];
  let contracts = 0;
  for (const contract of found) {
    contracts += 1;
    try {
      const { row, kept } = contract.compute(premises, adoptions);
      if (row !== undefined) rows.push(loadable(row));
      if (kept !== undefined) keeps.push(kept);
    } catch (cause) {
      const { contractId } = contract;
      failures.push({ contractId, reason: String(cause), since: now as Instant, position: BigInt(head) });
    }
  }
  return { rows, failures, kept: keeps, contracts };
};

if (parentPort !== null) run(parentPort, workerData as ThreadTask);
