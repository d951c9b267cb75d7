import type { CivilDate, DateRange, Yen } from '@ledger/kernel';
import type { Clause } from '@ledger/terms';
import type { FeeSubject } from './subjects.js';

export type ObligationKind = 'initial-fee' | 'one-time-fee' | 'monthly-fee' | 'early-termination-charge' | 'reduction';

/** What is owed because of one provision (支払義務), or, with a negative amount, no longer owed. */
export interface Arisen {
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
/** An obligation and how far it is settled: `settled + outstanding = amount`. A reduction is settled by itself. */
export interface Obligation extends Arisen {
  readonly settled: Yen;
  readonly outstanding: Yen;
  readonly status: 'open' | 'partly-settled' | 'settled';
}
/** `outstanding - overpaid = arisen - reduced - waived - paid + repaid`, one of the two being 0. */
export interface Totals {
  readonly arisen: Yen;
  readonly reduced: Yen;
  readonly waived: Yen;
  readonly paid: Yen;
  readonly repaid: Yen;
  readonly outstanding: Yen;
  readonly overpaid: Yen;
}
export interface Obligations {
  /** By arisesOn, then initial, one-time, monthly, early termination, reduction, base before option. */
  readonly items: readonly Obligation[];
  readonly totals: Totals;
}
