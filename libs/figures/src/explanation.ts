import type { CivilDate, ExactYen, Instant, Yen } from '@ledger/kernel';
import type { Clause, ReadingId } from '@ledger/terms';

/** A value of a derivation, and what it is counted in. */
export type Quantity =
  | { readonly unit: 'yen'; readonly value: Yen }
  /** Before its rounding. */
  | { readonly unit: 'exact-yen'; readonly value: ExactYen }
  | { readonly unit: 'date'; readonly value: CivilDate | undefined }
  | { readonly unit: 'instant'; readonly value: Instant }
  | {
      readonly unit: 'microseconds' | 'hours' | 'days' | 'months' | 'years' | 'units' | 'parts';
      readonly value: number;
    };

/** How a value follows from those of its children, in their order; without children it is a fact or a number of the terms. */
export type Rule =
  | 'fact'
  | 'terms'
  | 'question'
  | 'together'
  | 'sum'
  | 'difference'
  | 'negate'
  | 'prorate'
  | 'floor'
  | 'half-up'
  | 'ceiling'
  | 'at-most'
  | 'day-of'
  | 'plus-days'
  | 'minus-days'
  | 'days-between'
  | 'time-between'
  | 'plus-hours'
  | 'whole-units'
  | 'last-day-of-period'
  | 'day-elapsed'
  | 'next-business-day'
  | 'end-of-day'
  | 'later-of'
  | 'earlier-of';

/** One step of the derivation of a figure. */
export type Explanation = Quantity & {
  /** A stable path. */
  readonly id: string;
  readonly label: { readonly en: string; readonly ja: string };
  readonly rule: Rule;
  readonly clause: Clause | undefined;
  /** The reading under which the rule is this one. */
  readonly reading: `${ReadingId}:${string}` | undefined;
  /** The events that state the value. */
  readonly facts: readonly string[];
  readonly children: readonly Explanation[];
};
/** A figure that can be explained: `obligations/<id>`, `termination`, `credits/<outageId>`, `totals`. */
export type FigureName = string;
