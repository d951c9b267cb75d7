/** Of the terms. */
export class EditionResponse {
  /**
   * The edition in force on the day asked about, named by its date.
   * @example '2022-11-01'
   */
  readonly id!: string | null;
  /** Where the answer rests on terms whose text is not at hand (R17). */
  readonly warning!: string | null;
}

/** What every answer about a contract says of itself. */
export abstract class AnswerResponse {
  /**
   * The day the question is about.
   * @example '2026-07-31'
   */
  readonly asOf!: string;
  /** The state of knowledge asked for; null for everything. */
  readonly knownAt!: string | null;
  /** The readings that are not the register's. */
  readonly readings!: string[];
  /**
   * How far the log was read: a whole number.
   * @example '1042'
   */
  readonly position!: string;
  readonly edition!: EditionResponse;
  /** The version of the code that drew the conclusions. */
  readonly codeVersion!: string;
}
