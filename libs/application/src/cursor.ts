import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { InvalidCursor } from './errors.js';

/** Where a page of a list ended. */
export interface Place {
  /** The state of the log that every page of this list shows. */
  readonly position: bigint;
  /** The last item shown, in the list's order. */
  readonly after: string;
}

/**
 * An opaque text for the place. `list` is whatever makes the list this one: its name, its contract, its filters. A cursor is worth
 * nothing elsewhere; the check sum tells a made-up one, it keeps no secret: a place says nothing that its bearer could not ask for.
 */
export const cursorOf = (list: unknown, { position, after }: Place): string =>
  Buffer.from(`${checkOf(list, position, after)} ${String(position)} ${after}`).toString('base64url');

/** @throws {InvalidCursor} for anything that `cursorOf` did not make for this list. */
export const placeOf = (list: unknown, cursor: string): Place => {
  if (cursor.length > 2000) throw new InvalidCursor();
  const match = /^([0-9a-f]{16}) (\d{1,19}) (.*)$/su.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw new InvalidCursor();
  const [, check, digits = '', after = ''] = match;
  const place = { position: BigInt(digits), after };
  if (check !== checkOf(list, place.position, after) || cursor !== cursorOf(list, place)) throw new InvalidCursor();
  return place;
};

const checkOf = (list: unknown, position: bigint, after: string): string =>
  hash('sha256', canonicalJson(['cursor', list, String(position), after]), 'hex').slice(0, 16);
