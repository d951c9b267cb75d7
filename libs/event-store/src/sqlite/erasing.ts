import type { DatabaseSync } from 'node:sqlite';
import { besideChecksum, withoutValues } from './beside-text.js';
import { prepare } from './log-file.js';
import { LogReader, type Places } from './log-reader.js';

/**
 * Overwrites values beside a stream's events where they stand, also in the write-ahead log as far as no reader holds on to it.
 *
 * @param log prepared for writing; no transaction is open.
 * @throws {StoreDamaged} when the stream is not as it was written: then nobody can tell where all the values stand.
 */
export const eraseBeside = (
  log: DatabaseSync,
  places: Places,
  stream: string,
  commitments: ReadonlySet<string>,
): void => {
  const positions = positionsOf(log, places, stream, commitments);
  try {
    log.exec('BEGIN IMMEDIATE');
    for (const position of positions) eraseAt(log, position, commitments);
    log.exec('COMMIT');
    log.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    if (log.isTransaction) log.exec('ROLLBACK');
  }
};

/** Of the events beside which any of the values stands. */
const positionsOf = (
  log: DatabaseSync,
  places: Places,
  stream: string,
  commitments: ReadonlySet<string>,
): readonly number[] => {
  const events = new LogReader(log).readStreams(places, [{ stream }]).flatMap((slice) => slice.events);
  const found = events.filter(({ beside }) => beside.some(({ commitment }) => commitments.has(commitment)));
  return found.map(({ position }) => Number(position));
};

const eraseAt = (log: DatabaseSync, position: number, commitments: ReadonlySet<string>): void => {
  const select = prepare(log, 'SELECT beside_values FROM events WHERE position = ?');
  const [values] = select.get(position) as unknown as readonly [string];
  const text = withoutValues(values, commitments);
  const update = log.prepare('UPDATE events SET beside_values = ?, beside_checksum = ? WHERE position = ?');
  update.run(text, besideChecksum(position, text), position);
};
