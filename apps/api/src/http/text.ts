/** C0 and C1 controls but for tab, line feed and carriage return, which a text of several lines has. */
const CONTROL_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/** What makes a text unfit to be recorded, or undefined where nothing does. */
export const flawOf = (text: string): string | undefined => {
  if (!text.isWellFormed()) return 'half of a surrogate pair is not a character';
  return CONTROL_CHARACTER.test(text) ? 'control characters are not allowed' : undefined;
};

/** Names that every object has already, or that reach into its prototype where code copies carelessly. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
]);
