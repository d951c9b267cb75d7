import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from './failures.js';
import { IndexFile, type Chunk } from './index-file.js';
import type { LedgerFiles } from './ledger-directory.js';
import { openForReading } from './log-file.js';
import { LogReader, type Places } from './log-reader.js';
import { sentSlice, type ReadOutcome, type ReadRequest } from './reader-messages.js';
import { lastIndexed, positionsIn, type StreamTail } from './stream-index.js';

/*
 * The thread that reads streams. A stream's events lie apart in the log, and looking them up one by one is most of what a command
 * costs whose contract is not in memory: here it keeps nobody waiting.
 */

const run = (port: NonNullable<typeof parentPort>): void => {
  const files = workerData as LedgerFiles;
  const log = openForReading(files.log);
  const index = openForReading(files.index);
  const reader = new LogReader(log);
  const file = new IndexFile(index);

  const answer = (requests: readonly ReadRequest[]): readonly ReadOutcome[] => {
    const wanted = requests.map(([one]) => one);
    const slices = reader.readStreams(new AskedStreams(file, requests), wanted);
    return slices.map((slice, place) => ['slice', sentSlice(slice, wanted[place]?.direction)]);
  };
  /** What keeps one from being answered does not keep the others from it. */
  const answerOneByOne = (requests: readonly ReadRequest[]): readonly ReadOutcome[] =>
    requests.flatMap((request) => {
      try {
        return answer([request]);
      } catch (error) {
        return [['failed', failureOf(error)]];
      }
    });

  port.on('message', (requests: readonly ReadRequest[] | 'close') => {
    if (requests === 'close') {
      index.close();
      log.close();
      port.close();
      return;
    }
    try {
      port.postMessage(answer(requests));
    } catch {
      port.postMessage(answerOneByOne(requests));
    }
  });
};

/** What came with the requests of the tails of their streams, and the index file for what is not in them. */
class AskedStreams implements Places {
  private readonly tails: ReadonlyMap<string, StreamTail>;
  /** Looked up together, of the streams that have few events. */
  private readonly chunks: ReadonlyMap<string, Chunk>;

  private readonly file: IndexFile;

  constructor(file: IndexFile, requests: readonly ReadRequest[]) {
    this.file = file;
    this.tails = new Map(requests.map(([{ stream }, tail]) => [stream, tail]));
    const inFile = requests.filter(([, { last, runs }]) => last === undefined || runs[0]?.from !== 0);
    this.chunks = file.lastChunks(inFile.map(([{ stream }]) => stream));
  }

  lastRevision(stream: string): number {
    const { last } = this.tailOf(stream);
    return last ?? lastIndexed(this.chunks.get(stream) ?? this.file.lastChunk(stream));
  }

  positions(stream: string, first: number, last: number): readonly number[] {
    return positionsIn(this.file, this.chunks.get(stream), this.tailOf(stream).runs, stream, first, last);
  }

  private tailOf(stream: string): StreamTail {
    return this.tails.get(stream) ?? { last: undefined, runs: [] };
  }
}

if (parentPort !== null) run(parentPort);
