import { Problem, pointerOf } from './problem.js';
import { FORBIDDEN_NAMES, flawOf } from './text.js';

/** The most bytes of a body. */
export const BODY_LIMIT_BYTES = 1_048_576;
/** A command is nested four deep; beyond this nothing is meant well. */
const MAX_DEPTH = 32;
/**
 * The value of a JSON body. Stricter than JSON.parse: UTF-8 that is not well formed, deep nesting, a property named twice or named
 * for a prototype, lone surrogates, control characters and numbers beyond all measure are refused.
 * @throws {Problem} `malformed-json` or `invalid-request`, with pointers.
 */
export const parseJsonBody = (bytes: Uint8Array): unknown => {
  const text = decoded(bytes);
  const members = surveyed(text);
  const value = parsed(text);
  if (checked(value, []) !== members) throw duplicate(text);
  return value;
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decoded = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem('malformed-json', 'the body is not UTF-8');
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem('malformed-json', text.trim() === '' ? 'the body is empty' : 'the body is not JSON');
  }
};

/** How many members the objects of a JSON text have together; looks at brackets, strings and colons only. */
const surveyed = (text: string): number => {
  let depth = 0;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x3a: // :
        members += 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > MAX_DEPTH) throw new Problem('malformed-json', `nested more than ${String(MAX_DEPTH)} deep`);
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
  }
  return members;
};

/** Where the closing quote of the string that begins at `start` stands; the text's end where there is none. */
const endOfString = (text: string, start: number): number => {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
};

/** Refuses names and values that no command may hold; how many members the objects have together. */
const checked = (value: unknown, path: (string | number)[]): number => {
  if (typeof value === 'string') checkText(value, path);
  else if (typeof value === 'number' && !Number.isFinite(value)) throw wrong(path, 'the number is too large');
  if (typeof value !== 'object' || value === null) return 0;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  let members = 0;
  for (const [name, inner] of entries) {
    path.push(name);
    if (typeof name === 'string') {
      members += 1;
      if (FORBIDDEN_NAMES.has(name)) throw wrong(path, 'a property of this name is not allowed');
      checkText(name, path);
    }
    members += checked(inner, path);
    path.pop();
  }
  return members;
};

const checkText = (text: string, path: readonly (string | number)[]): void => {
  const flaw = flawOf(text);
  if (flaw !== undefined) throw wrong(path, flaw);
};

const wrong = (path: readonly (string | number)[], detail: string): Problem =>
  new Problem('invalid-request', detail, { errors: [{ pointer: pointerOf(path).toWellFormed(), detail }] });

/** Names the first property that stands twice in an object of a valid JSON text. */
const duplicate = (text: string): Problem => {
  const objects: { readonly names: Set<string>; name: string | number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const inner = objects.at(-1);
    const character = text[at];
    if (character === '{') objects.push({ names: new Set(), name: '' });
    else if (character === '[') objects.push({ names: new Set(), name: 0 });
    else if (character === '}' || character === ']') objects.pop();
    else if (character === ',' && typeof inner?.name === 'number') inner.name += 1;
    else if (character === '"') {
      const end = endOfString(text, at);
      if (inner !== undefined && /^\s*:/.test(text.slice(end + 1))) {
        inner.name = JSON.parse(text.slice(at, end + 1)) as string;
        if (inner.names.has(inner.name)) break;
        inner.names.add(inner.name);
      }
      at = end;
    }
  }
  const pointer = pointerOf(objects.map(({ name }) => name));
  const detail = 'the property stands twice';
  return new Problem('malformed-json', detail, { errors: [{ pointer, detail }] });
};
