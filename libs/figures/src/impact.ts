import { addYen, subtractYen, sumYen, ZERO_YEN, type CivilDate, type Yen } from '@ledger/kernel';
import type { History } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { figuresOn } from './figures.js';

/** What the obligations of a contract that have arisen come to, reductions taken off: by the article that they rest on. */
export type ArticleTotals = ReadonlyMap<string, Yen>;

/** What a contract would owe otherwise. */
export interface ContractImpact {
  readonly contractId: string;
  /** All that has arisen, less the reductions. */
  readonly before: Yen;
  readonly after: Yen;
  /** The differences that are not nothing, by article. */
  readonly byArticle: ArticleTotals;
}

/** @param asOf only what has arisen by this day */
const totalsByArticle = (history: History, asOf: CivilDate, interpretation: Interpretation): ArticleTotals => {
  const totals = new Map<string, Yen>();
  for (const { clause, amount } of figuresOn(history, asOf, interpretation).obligations().items) {
    totals.set(clause.label, addYen(totals.get(clause.label) ?? ZERO_YEN, amount));
  }
  return totals;
};

/** What two interpretations make different of one contract; undefined where no article comes to another amount. */
export const impactOn = (
  history: History,
  asOf: CivilDate,
  before: Interpretation,
  after: Interpretation,
): ContractImpact | undefined =>
  impactBetween(history.contractId, totalsByArticle(history, asOf, before), totalsByArticle(history, asOf, after));

/** The same from totals that were computed elsewhere. */
export const impactBetween = (
  contractId: string,
  before: ArticleTotals,
  after: ArticleTotals,
): ContractImpact | undefined => {
  const byArticle = new Map<string, Yen>();
  for (const article of new Set([...before.keys(), ...after.keys()])) {
    const difference = subtractYen(after.get(article) ?? ZERO_YEN, before.get(article) ?? ZERO_YEN);
    if (difference !== ZERO_YEN) byArticle.set(article, difference);
  }
  if (byArticle.size === 0) return undefined;
  return { contractId, before: sumYen(before.values()), after: sumYen(after.values()), byArticle };
};

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

/** The whole of several parts, in whatever order they come. */
export const impactOfAll = (impacts: Iterable<ContractImpact>): PortfolioImpact => {
  let total = NO_MONEY;
  const byArticle = new Map<string, Counted>();
  let most: ContractImpact[] = [];
  for (const impact of impacts) {
    total = withDifference(total, differenceOf(impact));
    for (const [article, difference] of impact.byArticle) {
      byArticle.set(article, withDifference(byArticle.get(article) ?? NO_MONEY, difference));
    }
    most.push(impact);
    if (most.length >= 20 * MOST_SHOWN) most = largest(most);
  }
  const { contracts, ...money } = total;
  return {
    contracts,
    total: money,
    byArticle: [...byArticle]
      .map(([article, counted]) => ({ article, ...counted }))
      .sort((one, other) => (one.article < other.article ? -1 : 1)),
    mostAffected: largest(most),
  };
};

interface Counted extends Money {
  readonly contracts: number;
}
const NO_MONEY: Counted = { contracts: 0, up: ZERO_YEN, down: ZERO_YEN, sum: ZERO_YEN };

const withDifference = ({ contracts, up, down, sum }: Counted, difference: Yen): Counted => ({
  contracts: contracts + 1,
  up: difference > 0 ? addYen(up, difference) : up,
  down: difference > 0 ? down : addYen(down, difference),
  sum: addYen(sum, difference),
});

const differenceOf = ({ before, after }: ContractImpact): Yen => subtractYen(after, before);

const largest = (impacts: readonly ContractImpact[]): ContractImpact[] =>
  impacts
    .toSorted((one, other) => {
      const [size, otherSize] = [Math.abs(differenceOf(one)), Math.abs(differenceOf(other))];
      return otherSize - size || (one.contractId < other.contractId ? -1 : 1);
    })
    .slice(0, MOST_SHOWN);
