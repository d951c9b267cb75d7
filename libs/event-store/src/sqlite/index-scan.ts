import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { checkedChunk, checkIndex, IndexFile, lengthOf, positionAt, type Chunk, type EntryRow } from './index-file.js';
import { prepare } from './log-file.js';

/** Where the events of a stream stand. */
export interface ScannedStream {
  readonly stream: string;
  /** Of its last event. */
  readonly last: number;
  /** Of all of them, in their order. */
  readonly positions: () => readonly number[];
}

/** Chunks of a page. */
const PAGE = 500;

/** Reads from end to end where the events of streams stand, beside whoever keeps the index. */
export class IndexScan {
  readonly #file: IndexFile;
  readonly #count: StatementSync;
  readonly #page: StatementSync;

  /** @throws {StoreIncompatible} {StoreDamaged} */
  constructor(private readonly database: DatabaseSync) {
    try {
      checkIndex(database);
      this.#file = new IndexFile(database);
      this.#count = prepare(database, 'SELECT count(*) FROM entries WHERE chunk = 0 AND stream >= ? AND stream < ?');
      this.#page = prepare(
        database,
        `SELECT stream, chunk, positions, checksum FROM entries
         WHERE (stream, chunk) > (?, ?) AND stream < ? ORDER BY stream, chunk LIMIT ${String(PAGE)}`,
      );
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Up to which position the log is indexed. */
  through(): number {
    return this.#file.progress().position;
  }

  /** How many streams have names from one to another, that one not included. */
  count(from: string, to: string): number {
    const [count] = this.#count.get(from, to) as unknown as readonly [number];
    return count;
  }

  /** The streams with names from one to another, that one not included, in the order of their UTF-8 bytes. */
  *streams(from: string, to: string): Generator<ScannedStream, void> {
    let chunks: Chunk[] = [];
    for (let [stream, chunk] = [from, -1]; ;) {
      const page = this.#page.all(stream, chunk, to) as unknown as readonly EntryRow[];
      for (const row of page) {
        if (row[1] === 0 && chunks.length > 0) {
          yield scannedStream(chunks);
          chunks = [];
        }
        chunks.push(checkedChunk(row));
        [stream, chunk] = row;
      }
      if (page.length < PAGE) break;
    }
    if (chunks.length > 0) yield scannedStream(chunks);
  }

  close(): void {
    this.database.close();
  }
}

const scannedStream = (chunks: readonly Chunk[]): ScannedStream => {
  const last = chunks.at(-1);
  if (last === undefined) throw new Error('a stream without events');
  return {
    stream: last.stream,
    last: positionAt(last, lengthOf(last) - 1),
    positions: () =>
      chunks.flatMap((chunk) => Array.from({ length: lengthOf(chunk) }, (_, index) => positionAt(chunk, index))),
  };
};
