import { hash, randomFillSync } from 'node:crypto';
import type { BesideValue } from '@ledger/event-store';

/*
 * Names, contacts and free text about people stand in the log as commitments, their values beside it. Erasing a value takes nothing
 * from the log, and without its salt nobody can tell by trying what was committed to.
 */

const SALT_BYTES = 16;

export interface Sealed {
  readonly data: Readonly<Record<string, unknown>>;
  readonly beside: readonly BesideValue[];
}
/** What stands in a value's place. */
interface Commitment {
  readonly commitment: string;
}

/**
 * The data with a commitment in the place of every text that a pointer leads to.
 * @param pointers JSON pointers; `*` stands for every item of a list, a number for one of them
 */
export const seal = (data: object, pointers: readonly string[]): Sealed => {
  const beside: BesideValue[] = [];
  const commit = (value: string): Commitment => {
    const salt = freshSalt();
    const commitment = commitmentTo(salt, value);
    beside.push({ commitment, salt, value });
    return { commitment };
  };
  let sealed: unknown = data;
  for (const pointer of pointers) sealed = replaceAt(sealed, stepsOf(pointer), 0, commit);
  return { data: sealed as Sealed['data'], beside };
};

/** `sha256:` and the SHA-256 of the salt's bytes followed by the value's. */
export const commitmentTo = (salt: string, value: string): string =>
  `sha256:${hash('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(value)]))}`;

/** Random bytes are asked for in bulk: one by one they cost more than all the rest of the writing. */
const salts = Buffer.alloc(256 * SALT_BYTES);
let used = salts.length;
const freshSalt = (): string => {
  if (used === salts.length) {
    randomFillSync(salts);
    used = 0;
  }
  used += SALT_BYTES;
  return salts.toString('hex', used - SALT_BYTES, used);
};

const replaceAt = (
  value: unknown,
  steps: readonly string[],
  depth: number,
  replace: (text: string) => Commitment,
): unknown => {
  const step = steps[depth];
  if (step === undefined) return typeof value === 'string' ? replace(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (step === '*')
    return Array.isArray(value) ? value.map((item) => replaceAt(item, steps, depth + 1, replace)) : value;
  if (!Object.hasOwn(value, step)) return value;
  if (Array.isArray(value)) return value.with(Number(step), replaceAt(value[Number(step)], steps, depth + 1, replace));
  const member = (value as Readonly<Record<string, unknown>>)[step];
  return member === undefined ? value : { ...value, [step]: replaceAt(member, steps, depth + 1, replace) };
};

const knownSteps = new Map<string, readonly string[]>();
const stepsOf = (pointer: string): readonly string[] => {
  let steps = knownSteps.get(pointer);
  if (steps === undefined) knownSteps.set(pointer, (steps = pointer.split('/').slice(1)));
  return steps;
};
