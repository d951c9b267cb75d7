import { readFileSync } from 'node:fs';
import { Complaint } from '../complaint.js';
import { jsonIn } from '../hypothesis-options.js';
import type { RebuildBody } from '../ledger/desk.js';

/** Of which contracts a generation is to consist, and under what it is computed, as it stands on the command line. */
export interface RebuildWishes {
  readonly contract?: readonly string[];
  readonly filter?: Readonly<Record<string, string>>;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly reading?: readonly string[];
  readonly edition?: unknown;
  readonly hypotheses?: unknown;
  readonly fromLog?: boolean;
}

/** As the HTTP interface takes it. @throws {Complaint} */
export const rebuildBody = ({ contract, filter, reading, ...premises }: RebuildWishes): RebuildBody => {
  if (contract !== undefined && filter !== undefined) {
    throw new Complaint('--contract names contracts, --filter finds them: it is one or the other');
  }
  return {
    scope: contract !== undefined ? { contractIds: contract } : filter !== undefined ? { filter } : 'all',
    ...premises,
    ...(reading !== undefined && { readings: reading }),
  };
};

/** `name=value`, beside those before. @throws {Complaint} */
export const withFilter = (text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const at = text.indexOf('=');
  if (at < 1) throw new Complaint('--filter: is written name=value');
  const name = text.slice(0, at);
  if (Object.hasOwn(before, name)) throw new Complaint(`--filter: ${name} stands there twice`);
  return { ...before, [name]: text.slice(at + 1) };
};

/** JSON as it is typed, or as it stands in a file. @throws {Complaint} and what the file system throws */
export const jsonOrFile = (option: string, text: string): unknown =>
  isJson(text) ? jsonIn(option, text) : jsonIn(option, readFileSync(text, 'utf8'), `what stands in ${text}`);

/** A name, or an object as JSON. @throws {Complaint} */
export const nameOrJson = (option: string, text: string): unknown => (isJson(text) ? jsonIn(option, text) : text);

const isJson = (text: string): boolean => text.trimStart().startsWith('{');
