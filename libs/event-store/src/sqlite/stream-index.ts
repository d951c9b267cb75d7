import { StoreDamaged } from '../errors.js';
import { BoundedMap } from './bounded-map.js';
import { chunkLength, lengthOf, positionAt, type Chunk, type IndexFile } from './index-file.js';

/** Consecutive events of one stream, the first of which has revision `from`. */
export interface Run {
  readonly from: number;
  readonly positions: number[];
}

/** What is known of a stream without a look into the index file. */
export interface StreamTail {
  /** Undefined when only the index file knows. */
  readonly last: number | undefined;
  /** Its latest events, in their order. */
  readonly runs: readonly Run[];
}

/** Part of the tail: the streams and claims of the events up to `last`. */
interface Generation {
  last: number;
  size: number;
  readonly streams: Map<string, Run>;
  readonly claims: Map<string, string>;
}

const noChunks: ReadonlyMap<string, Chunk> = new Map();

/** A generation is closed at so many events; the closed ones are let go once they are indexed. */
const generationSize = 16_384;
/** Names read at once from the file, which takes about a millisecond. */
const namesTogether = 200;

/**
 * Where the events of each stream stand, up to `head`: in the index file the most of them, in memory those that are not yet
 * indexed (the tail). Each thread that asks has its own, and is told what it may forget.
 */
export class StreamIndex {
  /** Oldest first, the last one open. Together they hold all that the index file may not hold yet. */
  private generations: Generation[] = [];
  private lastPosition: number;
  /** Last revisions as of `head`, of as many streams as may be remembered. */
  private readonly remembered: BoundedMap<string, number>;
  /** What was looked up to be asked for. */
  private prepared: ReadonlyMap<string, Chunk> = noChunks;
  private readonly file: IndexFile;
  private readonly capacity: number;

  /**
   * @param indexedThrough what the index file holds for certain.
   * @param capacity of so many streams the last revision is kept in memory, at about 100 bytes each.
   */
  constructor(file: IndexFile, indexedThrough: number, capacity: number) {
    this.file = file;
    this.lastPosition = indexedThrough;
    this.capacity = capacity;
    this.remembered = new BoundedMap(capacity);
    this.begin();
  }

  get head(): number {
    return this.lastPosition;
  }

  /** The next event of the log. */
  add(position: number, stream: string, revision: number, claim: string | null): void {
    const generation = this.open();
    const run = generation.streams.get(stream);
    if (run === undefined) generation.streams.set(stream, { from: revision, positions: [position] });
    else run.positions.push(position);
    if (claim !== null) generation.claims.set(claim, stream);
    generation.last = position;
    generation.size += 1;
    this.lastPosition = position;
    this.remembered.set(stream, revision);
  }

  /** The index file now holds everything through this position. */
  forget(through: number): void {
    const kept = this.generations.filter(({ last }) => last > through);
    this.generations = kept;
    this.prepared = noChunks;
    if (kept.length === 0) this.begin();
  }

  /** How many events the tail holds. */
  get tailSize(): number {
    return this.generations.reduce((total, { size }) => total + size, 0);
  }

  /** Looks streams up together that will be asked for next. */
  prepare(streams: readonly string[]): void {
    const wanted = streams.filter((stream) => this.known(stream) === undefined);
    this.prepared = wanted.length > 1 ? this.file.lastChunks(wanted) : noChunks;
  }

  /**
   * Remembers streams that it was not asked for, in the order of the index file.
   *
   * @param after where to begin: undefined, or what the last call returned.
   * @returns undefined when there are no more, or no more may be remembered.
   */
  rememberMore(after: Chunk | undefined, count: number): Chunk | undefined {
    if (this.remembered.size + count > this.capacity) return undefined;
    const chunks = this.file.chunksAfter(after, count);
    for (const chunk of chunks) {
      const { stream } = chunk;
      const isNew = this.known(stream) === undefined;
      if (isNew && lengthOf(chunk) < chunkLength) this.remembered.set(stream, lastIndexed(chunk)); // a full one need not be the last
    }
    return chunks.at(-1);
  }

