import { adoptionsAt, type Adoptions } from '@ledger/contract';
import type { Clock } from '@ledger/kernel';
import type { LogScan } from '@ledger/event-store';
import { BulkLoad } from '../sqlite/bulk-load.js';
import type { Checkpoint, ReadModel } from '../read-model.js';
import { Course } from './course.js';
import type { RebuildProgress, Rebuilt } from './generation.js';
import { textOf, type Premises } from './premises.js';
import { isMostlyKept, keptSource, type Found } from './kept/kept-source.js';
import { idAt, scanning } from './kept/scanning.js';
import type { ThreadMessage, ThreadTask } from './threads/messages.js';
import { PartFiles, partsBeside } from './threads/parts.js';
import { runThreads } from './threads/threads.js';
import { CONTRACTS, PARTS_DONE, TAKEN, WRITTEN } from './threads/turns.js';

export interface ThreadedRebuildOptions {
  /** The directory of the embedded log. */
  readonly log: string;
  /** With what the names of the streams of contracts begin. */
  readonly prefix: string;
  /** Empty, or what an interrupted rebuild under the same premises has left: then it goes on from there. */
  readonly generation: ReadModel;
  /** Where the generation is kept; events are laid beside it as long as the rebuild lasts. */
  readonly file: string;
  /** Where contracts are kept between rebuilds; left out, all of the log is read, and nothing is kept. */
  readonly kept?: string | undefined;
  readonly premises: Premises;
  /** What is adopted by now: asked when it is known up to where the log is read. */
  readonly adoptions: () => Promise<Adoptions>;
  readonly clock: Clock;
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Events of a part: about what one thread has in memory at a time. */
  readonly eventsTogether?: number | undefined;
  /** With which Node reads the language of the threads' files. */
  readonly execArgv?: readonly string[];
}

/** Events of a part, and how many parts there may be: where they are laid together each part has a file. */
const LAID = { eventsTogether: 10_000, mostParts: 200 } as const;
const KEPT = { eventsTogether: 4_000, mostParts: 10_000 } as const;

/**
 * Computes a generation of all contracts in worker threads. Contracts that were kept are computed from that; where they are not, or not to
 * the last event, from the log. Where most of them are not, the threads first lay the events of each contract together. Killed and begun
 * again it goes on after the last part that was written.
 * @throws the signal's reason, leaving what is done; {RangeError} where the generation was begun under other premises; {StoreDamaged}
 */
export const rebuildInThreads = async (options: ThreadedRebuildOptions): Promise<Rebuilt> => {
  const files = new PartFiles(partsBeside(options.file));
  try {
    return await rebuildOver(files, options);
  } catch (cause) {
    if (options.signal?.aborted !== true) await files.remove(); // whoever begins again lays them anew
    throw cause;
  }
};

const rebuildOver = async (files: PartFiles, options: ThreadedRebuildOptions): Promise<Rebuilt> => {
  const { generation, clock, file, signal, execArgv } = options;
  const pinned = (await leftBy(options)) ?? (await begin(files, options));
  const course = new Course(0, 0, clock, options.onProgress);
  const { checkpoint, isKept } = pinned;
  const found =
    isKept && checkpoint !== undefined ? keptSource(options, checkpoint) : await gather(options, pinned, files, course);
  const contracts = await fold(options, found, pinned, course);
  course.enter('finishing');
  const finishing = runThreads([{ kind: 'finish', file }], () => course.tell(), signal, execArgv);
  const [digest] = await Promise.all([generation.digest(), finishing]);
  await generation.save({ rows: [], failures: [], checkpoint });
  await files.remove();
  const failed = (await generation.failures()).length;
  return { digest, contracts, failed, checkpoint };
};

/** What was pinned when the rebuild began. */
interface Pinned {
  readonly checkpoint: Checkpoint | undefined;
  /** The last position that is looked at. */
  readonly head: number;
  /** Whether contracts are found as they are kept; else all of the log is read. */
  readonly isKept: boolean;
  /** The first id of every part but the first. */
  readonly bounds: readonly string[];
}

const PINNED = 'rebuild in threads';

interface PinnedText {
  readonly position: string;
  readonly eventId: string | undefined;
  readonly under: string;
  readonly isKept: boolean;
  readonly bounds: readonly string[];
}

/** What an interrupted rebuild has pinned; undefined where there is none. */
const leftBy = async ({ generation, premises }: ThreadedRebuildOptions): Promise<Pinned | undefined> => {
  const text = await generation.note(PINNED);
  if (text === undefined) return undefined;
  const { position, eventId = '', under, isKept, bounds } = JSON.parse(text) as PinnedText;
  if (under !== textOf(premises)) throw new RangeError('this generation was begun under other premises');
  const checkpoint = { position: BigInt(position), eventId };
  return { checkpoint, head: Number(position), isKept, bounds };
};

