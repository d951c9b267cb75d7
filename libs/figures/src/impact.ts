import { addYen, subtractYen, yen, ZERO_YEN, type CivilDate, type Yen } from '@ledger/kernel';
import type { History } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { AMOUNT_ARTICLES, amountsOn, type Amounts } from './amounts.js';

/** What a contract would owe otherwise. */
export interface ContractImpact {
  readonly contractId: string;
  /** All that has arisen, less the reductions. */
  readonly before: Yen;
  readonly after: Yen;
  /** The differences that are not nothing, by article. */
  readonly byArticle: ReadonlyMap<string, Yen>;
}

/** What two interpretations make different of one contract; undefined where no article comes to another amount. */
export const impactOn = (
  history: History,
  asOf: CivilDate,
  before: Interpretation,
  after: Interpretation,
): ContractImpact | undefined =>
  impactBetween(history.contractId, amountsOn(history, asOf, before), amountsOn(history, asOf, after));

/** The same from amounts that were computed elsewhere. */
export const impactBetween = (contractId: string, before: Amounts, after: Amounts): ContractImpact | undefined => {
  const byArticle = new Map<string, Yen>();
  AMOUNT_ARTICLES.forEach((article, index) => {
    const difference = yen((after[index] ?? 0) - (before[index] ?? 0));
    if (difference !== ZERO_YEN) byArticle.set(article, difference);
  });
  if (byArticle.size === 0) return undefined;
  return { contractId, before: yen(sumOf(before)), after: yen(sumOf(after)), byArticle };
};

const sumOf = (amounts: Amounts): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** The impact on many contracts. */
export interface PortfolioImpact {
  /** Contracts for which an article comes to another amount. */
  readonly contracts: number;
  readonly total: Money;
  /** In the order of their names. */
  readonly byArticle: readonly ({ readonly article: string; readonly contracts: number } & Money)[];
  /** Those with the largest differences, at most a hundred; of the same size by contractId. */
  readonly mostAffected: readonly ContractImpact[];
}
/** Differences, each contract's counted as a whole. */
interface Money {
  readonly up: Yen;
  readonly down: Yen;
  readonly sum: Yen;
}

const MOST_SHOWN = 100;

/** The whole of several contracts, in whatever order they come. */
export const impactOfAll = (impacts: readonly ContractImpact[]): PortfolioImpact => {
  let total = NO_MONEY;
  const byArticle = new Map<string, Counted>();
  for (const impact of impacts) {
    total = together(total, counted(differenceOf(impact)));
    for (const [article, difference] of impact.byArticle) {
      byArticle.set(article, together(byArticle.get(article) ?? NO_MONEY, counted(difference)));
    }
  }
  return portfolioImpact(total, byArticle, impacts);
};

/** The whole of several parts, in whatever order they come. */
export const impactTogether = (parts: readonly PortfolioImpact[]): PortfolioImpact => {
  let total = NO_MONEY;
  const byArticle = new Map<string, Counted>();
  for (const part of parts) {
    total = together(total, { contracts: part.contracts, ...part.total });
    for (const { article, ...one } of part.byArticle) {
      byArticle.set(article, together(byArticle.get(article) ?? NO_MONEY, one));
    }
  }
  return portfolioImpact(
    total,
    byArticle,
    parts.flatMap(({ mostAffected }) => mostAffected),
  );
};

const portfolioImpact = (
  { contracts, ...total }: Counted,
  byArticle: ReadonlyMap<string, Counted>,
  affected: readonly ContractImpact[],
): PortfolioImpact => ({
  contracts,
  total,
  byArticle: [...byArticle]
    .map(([article, one]) => ({ article, ...one }))
    .sort((one, other) => (one.article < other.article ? -1 : 1)),
  mostAffected: largest(affected),
});

interface Counted extends Money {
  readonly contracts: number;
}
const NO_MONEY: Counted = { contracts: 0, up: ZERO_YEN, down: ZERO_YEN, sum: ZERO_YEN };

const counted = (difference: Yen): Counted => ({
  contracts: 1,
  up: difference > 0 ? difference : ZERO_YEN,
  down: difference > 0 ? ZERO_YEN : difference,
  sum: difference,
});

const together = (one: Counted, other: Counted): Counted => ({
  contracts: one.contracts + other.contracts,
  up: addYen(one.up, other.up),
  down: addYen(one.down, other.down),
  sum: addYen(one.sum, other.sum),
});

const differenceOf = ({ before, after }: ContractImpact): Yen => subtractYen(after, before);

const largest = (impacts: readonly ContractImpact[]): ContractImpact[] =>
  impacts
    .toSorted((one, other) => {
      const [size, otherSize] = [Math.abs(differenceOf(one)), Math.abs(differenceOf(other))];
      return otherSize - size || (one.contractId < other.contractId ? -1 : 1);
    })
    .slice(0, MOST_SHOWN);
