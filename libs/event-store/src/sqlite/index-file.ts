import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { StoreDamaged } from '../errors.js';
import { checkSchema, createSchema, prepare } from './log-file.js';

/*
 * The index file: which positions a stream's events have, and who holds a claim. All of it follows from the log up to
 * `progress`, so it is written in the background and in bulk, and made anew when it is missing. Every row has its checksum,
 * and a row that is not found is looked for between two whole neighbours, so that damage does not pass for absence.
 */

const indexSchema: readonly string[] = [
  `CREATE TABLE entries (
  stream TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  positions BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (stream, chunk)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE claims (
  claim TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  position INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) STRICT`,
];

/** An index of nothing yet. */
export const createIndex = (database: DatabaseSync): void => {
  createSchema(database, indexSchema);
  database.exec('INSERT INTO progress VALUES (1, 0, 0)');
};

/** @throws {StoreIncompatible} or {StoreDamaged} when the file is not an index that this version reads. */
export const checkIndex = (database: DatabaseSync): void => checkSchema(database, indexSchema, 'the index of the log');

/** A chunk holds the positions of so many consecutive revisions; only a stream's last one holds fewer. */
export const chunkLength = 128;
const positionBytes = 6;
/** Streams looked up by one statement. */
const severalStreams = 16;

export interface Chunk {
  readonly stream: string;
  readonly chunk: number;
  /** Of the revisions from `chunk * chunkLength`. */
  readonly positions: Uint8Array;
}

export type EntryRow = readonly [stream: string, chunk: number, positions: Uint8Array, checksum: number];
type ClaimRow = readonly [claim: string, stream: string, checksum: number];

/** What the index says, checked. */
export class IndexFile {
  private readonly upTo: StatementSync;
  private readonly after: StatementSync;
  private readonly between: StatementSync;
  private readonly severalAfter: StatementSync;
  private readonly shortOnes: StatementSync;
  private readonly claimUpTo: StatementSync;
  private readonly claimAfter: StatementSync;
  private readonly progressRow: StatementSync;

  constructor(database: DatabaseSync) {
    const entry = 'SELECT stream, chunk, positions, checksum FROM entries WHERE';
    this.upTo = prepare(database, `${entry} (stream, chunk) <= (?, ?) ORDER BY stream DESC, chunk DESC LIMIT 1`);
    this.after = prepare(database, `${entry} (stream, chunk) > (?, ?) ORDER BY stream, chunk LIMIT 1`);
    this.between = prepare(database, `${entry} stream = ? AND chunk BETWEEN ? AND ? ORDER BY chunk`);
    this.severalAfter = prepare(database, `${entry} (stream, chunk) > (?, ?) ORDER BY stream, chunk LIMIT ?`);
    const several = Array(severalStreams).fill('?').join(', ');
    this.shortOnes = prepare(database, `${entry} chunk = 0 AND stream IN (${several})`);
    const claim = 'SELECT claim, stream, checksum FROM claims WHERE';
    this.claimUpTo = prepare(database, `${claim} claim <= ? ORDER BY claim DESC LIMIT 1`);
    this.claimAfter = prepare(database, `${claim} claim > ? ORDER BY claim LIMIT 1`);
    this.progressRow = prepare(database, 'SELECT position, checksum FROM progress');
  }

  /** Up to which position the log is indexed, and the checksum of the event there. */
  progress(): { readonly position: number; readonly checksum: number } {
    const row = this.progressRow.get() as unknown as readonly [number, number] | undefined;
    if (row === undefined) throw damaged();
    return { position: row[0], checksum: row[1] };
  }

