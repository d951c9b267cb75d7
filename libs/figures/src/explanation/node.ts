import type { CivilDate, ExactYen, Instant, Yen } from '@ledger/kernel';
import type { Bilingual, Clause, ExternalReference, ReadingId, Readings } from '@ledger/terms';

/** A value of a derivation, and what it is counted in. */
export type Quantity =
  | { readonly unit: 'yen'; readonly value: Yen }
  /** Before its rounding. */
  | { readonly unit: 'exact-yen'; readonly value: ExactYen }
  /** Undefined where there is no such day. */
  | { readonly unit: 'date'; readonly value: CivilDate | undefined }
  | { readonly unit: 'instant'; readonly value: Instant }
  | {
      readonly unit: 'microseconds' | 'hours' | 'days' | 'months' | 'years' | 'units' | 'parts';
      readonly value: number;
    };

/** A value that stands at the end of a derivation: stated by an event or by the terms, laid down by the calendar, or the question asked. */
export type LeafRule = 'fact' | 'terms' | 'calendar' | 'question';
/** How a value follows from those of its children, in their order. */
export type Rule =
  | LeafRule
  /** The first child's; the others belong to the figure. */
  | 'together'
  | 'sum'
  | 'negate'
  | 'not-below-zero'
  | 'lesser-of'
  /** The first, a fee, for the days between the two others. */
  | 'whole-month'
  /** The first times the second, divided by the third. */
  | 'prorate'
  | 'multiply'
  | 'floor'
  | 'half-up'
  | 'ceiling'
  /** The first less the others. */
  | 'difference'
  /** How many children there are. */
  | 'count'
  /** Both counted. */
  | 'days-between'
  | 'plus-days'
  | 'minus-days'
  /** Of the first, counted from the first day (民法143条). */
  | 'last-day-of-period'
  /** From the first, which is not counted (民法140条). */
  | 'day-elapsed'
  /** The first, or the next business day after it (民法142条). */
  | 'next-business-day'
  | 'later-of'
  | 'earlier-of'
  /** Of the two moments, never negative. */
  | 'time-between'
  | 'plus-hours'
  | 'end-of-day'
  /** In Japan; 24:00 of the second is of the second. */
  | 'day-of'
  /** The first, a time, divided by the second, hours, fractions cut off. */
  | 'whole-units';

/** One step of the derivation of a figure; without children it is where the derivation ends. */
export type Explanation = Quantity & {
  /** A stable path. */
  readonly id: string;
  readonly label: Bilingual;
  readonly rule: Rule;
  readonly clause: Clause | ExternalReference | undefined;
  /** The reading under which the rule or the number is this one. */
  readonly reading: string | undefined;
  /** The events that state the value. */
  readonly facts: readonly string[];
  readonly children: readonly Explanation[];
};

/** What a step rests on. */
export interface Grounds {
  readonly clause?: Clause | ExternalReference | undefined;
  readonly reading?: string | undefined;
  readonly facts?: readonly string[];
}

export const step = (
  id: string,
  label: Bilingual,
  quantity: Quantity,
  rule: Rule,
  children: readonly Explanation[],
  { clause, reading, facts = [] }: Grounds = {},
): Explanation => {
  const { unit, value } = quantity;
  return { id, label, unit, value, rule, clause, reading, facts, children } as Explanation; // of one quantity, unit and value fit
};

export const leaf = (id: string, label: Bilingual, quantity: Quantity, rule: LeafRule, grounds: Grounds): Explanation =>
  step(id, label, quantity, rule, [], grounds);

/** A reading as it is asked for: `R03:actual-days`. */
export const named = (readings: Readings, id: ReadingId): string => `${id}:${readings[id]}`;

export const yenOf = (value: Yen): Quantity => ({ unit: 'yen', value });
export const exactOf = (value: ExactYen): Quantity => ({ unit: 'exact-yen', value });
export const dateOf = (value: CivilDate | undefined): Quantity => ({ unit: 'date', value });
export const instantOf = (value: Instant): Quantity => ({ unit: 'instant', value });
export const countOf = (value: number, unit: 'hours' | 'days' | 'months' | 'units' | 'parts'): Quantity => ({
  unit,
  value,
});
