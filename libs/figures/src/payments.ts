import type { CivilDate, Yen } from '@ledger/kernel';
import type { Demand, Payment, Repayment, Settlement } from '@ledger/contract';

/** What an amount settled. */
export interface Settled {
  readonly obligationId: string;
  readonly amount: Yen;
}
export interface PaymentUse extends Payment {
  /** Nothing where the payment was reversed. */
  readonly settled: readonly Settled[];
  /** What is left: it settles what arises next, or is owed back. */
  readonly unused: Yen;
}
export interface SettlementUse extends Settlement {
  readonly settled: readonly Settled[];
  readonly unused: Yen;
}
export interface ReductionUse {
  readonly obligationId: string;
  readonly outageId: string;
  readonly arisesOn: CivilDate;
  readonly amount: Yen;
  readonly settled: readonly Settled[];
  readonly unused: Yen;
}
export interface DemandUse extends Demand {
  readonly total: Yen;
  readonly differs: boolean;
}
/** Everything that moved money, each in the order of its recording. */
export interface Payments {
  readonly payments: readonly PaymentUse[];
  readonly reductions: readonly ReductionUse[];
  readonly settlements: readonly SettlementUse[];
  readonly repayments: readonly Repayment[];
  readonly demands: readonly DemandUse[];
}
