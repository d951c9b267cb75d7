import { earliest, isoDate, isoInstant, type CivilDate } from '@ledger/kernel';
import type { PlaceByDay, PlaceInContract, Staleness } from '@ledger/projections';
import { interpretationUnder, readingsOfPortfolio, type Adoptions } from '@ledger/contract';
import { departures } from '@ledger/terms';
import { codeVersion } from './code-version.js';
import type { Place } from './cursor.js';
import { editionAnswer } from './edition-answer.js';
import { InvalidCursor } from './errors.js';
import type { AnswerHead } from './view.js';

/**
 * What a list over all contracts says of itself: as of today in Japan, with all that is known, by what is adopted for all of them, else as
 * the register has it. (A contract for which something else is adopted is listed by that.) R17: the warning
 * stands where the own answers of a contract on the page have it.
 */
export const listHead = (
  asOf: CivilDate,
  position: bigint,
  adoptions: Adoptions,
  rows: readonly { readonly earliestFactOn: CivilDate }[],
): AnswerHead => {
  const { terms, readings } = interpretationUnder(readingsOfPortfolio(adoptions, asOf));
  const earliestFactOn = rows.reduce((day, row) => earliest(day, row.earliestFactOn), asOf);
  return {
    asOf: isoDate(asOf),
    knownAt: null,
    readings: departures(readings),
    position: String(position),
    edition: editionAnswer({ asOf, earliestFactOn }, terms),
    codeVersion,
  };
};

/** Since when, and why, a contract could not be computed after it changed. */
export interface StaleAnswer {
  readonly since: string;
  readonly reason: string;
}
export const staleAnswer = (stale: Staleness | undefined): StaleAnswer | null =>
  stale === undefined ? null : { since: isoInstant(stale.since), reason: stale.reason };

/** A place in a list by day, as a cursor holds it. */
export const textOfPlace = ({ on, contractId, id }: PlaceByDay): string => `${String(on)} ${contractId} ${id}`;

/** @throws {InvalidCursor} */
export const placeByDay = (place: Place | undefined): PlaceByDay | undefined => {
  if (place === undefined) return undefined;
  const [, on, contractId, id] = /^(-?\d{1,9}) (\S+) (.*)$/su.exec(place.after) ?? [];
  if (on === undefined || contractId === undefined || id === undefined) throw new InvalidCursor();
  return { on: Number(on) as CivilDate, contractId, id };
};

/** A place in the list of obligations, as a cursor holds it. */
export const textOfPlaceInContract = ({ contractId, on, id }: PlaceInContract): string =>
  `${contractId} ${String(on)} ${id}`;

/** @throws {InvalidCursor} */
export const placeInContract = (place: Place | undefined): PlaceInContract | undefined => {
  if (place === undefined) return undefined;
  const [, contractId, on, id] = /^(\S+) (-?\d{1,9}) (.*)$/su.exec(place.after) ?? [];
  if (contractId === undefined || on === undefined || id === undefined) throw new InvalidCursor();
  return { contractId, on: Number(on) as CivilDate, id };
};
