import { PROBLEMS, type ProblemKind } from './problem-catalogue.js';
import type { InputError, Problem } from './problem.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** An error as it is answered: status, headers and body (RFC 9457). */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ProblemBody;
}
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly article?: string;
  readonly quote?: string;
  readonly errors?: readonly InputError[];
  readonly [member: string]: unknown;
}

/** @param instance the path asked for */
export const answerOf = ({ code, detail, extras }: Problem, instance: string): ProblemAnswer => {
  const { status, title } = PROBLEMS[code] as ProblemKind;
  const { errors, headers = {}, members = {}, refusal = code } = extras;
  const body = { type: `/problems/${refusal}`, title, status, detail, instance, ...(errors && { errors }), ...members };
  return { status, headers, body };
};

/** The path of an address, without its query: what was asked about, never a secret in it. */
export const pathOf = (url: string): string => {
  const end = url.indexOf('?');
  return (end === -1 ? url : url.slice(0, end)).slice(0, 500);
};
