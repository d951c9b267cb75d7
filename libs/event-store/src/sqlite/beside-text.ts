import { crc32 } from 'node:zlib';
import { StoreDamaged } from '../errors.js';
import type { BesideValue } from '../event-store.js';

/*
 * The values beside an event as one text, which stands in the event's row. An erased one leaves its commitment behind, so that none
 * can be lost without being missed.
 */

type Written = readonly [commitment: string, salt: string, value: string] | readonly [commitment: string];

export const besideText = (values: readonly BesideValue[]): string =>
  JSON.stringify(values.map(({ commitment, salt, value }): Written => [commitment, salt, value]));

export const besideChecksum = (position: number, text: string): number => crc32(`${position}\n${text}`);

/**
 * The values that were not erased.
 *
 * @param expected how many there are with the erased ones.
 * @throws {StoreDamaged} when the text is not as it was written, or is gone.
 */
export const besideValues = (
  position: number,
  expected: number,
  text: string | null,
  checksum: number | null,
): readonly BesideValue[] => {
  const written = text === null || checksum !== besideChecksum(position, text) ? [] : parsed(text);
  if (written.length !== expected) {
    throw new StoreDamaged(`the values beside the event at position ${position} are not as they were written`);
  }
  const values: BesideValue[] = [];
  for (const [commitment, salt, value] of written) {
    if (salt !== undefined && value !== undefined) values.push({ commitment, salt, value });
  }
  return values;
};

/** The text without the values and salts of these commitments. */
export const withoutValues = (text: string, commitments: ReadonlySet<string>): string =>
  JSON.stringify(parsed(text).map((one): Written => (commitments.has(one[0]) ? [one[0]] : one)));

const parsed = (text: string): readonly Written[] => JSON.parse(text) as readonly Written[];
