import type { Premises } from '@ledger/contract';

/** Under what a question about a contract is asked. */
export type View = Premises;

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
