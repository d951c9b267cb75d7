import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreDamaged } from '../errors.js';
import { chunkChecksum, chunkLength, claimChecksum, IndexFile, withPositions, type Chunk } from './index-file.js';
import { readRows } from './log-rows.js';
import { lastIndexed, type Run } from './stream-index.js';

/** The longest stretch of the log that is merged at once: bounds the memory that a merge takes. */
const longestStretch = 200_000;
/** Streams looked up at once. */
const mergedTogether = 64;

/** Brings the index from where it is through a position of the log, one commit a stretch. */
export const mergeThrough = (index: DatabaseSync, log: DatabaseSync, through: number): void => {
  const file = new IndexFile(index);
  for (let from = file.progress().position; from < through;) {
    const to = Math.min(through, from + longestStretch);
    index.exec('BEGIN IMMEDIATE');
    try {
      mergeStretch(index, file, log, from, to);
      index.exec('COMMIT');
    } catch (error) {
      if (index.isTransaction) index.exec('ROLLBACK');
      throw error;
    }
    from = to;
  }
};

const mergeStretch = (index: DatabaseSync, file: IndexFile, log: DatabaseSync, from: number, to: number): void => {
  const runs = new Map<string, Run>();
  const addClaim = index.prepare('INSERT INTO claims VALUES (?, ?, ?)');
  let checksumOfLast = 0;
  for (const rows of readRows(log, from, to)) {
    for (const [position, stream, revision, , , claim, , checksum] of rows) {
      const run = runs.get(stream);
      if (run === undefined) runs.set(stream, { from: revision, positions: [position] });
      else run.positions.push(position);
      if (claim !== null) addClaim.run(claim, stream, claimChecksum(claim, stream));
      checksumOfLast = checksum;
    }
  }
  const putChunk = index.prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)');
  const inOrder = [...runs].sort(([one], [other]) => (one < other ? -1 : 1)); // neighbours in the table one after the other
  for (let start = 0; start < inOrder.length; start += mergedTogether) {
    const some = inOrder.slice(start, start + mergedTogether);
    const known = file.lastChunks(some.map(([stream]) => stream));
    for (const [stream, run] of some) addRun(putChunk, known.get(stream) ?? file.lastChunk(stream), stream, run);
  }
  index.prepare('UPDATE progress SET position = ?, checksum = ?').run(to, checksumOfLast);
};

const addRun = (putChunk: StatementSync, last: Chunk | undefined, stream: string, { from, positions }: Run): void => {
  const next = lastIndexed(last) + 1;
  if (next !== from) throw new StoreDamaged(`stream ${stream} has no revision ${next}`);
  for (let written = 0; written < positions.length;) {
    const revision = from + written;
    const chunk = Math.floor(revision / chunkLength);
    const standing = last?.chunk === chunk ? last.positions : new Uint8Array();
    const room = chunkLength - (revision % chunkLength);
    const content = withPositions(standing, positions.slice(written, written + room));
    putChunk.run(stream, chunk, content, chunkChecksum(stream, chunk, content));
    written += room;
  }
};
