import type { CivilDate } from '@ledger/kernel';
import type { Hypothesis, KnownAt } from '@ledger/contract';
import type { Edition, Readings } from '@ledger/terms';

/** Under what a question about a contract is asked. */
export interface View {
  /** The day the question is about, not after 2199-12-31; today in Japan where it is left out. */
  readonly asOf?: CivilDate | undefined;
  /** The state of knowledge; everything where it is left out. */
  readonly knownAt?: KnownAt;
  /** The readings asked for; the register's where one is left out. */
  readonly readings?: Partial<Readings> | undefined;
  /** The edition taken to be in force on every day; each in its time where it is left out. */
  readonly edition?: Edition | undefined;
  /** Facts taken to be recorded, corrected or voided after all that was known then. */
  readonly hypotheses?: readonly Hypothesis[] | undefined;
}

/** What every answer about a contract says of itself. */
export interface AnswerHead {
  readonly asOf: string;
  /** `2026-01-31T00:00:00.000Z`, `position:<n>`, or null: everything. */
  readonly knownAt: string | null;
  /** Those that are not the register's, as they are asked for: `R05:separate`. */
  readonly readings: readonly string[];
  /** How far the log was read. */
  readonly position: string;
  readonly edition: EditionAnswer;
  readonly codeVersion: string;
}
export interface EditionAnswer {
  /** The edition in force on the day asked about, named by its date; null before the first. */
  readonly id: string | null;
  /** R17: where the answer rests on terms whose text is not at hand. */
  readonly warning: string | null;
}
/** One page of a list, in its stated order. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
/** Which page: at most `limit` items (1 to 200, default 50), from where the page that gave the cursor ended. */
export interface PageRequest {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}
