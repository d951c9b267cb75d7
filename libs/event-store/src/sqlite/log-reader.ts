import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreDamaged } from '../errors.js';
import type {
  BesideValue,
  LogPage,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  StreamSlice,
} from '../event-store.js';
import { checkLimit } from '../read-options.js';
import { besideValues } from './beside-text.js';
import { checkEventRow, wholeEventColumns, type WholeEventRow } from './event-row.js';
import { prepare } from './log-file.js';

const defaultPage = 500;
/** A page ends early beyond so many characters of data: pages of the largest events stay bounded. */
const pageCharacters = 4_000_000;
/** Rows are fetched in so many at once. */
const fetchSizes = [1, 2, 4, 8, 16, 32, 64] as const;
const largestFetch = 64;

const noneBeside: readonly BesideValue[] = [];

/** Where a stream's events stand. */
export interface Places {
  /** -1 when the stream does not exist. */
  lastRevision(stream: string): number;
  /** Of the revisions from first to last, which the stream is known to have. */
  positions(stream: string, first: number, last: number): readonly number[];
}

/** What is asked for of a stream. */
export interface StreamRead extends ReadStreamOptions {
  readonly stream: string;
}

/** What stands in a stream; where the log ends others know. */
export type ReadSlice = Omit<StreamSlice, 'head'>;

/** Reads events, and checks that they are as they were written. */
export class LogReader {
  private readonly eventsByPositions: ReadonlyMap<number, StatementSync>;
  private readonly forward: StatementSync;
  private readonly backward: StatementSync;

  constructor(log: DatabaseSync) {
    const select = `SELECT ${wholeEventColumns} FROM events`;
    this.eventsByPositions = byPositions(log, select);
    this.forward = prepare(log, `${select} WHERE position BETWEEN ? AND ? ORDER BY position`);
    this.backward = prepare(log, `${select} WHERE position BETWEEN ? AND ? ORDER BY position DESC`);
  }

  /** The rows are fetched in the order of the log: those of one page one after the other. */
  readStreams(places: Places, wanted: readonly StreamRead[]): readonly ReadSlice[] {
    const parts = wanted.map((one) => {
      const { stream, direction } = one;
      const last = stream.isWellFormed() ? places.lastRevision(stream) : -1;
      const [first, end] = partOf(last, one);
      return { stream, direction, last, first, positions: first > end ? [] : places.positions(stream, first, end) };
    });
    const sorted = [...new Set(parts.flatMap(({ positions }) => positions))].sort((one, other) => one - other);
    const rows = this.fetch(sorted);
    const rowAt = new Map(rows.map((row) => [row[0], row]));
    return parts.map(({ stream, direction, last, first, positions }) => {
      const events = positions.map((position, index) => {
        const row = rowAt.get(position);
        if (row === undefined) throw missing(position);
        return eventOf(row, stream, first + index);
      });
      if (direction === 'backward') events.reverse();
      return { events, revision: last < 0 ? undefined : BigInt(last) };
    });
  }

  /** @param head the log's end: nothing beyond is read. */
  readAll(head: number, { after = 0n, before, direction = 'forward', limit }: ReadAllOptions): LogPage {
    const first = clamp(after, head) + 1;
    const last = before === undefined ? head : clamp(before - 1n, head);
    const length = checkLimit(limit) ?? defaultPage;
    const events: RecordedEvent[] = [];
    let characters = 0;
    while (events.length < Math.min(length, last + 1 - first) && characters < pageCharacters) {
      const wanted = Math.min(largestFetch, length - events.length, last + 1 - first - events.length);
      const from = direction === 'forward' ? first + events.length : last + 1 - events.length - wanted;
      const rows = this.range(direction, from, wanted);
      rows.forEach((row, index) => {
        const position = direction === 'forward' ? from + index : from + wanted - 1 - index;
        if (row[0] !== position) throw missing(position);
        characters += row[8].length + row[9].length;
        events.push(eventOf(row, row[1], row[2]));
      });
    }
    return { events, head: BigInt(head) };
  }

  private range(direction: 'forward' | 'backward', from: number, length: number): readonly WholeEventRow[] {
    const rows = this[direction].all(from, from + length - 1) as unknown as readonly WholeEventRow[];
    if (rows.length !== length) throw missing(from);
    return rows;
  }

  private fetch(positions: readonly number[]): readonly WholeEventRow[] {
    const rows = allOf(this.eventsByPositions, positions) as readonly WholeEventRow[];
    positions.forEach((position, index) => {
      if (rows[index]?.[0] !== position) throw missing(position);
    });
    return rows;
  }
}

/** Statements that find the rows at so many positions, in their order. */
const byPositions = (log: DatabaseSync, select: string): ReadonlyMap<number, StatementSync> =>
  new Map(
    fetchSizes.map((size) => {
      const places = Array(size).fill('?').join(', ');
      return [size, prepare(log, `${select} WHERE position IN (${places}) ORDER BY position`)];
    }),
  );

const allOf = (statements: ReadonlyMap<number, StatementSync>, positions: readonly number[]): readonly unknown[] => {
  const rows: unknown[] = [];
  for (let start = 0; start < positions.length; start += largestFetch) {
    const wanted = positions.slice(start, start + largestFetch);
    const size = fetchSizes.find((one) => one >= wanted.length) ?? largestFetch;
    const padded = [...wanted, ...Array<number>(size - wanted.length).fill(wanted.at(-1) ?? 0)]; // the same again is found once
    rows.push(...(statements.get(size)?.all(...padded) ?? []));
  }
  return rows;
};

const eventOf = (row: WholeEventRow, stream: string, revision: number): RecordedEvent => {
  checkEventRow(row);
  const [position, inStream, atRevision, id, type, claim, beside, , data, metadata, values, checksum] = row;
  if (inStream !== stream || atRevision !== revision) {
    throw new StoreDamaged(`the event at position ${position} is not revision ${revision} of stream ${stream}`);
  }
  return {
    stream,
    revision: BigInt(revision),
    position: BigInt(position),
    id,
    type,
    data,
    metadata,
    beside: beside === 0 ? noneBeside : besideValues(position, beside, values, checksum),
    ...(claim !== null && { claim }),
  };
};

/** The first and last revision that are asked for of a stream; the first beyond the last where there are none. */
export const partOf = (
  last: number,
  { from, direction = 'forward', limit }: ReadStreamOptions,
): readonly [first: number, last: number] => {
  const length = checkLimit(limit) ?? Number.MAX_SAFE_INTEGER;
  return direction === 'forward' ? ahead(from, last, length) : behind(from, last, length);
};

/** The first and last revision of a slice read forward. */
const ahead = (from: bigint | undefined, last: number, length: number): readonly [number, number] => {
  const first = clamp(from ?? 0n, last + 1);
  return [first, Math.min(last, first + length - 1)];
};

/** The first and last revision of a slice read backward. */
const behind = (from: bigint | undefined, last: number, length: number): readonly [number, number] => {
  const end = from === undefined ? last : from < 0n ? -1 : clamp(from, last);
  return [Math.max(0, end - length + 1), end];
};

/** A place that may lie anywhere, as a number from 0 to the highest that matters. */
const clamp = (place: bigint, highest: number): number =>
  place > BigInt(highest) ? highest : Math.max(0, Number(place));

const missing = (position: number): StoreDamaged => new StoreDamaged(`the event at position ${position} is missing`);
