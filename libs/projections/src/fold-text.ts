/** A text as every database can keep it. */
export const kept = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

/** The text as it is searched for: whatever the case of its letters and their width (全角, 半角). */
export const foldText = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The first text, by code points, after all those that begin with this one; undefined where there is none. */
export const afterPrefix = (prefix: string): string | undefined => {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < LAST_POINT)
      return String.fromCodePoint(...points, last === BEFORE_SURROGATES ? AFTER_SURROGATES : last + 1);
  }
  return undefined;
};

const LAST_POINT = 0x10ffff;
const BEFORE_SURROGATES = 0xd7ff;
const AFTER_SURROGATES = 0xe000;
