const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const MAX_LENGTH = 253;
/** What a URL would read as something other than part of a host's name. */
const NOT_OF_A_NAME = /[\u0000-\u002c\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f\s]/;

/**
 * A domain name as it is compared: lower case, an internationalised label in its A-label form (`xn--...`), no dot at its end.
 * @throws {RangeError} for a text that is no domain name of two labels or more
 */
export const normaliseDomain = (text: string): string => {
  const name = asciiOf(text.replace(/[.。．｡]$/u, ''));
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (
    labels.length < 2 ||
    name.length > MAX_LENGTH ||
    !labels.every((label) => LABEL.test(label)) ||
    /^\d+$/.test(last)
  ) {
    throw new RangeError(`not a domain name: ${JSON.stringify(text)}`);
  }
  return name;
};

/** By the rules of URLs (UTS #46), which every runtime brings along; empty for what they refuse. */
const asciiOf = (name: string): string => {
  if (NOT_OF_A_NAME.test(name)) return '';
  return URL.parse(`http://${name}/`)?.hostname ?? '';
};
