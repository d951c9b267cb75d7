/** A question, and its answer after the commands of `READ_STORY`. */
export interface ReadExample {
  readonly summary: string;
  /** Path and query. */
  readonly url: string;
  /** Of the one question that has a body. */
  readonly body?: object;
  /** The day on which it is asked; 1 August 2026 where it is left out. */
  readonly today?: string;
  readonly answer: unknown;
}

/** An answer about a contract with what every one says of itself. */
export const answer = (asOf: string, rest: object): object => ({
  asOf,
  knownAt: null,
  readings: [],
  position: '14',
  edition: { id: '2022-11-01', warning: null },
  codeVersion: '0.1.0',
  ...rest,
});
