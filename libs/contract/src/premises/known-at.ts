import { instant, isoInstant } from '@ledger/kernel';
import type { KnownAt } from '../history.js';

const POSITION = /^position:(0|[1-9]\d{0,17})$/;

/** A state of knowledge as it is written: `position:<n>`, or an instant. @throws {RangeError} otherwise */
export const parseKnownAt = (text: string): NonNullable<KnownAt> => {
  const position = POSITION.exec(text)?.[1];
  if (position !== undefined) return { position: BigInt(position) };
  try {
    return { instant: instant(text) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError('must be position:<n>, or an instant with an offset (RFC 3339)', { cause: error });
  }
};

/** As it is asked for: `position:<n>`, or the instant in UTC; null where it is everything. */
export const knownAtText = (knownAt: KnownAt): string | null => {
  if (knownAt === undefined) return null;
  return 'position' in knownAt ? `position:${String(knownAt.position)}` : isoInstant(knownAt.instant);
};
