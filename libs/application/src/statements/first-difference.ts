import { canonicalJson } from '../canonical-json.js';

/** Where two JSON values differ first, in the order of their canonical JSON. */
export interface JsonDifference {
  /** A JSON pointer; empty for the whole. */
  readonly path: string;
  /** Null where there was nothing. */
  readonly was: unknown;
  readonly is: unknown;
}

/** Undefined where both say the same. */
export const firstDifference = (was: unknown, is: unknown, path = ''): JsonDifference | undefined => {
  if (!isNested(was) || !isNested(is) || Array.isArray(was) !== Array.isArray(is)) {
    const [one = null, other = null] = [was, is];
    return canonicalJson(one) === canonicalJson(other) ? undefined : { path, was: one, is: other };
  }
  const names = Array.isArray(was)
    ? Object.keys(was.length > (is as unknown as readonly unknown[]).length ? was : is)
    : [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  for (const name of names) {
    const found = firstDifference(
      own(was, name),
      own(is, name),
      `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    );
    if (found !== undefined) return found;
  }
  // Of places in a row a null is not nothing.
  return Array.isArray(was) && was.length !== Object.keys(is).length ? { path, was, is } : undefined;
};

/** Not what every object has, whatever its name. */
const own = (value: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const isNested = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