  /** A stream's last chunk; undefined when the stream is not indexed. */
  lastChunk(stream: string): Chunk | undefined {
    const last = checked(this.upTo.get(stream, Number.MAX_SAFE_INTEGER));
    const isFound = last?.stream === stream;
    if (isFound && lengthOf(last) < chunkLength) return last; // another one begins only when this one is full
    const next = checked(this.after.get(stream, Number.MAX_SAFE_INTEGER));
    if (next !== undefined && compareBytes(next.stream, stream) <= 0) throw damaged();
    if (last !== undefined && compareBytes(last.stream, stream) > 0) throw damaged();
    return isFound ? last : undefined;
  }

  /**
   * The last chunks of several streams at half the cost of one by one. Only of those that have few events: of the others, and of
   * those that are not found, nothing is said.
   */
  lastChunks(streams: readonly string[]): ReadonlyMap<string, Chunk> {
    const found = new Map<string, Chunk>();
    for (let start = 0; start < streams.length; start += severalStreams) {
      const asked = streams.slice(start, start + severalStreams);
      const padding = Array<string>(severalStreams - asked.length).fill(asked[0] ?? '');
      for (const row of this.shortOnes.all(...asked, ...padding)) {
        const chunk = checkedChunk(row as unknown as EntryRow);
        if (lengthOf(chunk) < chunkLength) found.set(chunk.stream, chunk);
      }
    }
    return found;
  }

  /** Chunks of all streams, in the order of the file. */
  chunksAfter(after: Chunk | undefined, count: number): readonly Chunk[] {
    const rows = this.severalAfter.all(after?.stream ?? '', after?.chunk ?? 0, count);
    return rows.map((row) => checkedChunk(row as unknown as EntryRow));
  }

  /** Some of a stream's chunks, all of which are known to exist. */
  chunks(stream: string, first: number, last: number): readonly Chunk[] {
    const rows = this.between.all(stream, first, last).map((row) => checkedChunk(row as unknown as EntryRow));
    if (rows.length !== last - first + 1 || rows.some(({ chunk }, index) => chunk !== first + index)) throw damaged();
    return rows;
  }

  claimedBy(claim: string): string | undefined {
    const found = checkedClaim(this.claimUpTo.get(claim));
    if (found?.[0] === claim) return found[1];
    checkedClaim(this.claimAfter.get(claim));
    return undefined;
  }
}

export const lengthOf = ({ positions }: Chunk): number => positions.length / positionBytes;

export const positionAt = ({ positions }: Chunk, index: number): number =>
  Buffer.from(positions.buffer, positions.byteOffset, positions.byteLength).readUIntBE(
    index * positionBytes,
    positionBytes,
  );

/** The positions of a chunk with some more behind them. */
export const withPositions = (positions: Uint8Array, more: readonly number[]): Uint8Array => {
  const longer = Buffer.allocUnsafe(positions.length + more.length * positionBytes);
  longer.set(positions);
  more.forEach((position, index) =>
    longer.writeUIntBE(position, positions.length + index * positionBytes, positionBytes),
  );
  return longer;
};

export const chunkChecksum = (stream: string, chunk: number, positions: Uint8Array): number =>
  crc32(positions, crc32(`${chunk}\n${stream}`));

export const claimChecksum = (claim: string, stream: string): number => crc32(`${claim}\n${stream}`);

const checked = (row: unknown): Chunk | undefined => (row === undefined ? undefined : checkedChunk(row as EntryRow));

export const checkedChunk = ([stream, chunk, positions, checksum]: EntryRow): Chunk => {
  if (!(positions instanceof Uint8Array) || checksum !== chunkChecksum(stream, chunk, positions)) throw damaged();
  return { stream, chunk, positions };
};

const checkedClaim = (row: unknown): ClaimRow | undefined => {
  const found = row as ClaimRow | undefined;
  if (found !== undefined && found[2] !== claimChecksum(found[0], found[1])) throw damaged();
  return found;
};

/** SQLite's order of texts: that of their UTF-8 bytes. */
const compareBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const damaged = (): StoreDamaged =>
  new StoreDamaged(
    'the index of the log is damaged: without the file index.db the next start makes it anew from the log',
  );
