import type { ObligationListItem } from '@ledger/application';

const COLUMNS: readonly (readonly [title: string, value: (item: ObligationListItem) => string | number | null])[] = [
  ['contractId', ({ contractId }) => contractId],
  ['counterparty', ({ counterparty }) => counterparty],
  ['obligationId', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['subject', ({ subject }) => subject],
  ['item', ({ item }) => item],
  ['article', ({ article }) => article],
  ['periodFrom', ({ period }) => period?.from ?? null],
  ['periodTo', ({ period }) => period?.to ?? null],
  ['arisesOn', ({ arisesOn }) => arisesOn],
  ['amount', ({ amount }) => amount],
  ['settled', ({ settled }) => settled],
  ['outstanding', ({ outstanding }) => outstanding],
  ['status', ({ status }) => status],
  ['staleSince', ({ stale }) => stale?.since ?? null],
  ['staleReason', ({ stale }) => stale?.reason ?? null],
  ['disputes', ({ disputes }) => disputes?.join(' ') ?? null],
];

/** Obligations as CSV (RFC 4180), a piece for every page. @param bom whether it begins with a byte order mark */
export async function* tableOf(
  pages: AsyncIterable<readonly ObligationListItem[]>,
  bom: boolean,
): AsyncGenerator<string, void, void> {
  yield `${bom ? '\uFEFF' : ''}${csvLine(COLUMNS.map(([title]) => title))}`;
  for await (const items of pages) yield items.map((item) => csvLine(COLUMNS.map(([, value]) => value(item)))).join('');
}

export const csvLine = (values: readonly (string | number | null)[]): string => `${values.map(fieldOf).join(',')}\r\n`;

const fieldOf = (value: string | number | null): string => {
  const text = harmless(String(value ?? ''));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A spreadsheet computes what begins like this, also in full width; a number it may read as what it is. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const NUMBER = /^-?\d+$/;

const harmless = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);