const begin = async (files: PartFiles, options: ThreadedRebuildOptions): Promise<Pinned> => {
  const { generation, file, log, premises } = options;
  await files.remove();
  const pinned = scanning(log, (scan) => pinnedIn(scan, options));
  const { checkpoint, isKept, bounds } = pinned;
  if (checkpoint === undefined) return pinned;
  const { position, eventId } = checkpoint;
  const text: PinnedText = { position: String(position), eventId, under: textOf(premises), isKept, bounds };
  const load = new BulkLoad(file);
  try {
    load.withoutIndexes();
  } finally {
    load.close();
  }
  await generation.save({ rows: [], failures: [], checkpoint: undefined, notes: { [PINNED]: JSON.stringify(text) } });
  return pinned;
};

const pinnedIn = (scan: LogScan, options: ThreadedRebuildOptions): Pinned => {
  const [head, { prefix }] = [scan.head(), options];
  const eventId = idAt(scan, head);
  if (eventId === undefined) return { checkpoint: undefined, head, isKept: false, bounds: [] };
  const checkpoint = { position: BigInt(head), eventId };
  const isKept = isMostlyKept(scan, options, checkpoint);
  const { eventsTogether, mostParts } = isKept ? KEPT : LAID;
  const parts = Math.max(1, Math.min(mostParts, Math.ceil(head / (options.eventsTogether ?? eventsTogether))));
  return { checkpoint, head, isKept, bounds: boundsIn(scan, head, parts, prefix) };
};

const gather = async (
  { log, prefix, threads, ...options }: ThreadedRebuildOptions,
  { head, bounds }: Pinned,
  files: PartFiles,
  course: Course,
): Promise<Found> => {
  const source = { kind: 'laid', directory: files.directory, ranges: threads } as const;
  const before = files.division();
  if (before !== undefined) return { source: { ...source, ranges: before.ranges }, contracts: before.contracts };
  await files.begin();
  const each = Math.ceil(head / threads);
  const tasks = Array.from({ length: threads }, (_, range): ThreadTask => {
    const [after, through] = [Math.min(head, range * each), Math.min(head, (range + 1) * each)];
    return { kind: 'gather', log, directory: files.directory, prefix, bounds, range, after, through };
  });
  let contracts = 0;
  course.enter('reading');
  const hear = (message: ThreadMessage): void => {
    if (message.kind === 'gathered') contracts += message.contracts;
    else course.tell();
  };
  await runThreads(tasks, hear, options.signal, options.execArgv);
  files.finish({ ranges: threads, contracts });
  return { source, contracts };
};

/** Sampled positions for each part: the more, the less they differ. */
const SAMPLED = 10;

/** Where the parts begin, so that all of them have about as many events. */
const boundsIn = (scan: LogScan, head: number, parts: number, prefix: string): readonly string[] => {
  if (parts === 1) return [];
  const step = Math.max(1, Math.floor(head / (parts * SAMPLED)));
  const ids: string[] = [];
  for (let position = 1; position <= head; position += step) {
    const stream = scan.streamAt(position);
    if (stream?.startsWith(prefix) === true) ids.push(stream.slice(prefix.length));
  }
  ids.sort();
  const bounds = Array.from(
    { length: parts - 1 },
    (_, index) => ids[Math.floor(((index + 1) * ids.length) / parts)] ?? '',
  );
  return [...new Set(bounds)];
};

/** @returns how many contracts were computed */
const fold = async (
  { file, log, premises, adoptions, threads, clock, signal, execArgv, generation, kept }: ThreadedRebuildOptions,
  { source, contracts }: Found,
  { head, bounds }: Pinned,
  course: Course,
): Promise<number> => {
  const [done, contractsDone] = JSON.parse((await generation.note(PARTS_DONE)) ?? '[0, 0]') as readonly [
    number,
    number,
  ];
  const turns = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  turns[TAKEN] = turns[WRITTEN] = done;
  turns[CONTRACTS] = contractsDone;
  const now = clock.now();
  const then = adoptionsAt(await adoptions(), { position: BigInt(head) });
  const task: ThreadTask = {
    kind: 'fold',
    file,
    log,
    source,
    bounds,
    kept,
    premises,
    head,
    now,
    turns,
    adoptions: then,
  };
  course.begin(contracts, contractsDone);
  course.failed(await generation.failures());
  const hear = (message: ThreadMessage): void => {
    if (message.kind !== 'folded') return;
    course.failed(
      message.failures.map(([contractId, reason]) => ({ contractId, reason, since: now, position: BigInt(head) })),
    );
    course.advanced(message.contracts);
  };
  if (done <= bounds.length) await runThreads(Array<ThreadTask>(threads).fill(task), hear, signal, execArgv);
  return turns[CONTRACTS] ?? 0;
};
