import { isoDate, subtractYen, type CivilDate, type Yen } from '@ledger/kernel';
import { historyUnder, type Claim, type History } from '@ledger/contract';
import { figuresOn, type Credit, type Figures } from '@ledger/figures';
import type { Interpretation } from '@ledger/terms';
import { amountOfTotals, dueFor } from './figure.js';

/** A reduction to which the right was lost, and what it would have been. */
export interface LapsedRight {
  readonly outageId: string;
  /** The last day on which a claim would have been in time. */
  readonly claimBy: CivilDate;
  /** The claims that came too late, or otherwise do not count. */
  readonly claims: readonly Claim[];
  /** What the reduction would be had a claim arrived on that day. */
  readonly amount: Yen;
  /** What would be outstanding then, less what is: never more than nothing. */
  readonly outstanding: Yen;
}

/** Art. 10: the rights that were lost by a day because no claim arrived in time, in the order in which the provider became aware. */
export const lapsedRights = (
  history: History,
  asOf: CivilDate,
  interpretation: Interpretation,
): readonly LapsedRight[] => {
  const figures = figuresOn(history, asOf, interpretation);
  return figures.credits().flatMap((credit) => {
    const { outageId, claimBy } = credit;
    if (claimBy === undefined || !isLapsed(credit, asOf)) return [];
    const claimed = hadBeenClaimed(history, credit.outageId, claimBy, asOf, interpretation);
    return [
      {
        outageId,
        claimBy,
        claims: credit.outage.claims,
        amount: dueFor(claimed.credits().find((one) => one.outageId === outageId)),
        outstanding: subtractYen(amountOfTotals(claimed), amountOfTotals(figures)),
      },
    ];
  });
};

/** Also where a decision was made about it afterwards. */
const isLapsed = ({ claim, claimBy }: Credit, asOf: CivilDate): boolean =>
  claim === undefined && claimBy !== undefined && asOf > claimBy;

const hadBeenClaimed = (
  history: History,
  outageId: string,
  arrivedOn: CivilDate,
  asOf: CivilDate,
  interpretation: Interpretation,
): Figures => {
  const claim = { kind: 'added', type: 'ReductionClaimed', data: { outageId, arrivedOn: isoDate(arrivedOn) } } as const;
  return figuresOn(historyUnder(history, [claim], interpretation), asOf, interpretation);
};
