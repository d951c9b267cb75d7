import type { DatabaseSync } from 'node:sqlite';
import { StoreDamaged } from '../errors.js';
import { checkEventRow, eventColumns, type EventRow } from './event-row.js';
import { prepare } from './log-file.js';
import type { StreamIndex } from './stream-index.js';

const pageLength = 500;

/** The rows after a position through another, checked, in pages. */
export function* readRows(log: DatabaseSync, after: number, through: number): Generator<readonly EventRow[], void> {
  const page = prepare(
    log,
    `SELECT ${eventColumns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
  );
  for (let last = after; last < through;) {
    const rows = page.all(last, through, pageLength) as unknown as readonly EventRow[];
    if (rows.length === 0) throw new StoreDamaged(`the event at position ${last + 1} is missing`);
    for (const row of rows) {
      checkEventRow(row);
      if (row[0] !== last + 1) throw new StoreDamaged(`the event at position ${last + 1} is missing`);
      last = row[0];
    }
    yield rows;
  }
}

/** The log's last position; 0 when it is empty. */
export const headOf = (log: DatabaseSync): number => {
  const [head] = prepare(log, 'SELECT max(position) FROM events').get() as unknown as readonly [number | null];
  return head ?? 0;
};

/** Tells the index what the log holds beyond it. */
export const catchUp = (streams: StreamIndex, log: DatabaseSync): void => {
  for (const rows of readRows(log, streams.head, headOf(log))) {
    for (const [position, stream, revision, , , claim] of rows) streams.add(position, stream, revision, claim);
  }
};
