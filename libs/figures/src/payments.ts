import { sumYen, yen, ZERO_YEN, type CivilDate, type Yen } from '@ledger/kernel';
import type { Contract, Demand, Payment, Repayment, Settlement } from '@ledger/contract';
import type { Arisen } from './obligation.js';
import type { Allocation, Settling } from './settling.js';
import type { Situation } from './situation.js';

/** What an amount settled. */
export interface Settled {
  readonly obligationId: string;
  readonly amount: Yen;
}
/** What became of an amount: what it settled, and what is left of it to settle what arises next, or to be paid back. */
export interface Use {
  readonly settled: readonly Settled[];
  readonly unused: Yen;
}
/** A payment that was reversed settled nothing. */
export type UsedPayment = Payment & Use;
export type UsedSettlement = Settlement & Use;
export interface UsedReduction extends Use {
  readonly obligationId: string;
  readonly outageId: string;
  readonly arisesOn: CivilDate;
  /** How much less is owed. */
  readonly amount: Yen;
}
export interface TotalledDemand extends Demand {
  readonly total: Yen;
}
/** Everything that moved money, each in the order of recording. */
export interface Payments {
  readonly payments: readonly UsedPayment[];
  readonly reductions: readonly UsedReduction[];
  readonly settlements: readonly UsedSettlement[];
  readonly repayments: readonly Repayment[];
  readonly demands: readonly TotalledDemand[];
}

export const paymentsOf = ({ contract }: Situation, rows: readonly Arisen[], settling: Settling): Payments => {
  const useOf = usesOf(rows, settling);
  return {
    payments: contract.payments.map((payment) => ({ ...payment, ...useOf(payment.eventId) })),
    reductions: rows.flatMap((row) => {
      if (row.kind !== 'reduction') return [];
      const { id, arisesOn, credit } = row;
      return [{ obligationId: id, outageId: credit.outageId, arisesOn, amount: credit.amount, ...useOf(id) }];
    }),
    settlements: contract.settlements.map((settlement) => ({ ...settlement, ...useOf(settlement.eventId) })),
    repayments: contract.repayments,
    demands: demandsOf(contract),
  };
};

const usesOf = (rows: readonly Arisen[], { allocations, unused }: Settling): ((creditId: string) => Use) => {
  const byCredit = Map.groupBy(allocations, ({ credit }) => credit.id);
  const settledOf = ({ place, amount }: Allocation): readonly Settled[] =>
    amount === 0 ? [] : [{ obligationId: rows[place]?.id ?? '', amount: yen(amount) }];
  return (creditId) => ({
    settled: (byCredit.get(creditId) ?? []).flatMap(settledOf),
    unused: unused.get(creditId) ?? ZERO_YEN,
  });
};

const demandsOf = ({ demands }: Contract): readonly TotalledDemand[] =>
  demands.map((demand) => ({ ...demand, total: sumYen(demand.items.map(({ amount }) => amount)) }));
