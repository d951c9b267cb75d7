import { crc32 } from 'node:zlib';
import { StoreDamaged } from '../errors.js';
import { besideChecksum } from './beside-text.js';
import type { SentEvent } from './writer-messages.js';

/** An event as it stands in the log file, but for the values beside it. */
export type EventRow = readonly [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  claim: string | null,
  /** How many values stand beside it, erased ones as well. */
  beside: number,
  checksum: number,
  data: string,
  metadata: string,
];

export const eventColumns = 'position, stream, revision, id, type, claim, beside, checksum, data, metadata';

/** With the values beside, which have a checksum of their own: they alone may change. Both are null where there are none. */
export type WholeEventRow = readonly [...EventRow, besideValues: string | null, besideChecksum: number | null];

export const wholeEventColumns = `${eventColumns}, beside_values, beside_checksum`;

export const eventRow = (
  position: number,
  stream: string,
  revision: number,
  claim: string | null,
  [id, type, data, metadata, beside, values]: SentEvent,
): WholeEventRow => {
  const checksum = checksumOf(position, stream, revision, id, type, claim, beside, data, metadata);
  const checksumBeside = values === null ? null : besideChecksum(position, values);
  return [position, stream, revision, id, type, claim, beside, checksum, data, metadata, values, checksumBeside];
};

/** @throws {StoreDamaged} when the row is not as it was written. */
export const checkEventRow = (row: EventRow | WholeEventRow): void => {
  const [position, stream, revision, id, type, claim, beside, checksum, data, metadata] = row;
  if (checksum !== checksumOf(position, stream, revision, id, type, claim, beside, data, metadata)) {
    throw new StoreDamaged(`the event at position ${position} is not as it was written`);
  }
};

const checksumOf = (
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  claim: string | null,
  beside: number,
  data: string,
  metadata: string,
): number =>
  crc32(`${position}\n${revision}\n${beside}\n${id}\n${type}\n${stream}\n${claim ?? ''}\n${metadata}\n${data}`);
