import { isoDate, type CivilDate, type IsoDate } from '@ledger/kernel';
import type { Edition, Readings, ReadingText } from '@ledger/terms';
import type { KnownAt } from '../history.js';
import type { Hypothesis } from '../hypotheses/hypothesis.js';
import { writtenEdition, type WrittenEdition } from './edition-shape.js';
import { knownAtText } from './known-at.js';

/** Under what a question about a contract is asked. */
export interface Premises {
  /** The day the question is about, not after 2199-12-31; today in Japan where it is left out. */
  readonly asOf?: CivilDate | undefined;
  /** The state of knowledge; everything where it is left out. */
  readonly knownAt?: KnownAt;
  /** The readings asked for; the one adopted, else the register's, where one is left out. */
  readonly readings?: Partial<Readings> | undefined;
  /** The edition taken to be in force on every day; each in its time where it is left out. */
  readonly edition?: Edition | undefined;
  /** Facts taken to be recorded, corrected or voided after all that was known then. */
  readonly hypotheses?: readonly Hypothesis[] | undefined;
}
/** Premises as they stand in JSON. */
export interface WrittenPremises {
  readonly asOf?: IsoDate;
  /** `position:<n>`, or an instant. */
  readonly knownAt?: string;
  readonly readings?: readonly ReadingText[];
  readonly edition?: WrittenEdition;
  readonly hypotheses?: readonly Hypothesis[];
}

/** The premises as `parsePremises` reads them. */
export const writtenPremises = ({ asOf, knownAt, readings, edition, hypotheses }: Premises): WrittenPremises => ({
  ...(asOf !== undefined && { asOf: isoDate(asOf) }),
  ...(knownAt !== undefined && { knownAt: knownAtText(knownAt) ?? '' }),
  ...(readings !== undefined && { readings: Object.entries(readings).map(([id, choice]) => `${id}:${choice}`) }),
  ...(edition !== undefined && { edition: writtenEdition(edition) }),
  ...(hypotheses !== undefined && { hypotheses }),
});
