import type { CivilDate, DateRange, Yen } from '@ledger/kernel';
import type { Change } from '@ledger/contract';
import type { Clause } from '@ledger/terms';
import type { Charge } from './early-termination.js';
import type { Credit } from './reductions.js';
import type { Service } from './situation.js';
import type { FeeSubject } from './subjects.js';

export type ObligationKind = 'initial-fee' | 'one-time-fee' | 'monthly-fee' | 'early-termination-charge' | 'reduction';

/** What every obligation says of itself. */
export interface Arising {
  /** Made of kind, item, subject and month or outage: the same under every day, state of knowledge and reading. */
  readonly id: string;
  readonly kind: ObligationKind;
  /** Undefined for a one-time fee and a reduction. */
  readonly subject: FeeSubject | undefined;
  /** The item of annex 2 that an early termination charge is under. */
  readonly item: 1 | 2 | undefined;
  /** The provision under which it arises. */
  readonly clause: Clause;
  readonly period: DateRange | undefined;
  readonly arisesOn: CivilDate;
  /** Negative for a reduction. */
  readonly amount: Yen;
}
export interface InitialFee extends Arising {
  readonly kind: 'initial-fee';
  readonly service: Service;
}
export interface OneTimeFee extends Arising {
  readonly kind: 'one-time-fee';
  readonly change: Change;
}
export interface MonthlyFee extends Arising {
  readonly kind: 'monthly-fee';
  readonly period: DateRange;
  readonly service: Service;
  /** The billing month, whole. */
  readonly month: DateRange;
}
/** The reduction of an outage, as a row among the obligations. */
export interface Reduction extends Arising {
  readonly kind: 'reduction';
  readonly credit: Credit;
}
/** What is owed because of one provision (支払義務), or, with a negative amount, no longer owed; and what it was computed from. */
export type Arisen = InitialFee | OneTimeFee | MonthlyFee | Charge | Reduction;

/** How far an obligation is settled: `settled + outstanding = amount`. A reduction has settled others, so nothing of it is outstanding. */
export interface SettledState {
  readonly settled: Yen;
  readonly outstanding: Yen;
  readonly status: 'open' | 'partly-settled' | 'settled';
}
export type Obligation = Arisen & SettledState;
/** What has arisen, oldest first, and in the same order what is left open of each. */
export interface SettledRows {
  readonly rows: readonly Arisen[];
  readonly open: readonly number[];
}

/** `outstanding - overpaid = arisen - reduced - waived - paid + repaid`, one of the two being 0. */
export interface Totals {
  /** The positive obligations. */
  readonly arisen: Yen;
  readonly reduced: Yen;
  readonly waived: Yen;
  /** Payments not reversed. */
  readonly paid: Yen;
  readonly repaid: Yen;
  readonly outstanding: Yen;
  readonly overpaid: Yen;
}
export interface Obligations {
  /** What has arisen, by arisesOn, then initial, one-time, monthly, early termination, reduction, base before option. */
  readonly items: readonly Obligation[];
  readonly totals: Totals;
}
