import type { CivilDate, Yen } from '@ledger/kernel';

/** What a figure comes to: an amount, a day, or a word; of the latter two there may be none. */
export type FigureValue =
  | { readonly unit: 'yen'; readonly value: Yen }
  | { readonly unit: 'date'; readonly value: CivilDate | undefined }
  | { readonly unit: 'word'; readonly value: string | undefined };

/** What the figure in question is where the premises are exchanged so, or why they cannot hold together. */
export type Outcome<Refused> = { readonly figure: FigureValue } | { readonly refused: Refused };

/**
 * Two sides that differ in so many premises, numbered from 0.
 * The outcome where those of the numbers are held as the other side holds them, and the rest as the first does: of none it is the first
 * side's own figure, of all the other's. The same numbers always give the same outcome, and every outcome is of the same unit.
 */
export interface Exchange<Refused> {
  readonly count: number;
  /** @param exchanged in ascending order */
  readonly outcome: (exchanged: readonly number[]) => Outcome<Refused>;
}

export const hasFigure = <Refused>(outcome: Outcome<Refused>): outcome is { readonly figure: FigureValue } =>
  'figure' in outcome;

export const isSameFigure = (one: FigureValue, other: FigureValue): boolean =>
  one.unit === other.unit && one.value === other.value;

/** What is changed from one figure to the other: in yen of amounts, in days of days; undefined where something is, and has no measure. */
export const changeBetween = (from: FigureValue, to: FigureValue): number | undefined => {
  if (isSameFigure(from, to)) return 0;
  const [before, after] = [measureOf(from), measureOf(to)];
  return before === undefined || after === undefined ? undefined : after - before;
};

/** A place on the one scale of its unit; undefined for words, and where there is no day. */
export const measureOf = (figure: FigureValue): number | undefined =>
  figure.unit === 'word' ? undefined : figure.value;

/** The numbers of a set that is kept as bits. */
export const membersOf = (set: number): readonly number[] => {
  const members: number[] = [];
  for (let number = 0, rest = set; rest > 0; number += 1, rest >>= 1) if ((rest & 1) === 1) members.push(number);
  return members;
};

export const sizeOf = (set: number): number => membersOf(set).length;
