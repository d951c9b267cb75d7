/** A value that has no canonical JSON. */
export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';
}

/** Deeper than anything that the ledger records, and far from the end of the stack. */
const MAX_DEPTH = 64;

/**
 * The one JSON text of a value (RFC 8785): members in the order of their UTF-16 code units, the shortest numbers, no white space.
 * Members that are undefined are left out.
 * @throws {NotCanonical} for lone surrogates, numbers that are not finite, values that JSON does not know, and depths over 64.
 */
export const canonicalJson = (value: unknown): string => write(value, 0);

const write = (value: unknown, depth: number): string => {
  switch (typeof value) {
    case 'string':
      return writeText(value);
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonical('a number that is not finite');
      return JSON.stringify(value); // ECMAScript's shortest form is that of RFC 8785, minus zero included
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === MAX_DEPTH) throw new NotCanonical(`more than ${String(MAX_DEPTH)} levels, one in the other`);
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw new NotCanonical(`no JSON value: ${typeof value}`);
  }
};

const writeText = (text: string): string => {
  if (!text.isWellFormed()) throw new NotCanonical('a lone surrogate');
  return JSON.stringify(text);
};

const writeArray = (items: readonly unknown[], depth: number): string => {
  let text = '';
  for (const item of items) text += (text === '' ? '' : ',') + write(item, depth);
  return `[${text}]`;
};

const writeObject = (object: object, depth: number): string => {
  let text = '';
  for (const key of Object.keys(object).sort()) {
    const member = (object as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${writeText(key)}:${write(member, depth)}`;
  }
  return `{${text}}`;
};
