import type { CivilDate } from '@ledger/kernel';
import {
  defaultReadings,
  editionNamed,
  governedBy,
  xspMailTerms,
  type Edition,
  type Interpretation,
  type Readings,
} from '@ledger/terms';
import type { KnownAt } from '../history.js';
import { NOTHING_ADOPTED, readingsAdopted, type Adopted, type Adoptions } from './adoptions.js';

/** What a question asks to be answered by; what it leaves open is as adopted, else as the register has it. */
export interface AskedInterpretation {
  readonly readings?: Partial<Readings> | undefined;
  /** The edition taken to be in force on every day. */
  readonly edition?: Edition | undefined;
}

/** The register's readings, and of each edition its own time. */
export const registerInterpretation: Interpretation = { terms: xspMailTerms, readings: defaultReadings };

/** By what a contract is judged where this is adopted for it: what is asked for goes first. */
export const interpretationUnder = (adopted: Adopted, asked: AskedInterpretation = {}): Interpretation => {
  if (adopted === NOTHING_ADOPTED && asked.readings === undefined && asked.edition === undefined) {
    return registerInterpretation;
  }
  const edition =
    asked.edition ?? (adopted.edition === undefined ? undefined : editionNamed(xspMailTerms, adopted.edition));
  return {
    terms: edition === undefined ? xspMailTerms : governedBy(edition, xspMailTerms),
    readings: { ...defaultReadings, ...adopted.readings, ...asked.readings },
  };
};

/** By what a contract is judged on each day, with nothing asked for but what is adopted. */
export const adoptedInterpretation =
  (adoptions: Adoptions, contractId: string, knownAt?: KnownAt): ((day: CivilDate) => Interpretation) =>
  (day) =>
    interpretationUnder(readingsAdopted(adoptions, contractId, day, knownAt));
