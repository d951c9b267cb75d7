import { LogScan } from '@ledger/event-store';
import { PartFiles, PartWriter, partOf } from './parts.js';
import { mostBytesOf, writeRecord } from './record.js';

export interface GatherOptions {
  readonly log: string;
  readonly directory: string;
  /** With what the names of the streams of contracts begin. */
  readonly prefix: string;
  readonly bounds: readonly string[];
  /** Which of the ranges of positions this is. */
  readonly range: number;
  readonly after: number;
  readonly through: number;
}

const TOLD_EVERY = 65_536;

/** Lays the events of a range of positions to those of their contracts' parts. @returns how many contracts begin in the range */
export const gather = (options: GatherOptions, tell: (events: number) => void): number => {
  const { prefix, bounds, range, after, through } = options;
  const files = new PartFiles(options.directory);
  const writers = Array.from({ length: bounds.length + 1 }, (_, part) => new PartWriter(files.path(range, part)));
  const scan = new LogScan(options.log);
  let [contracts, untold] = [0, 0];
  try {
    for (const event of scan.events(after, through)) {
      if (++untold === TOLD_EVERY) {
        tell(untold);
        untold = 0;
      }
      if (!event.stream.startsWith(prefix)) continue;
      const contractId = event.stream.slice(prefix.length);
      const part = partOf(bounds, contractId);
      if (event.revision === 0) contracts += 1;
      writers[part]?.add(mostBytesOf(event), (bytes, start) => writeRecord(bytes, start, contractId, event));
    }
    for (const writer of writers) writer.close();
  } finally {
    scan.close();
  }
  tell(untold);
  return contracts;
};