  /** The names of all streams, in pages: those of the tail first, since what leaves the tail is in the file by then. */
  *names(): Generator<readonly string[], void> {
    const inTail = [...new Set(this.generations.flatMap(({ streams }) => [...streams.keys()]))];
    for (let start = 0; start < inTail.length; start += namesTogether) yield inTail.slice(start, start + namesTogether);
    let chunks = this.file.chunksAfter(undefined, namesTogether);
    while (chunks.length > 0) {
      yield chunks.filter(({ chunk }) => chunk === 0).map(({ stream }) => stream);
      chunks = this.file.chunksAfter(chunks.at(-1), namesTogether);
    }
  }

  /** -1 when the stream does not exist. */
  lastRevision(stream: string): number {
    const remembered = this.remembered.get(stream);
    if (remembered !== undefined) return remembered;
    const last = this.lastInTail(stream) ?? lastIndexed(this.prepared.get(stream) ?? this.file.lastChunk(stream));
    this.remembered.set(stream, last); // also that there is none: whoever makes it adds it
    return last;
  }

  /** The positions of the revisions from first to last, both included; the stream is known to have them. */
  positions(stream: string, first: number, last: number): readonly number[] {
    return positionsIn(this.file, this.prepared.get(stream), this.runsOf(stream), stream, first, last);
  }

  tailOf(stream: string): StreamTail {
    return { last: this.known(stream), runs: this.runsOf(stream) };
  }

  /** Keeps a stream's last revision, found elsewhere, unless it has grown since. */
  remember(stream: string, last: number): void {
    if (last >= 0 && this.known(stream) === undefined) this.remembered.set(stream, last);
  }

  claimedBy(claim: string): string | undefined {
    for (const { claims } of this.generations) {
      const stream = claims.get(claim);
      if (stream !== undefined) return stream;
    }
    return this.file.claimedBy(claim);
  }

  /** The stream's last revision, as far as it is in memory. */
  private known(stream: string): number | undefined {
    return this.remembered.get(stream) ?? this.lastInTail(stream);
  }

  private lastInTail(stream: string): number | undefined {
    for (let index = this.generations.length - 1; index >= 0; index -= 1) {
      const run = this.generations[index]?.streams.get(stream);
      if (run !== undefined) return run.from + run.positions.length - 1;
    }
    return undefined;
  }

  private runsOf(stream: string): readonly Run[] {
    return this.generations.flatMap(({ streams }) => streams.get(stream) ?? []);
  }

  private open(): Generation {
    const open = this.generations.at(-1);
    return open !== undefined && open.size < generationSize ? open : this.begin();
  }

  private begin(): Generation {
    const generation: Generation = {
      last: this.lastPosition,
      size: 0,
      streams: new Map<string, Run>(),
      claims: new Map<string, string>(),
    };
    this.generations.push(generation);
    return generation;
  }
}

/** The last revision that a stream's last chunk holds; -1 when there is none. */
export const lastIndexed = (chunk: Chunk | undefined): number =>
  chunk === undefined ? -1 : chunk.chunk * chunkLength + lengthOf(chunk) - 1;

/**
 * The positions of the revisions from first to last, in the index file and in the tail together.
 *
 * @param prepared the stream's last chunk, where it was looked up already.
 */
export const positionsIn = (
  file: IndexFile,
  prepared: Chunk | undefined,
  runs: readonly Run[],
  stream: string,
  first: number,
  last: number,
): readonly number[] => {
  const inTail = runs[0]?.from ?? last + 1;
  const found = first < inTail ? indexed(file, prepared, stream, first, Math.min(last, inTail - 1)) : [];
  for (const { from, positions } of runs) {
    found.push(...positions.slice(Math.max(0, first - from), Math.max(0, last + 1 - from)));
  }
  if (found.length !== last - first + 1) throw new StoreDamaged(`the events of stream ${stream} are not all found`);
  return found;
};

const indexed = (
  file: IndexFile,
  prepared: Chunk | undefined,
  stream: string,
  first: number,
  last: number,
): number[] => {
  const chunks =
    prepared?.chunk === 0
      ? [prepared] // the only one
      : file.chunks(stream, Math.floor(first / chunkLength), Math.floor(last / chunkLength));
  return chunks.flatMap((chunk) => {
    const offset = chunk.chunk * chunkLength;
    const start = Math.max(first - offset, 0);
    const end = Math.min(last - offset + 1, lengthOf(chunk));
    return Array.from({ length: Math.max(0, end - start) }, (_, index) => positionAt(chunk, start + index));
  });
};
