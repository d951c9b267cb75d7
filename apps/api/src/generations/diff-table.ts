import type { DifferenceAnswer } from '@ledger/application';
import { csvLine } from '../portfolio/obligation-table.js';

const COLUMNS = ['contractId', 'figure', 'article', 'before', 'after', 'yen', 'cause', 'detail', 'causeYen'] as const;

/** Differences as CSV (RFC 4180), a line for each cause, a piece for every contract. */
export async function* diffTable(
  contracts: AsyncIterable<readonly DifferenceAnswer[]>,
): AsyncGenerator<string, void, void> {
  yield csvLine(COLUMNS);
  for await (const differences of contracts) yield differences.map(linesOf).join('');
}

const linesOf = ({ contractId, figure, article, before, after, yen, causes }: DifferenceAnswer): string =>
  causes
    .map((one) =>
      csvLine([contractId, figure, article, textOf(before), textOf(after), yen, one.cause, one.detail, one.yen]),
    )
    .join('');

const textOf = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
