import type { DiffAnswer, DifferenceAnswer } from '@ledger/application';
import { grouped, tableOf } from '../table.js';

/** What is different, figure by figure, each with what made it so. */
export const differencesText = (items: readonly DifferenceAnswer[]): string =>
  tableOf(items, [
    { title: 'contract', show: ({ contractId }) => contractId },
    { title: 'figure', show: ({ figure }) => figure },
    { title: 'before', show: ({ before, after }) => figureText(before, after) },
    { title: 'after', show: ({ before, after }) => figureText(after, before) },
    { title: 'yen', show: ({ yen }) => (yen === null ? null : signed(yen)), align: 'right' },
    { title: 'because of', show: causesText },
  ]);

/** What all of it comes to. */
export const diffTotalsText = ({ totals }: DiffAnswer): string => {
  if (totals === null || totals.figures === 0) return 'There is no difference.';
  const causes = tableOf(totals.byCause, [
    { title: 'cause', show: ({ cause, detail }) => [cause, detail].join(' ').trim() },
    { title: 'contracts', show: ({ contracts }) => String(contracts), align: 'right' },
    { title: 'figures', show: ({ figures }) => String(figures), align: 'right' },
    { title: 'obligations', show: ({ obligations }) => signed(obligations), align: 'right' },
    { title: 'outstanding', show: ({ outstanding }) => signed(outstanding), align: 'right' },
  ]);
  const articles = tableOf(totals.byArticle, [
    { title: 'article', show: ({ article }) => article },
    { title: 'figures', show: ({ figures }) => String(figures), align: 'right' },
    { title: 'obligations', show: ({ obligations }) => signed(obligations), align: 'right' },
    { title: 'outstanding', show: ({ outstanding }) => signed(outstanding), align: 'right' },
  ]);
  const whole = `${String(totals.contracts)} contracts, ${String(totals.figures)} figures; these differences are ${totals.digest}`;
  return [causes, articles, whole].join('\n');
};

/** Each cause with its part of the yen, where several share them. */
const causesText = ({ causes }: DifferenceAnswer): string =>
  causes
    .map(({ cause, detail, yen }) => {
      const name = [cause, detail].join(' ').trim();
      return causes.length > 1 && yen !== null ? `${name} (${signed(yen)})` : name;
    })
    .join(', ');

type Said = Readonly<Record<string, unknown>>;

/** A figure's sum, or what else it says that the other does not. */
const figureText = (figure: object | null, other: object | null): string | null => {
  if (figure === null) return null;
  const [one, another] = [figure as Said, (other ?? {}) as Said];
  const sum = one['amount'] ?? one['outstanding'];
  if (typeof sum === 'string' && sum !== (another['amount'] ?? another['outstanding'])) return grouped(sum);
  const differing = Object.entries(one).filter(([name, value]) => textOf(value) !== textOf(another[name]));
  return differing.map(([name, value]) => `${name} ${textOf(value)}`).join(', ');
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const signed = (amount: string): string => (/^[1-9]/.test(amount) ? `+${grouped(amount)}` : grouped(amount));
