const LINE_BREAK = /\s*\n\s*/;
const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const LATIN = /[A-Za-z0-9]/;

/**
 * Japanese text over several lines of source, as one: the breaks fall away. Everywhere in the terms one space stands between a
 * Japanese character and a Latin letter or digit, so one is put where a break parted them.
 */
export const ja = (lines: TemplateStringsArray): string =>
  linesOf(lines).reduce((text, line) => text + (isSeam(text.slice(-1), line.slice(0, 1)) ? ' ' : '') + line);

/** English text over several lines of source, as one: each break is a space. */
export const en = (lines: TemplateStringsArray): string => linesOf(lines).join(' ');

const linesOf = (lines: TemplateStringsArray): readonly string[] => lines.join('').trim().split(LINE_BREAK);
const isSeam = (before: string, after: string): boolean =>
  (JAPANESE.test(before) && LATIN.test(after)) || (LATIN.test(before) && JAPANESE.test(after));
