import type { ProblemCode } from './problem-catalogue.js';

/** One thing wrong with what was sent: where (a JSON pointer into the body, or `/query/...`, `/path/...`, `/headers/...`) and what. */
export interface InputError {
  readonly pointer: string;
  readonly detail: string;
}
export interface ProblemExtras {
  readonly errors?: readonly InputError[];
  /** Headers that belong to the answer: `Allow`, `Retry-After`, `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The code of a rule that was broken: the kind of problem is then named by it. */
  readonly refusal?: string;
  /** Further members of the answer, such as the event that a conflict names. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An answer that is an error (RFC 9457), thrown by whatever finds it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(detail);
  }
}

/** `400`: the request is readable, but what it says is not valid. */
export const invalid = (errors: readonly InputError[]): Problem =>
  new Problem('invalid-request', errors.map(({ detail }) => detail).join('; '), { errors });

/** A JSON pointer (RFC 6901) from the names on the way. */
export const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
