import { adoptionsAt, type Adoptions } from '@ledger/contract';
import type { Clock } from '@ledger/kernel';
import { LogScan } from '@ledger/event-store';
import { BulkLoad } from '../sqlite/bulk-load.js';
import type { Checkpoint, ReadModel } from '../read-model.js';
import { Course } from './course.js';
import type { RebuildProgress, Rebuilt } from './generation.js';
import { textOf, type Premises } from './premises.js';
import type { ThreadMessage, ThreadTask } from './threads/messages.js';
import { PartFiles, partsBeside, type Division } from './threads/parts.js';
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
  readonly premises: Premises;
  /** What is adopted by now: asked when it is known up to where the log is read. */
  readonly adoptions: () => Promise<Adoptions>;
  readonly clock: Clock;
  readonly threads: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Events of a part: about what one thread has in memory at a time. */
  readonly eventsTogether?: number;
  /** With which Node reads the language of the threads' files. */
  readonly execArgv?: readonly string[];
}

const EVENTS_TOGETHER = 10_000;
const MOST_PARTS = 200;

/**
 * Computes a generation of all contracts in worker threads: they first lay the events of each contract together, and then compute contract
 * after contract and write the rows. Killed and begun again it goes on after the last part that was written.
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
  const checkpoint = (await leftBy(options)) ?? (await begin(files, options));
  const course = new Course(0, 0, clock, options.onProgress);
  const division = files.division() ?? (await gather(options, Number(checkpoint?.position ?? 0n), files, course));
  await fold(options, files, division, course);
  course.enter('finishing');
  await runThreads([{ kind: 'finish', file }], () => course.tell(), signal, execArgv);
  await generation.save({ rows: [], failures: [], checkpoint });
  await files.remove();
  const failed = (await generation.failures()).length;
  return { digest: await generation.digest(), contracts: division.contracts, failed, checkpoint };
};

const PINNED = 'rebuild in threads';

interface PinnedText {
  readonly position: string;
  readonly eventId: string | undefined;
  readonly under: string;
}

/** What an interrupted rebuild has pinned; undefined where there is none. */
const leftBy = async ({ generation, premises }: ThreadedRebuildOptions): Promise<Checkpoint | undefined> => {
  const pinned = await generation.note(PINNED);
  if (pinned === undefined) return undefined;
  const { position, eventId = '', under } = JSON.parse(pinned) as PinnedText;
  if (under !== textOf(premises)) throw new RangeError('this generation was begun under other premises');
  return { position: BigInt(position), eventId };
};

const begin = async (
  files: PartFiles,
  { generation, file, log, premises }: ThreadedRebuildOptions,
): Promise<Checkpoint | undefined> => {
  await files.remove();
  const checkpoint = scanning(log, (scan) => {
    const head = scan.head();
    for (const { id } of scan.events(Math.max(0, head - 1), head)) return { position: BigInt(head), eventId: id };
    return undefined;
  });
  if (checkpoint === undefined) return undefined;
  const { position, eventId } = checkpoint;
  const text: PinnedText = { position: String(position), eventId, under: textOf(premises) };
  const load = new BulkLoad(file);
  try {
    load.withoutIndexes();
  } finally {
    load.close();
  }
  await generation.save({ rows: [], failures: [], checkpoint: undefined, notes: { [PINNED]: JSON.stringify(text) } });
  return checkpoint;
};

const gather = async (
  { log, prefix, threads, eventsTogether = EVENTS_TOGETHER, ...options }: ThreadedRebuildOptions,
  head: number,
  files: PartFiles,
  course: Course,
): Promise<Division> => {
  await files.begin();
  const parts = Math.max(1, Math.min(MOST_PARTS, Math.ceil(head / eventsTogether)));
  const bounds = scanning(log, (scan) => boundsIn(scan, head, parts, prefix));
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
  const division = { bounds, ranges: threads, contracts, head };
  files.finish(division);
  return division;
};

/** Sampled positions for each part: the more, the less they differ. */
const SAMPLED = 30;

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

const fold = async (
  { file, log, premises, adoptions, threads, clock, signal, execArgv, generation }: ThreadedRebuildOptions,
  files: PartFiles,
  { bounds, ranges, contracts, head }: Division,
  course: Course,
): Promise<void> => {
  const parts = bounds.length + 1;
  const [done, contractsDone] = JSON.parse((await generation.note(PARTS_DONE)) ?? '[0, 0]') as readonly [
    number,
    number,
  ];
  const turns = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  turns[TAKEN] = turns[WRITTEN] = done;
  turns[CONTRACTS] = contractsDone;
  const { directory } = files;
  const now = clock.now();
  const then = adoptionsAt(await adoptions(), { position: BigInt(head) });
  const task: ThreadTask = {
    kind: 'fold',
    file,
    log,
    directory,
    ranges,
    parts,
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
  if (done < parts) await runThreads(Array<ThreadTask>(threads).fill(task), hear, signal, execArgv);
};

const scanning = <Answer>(log: string, ask: (scan: LogScan) => Answer): Answer => {
  const scan = new LogScan(log);
  try {
    return ask(scan);
  } finally {
    scan.close();
  }
};
