import type { Yen } from '@ledger/kernel';

/** What the figure in question is where the premises are exchanged so: an amount, or why they cannot hold together. */
export type Outcome<Refused> = { readonly yen: Yen } | { readonly refused: Refused };

/**
 * Two sides that differ in so many premises, numbered from 0.
 * The outcome where those of the numbers are held as the other side holds them, and the rest as the first does: of none it is the first
 * side's own figure, of all the other's. The same numbers always give the same outcome.
 */
export interface Exchange<Refused> {
  readonly count: number;
  /** @param exchanged in ascending order */
  readonly outcome: (exchanged: readonly number[]) => Outcome<Refused>;
}

export const isAmount = <Refused>(outcome: Outcome<Refused>): outcome is { readonly yen: Yen } => 'yen' in outcome;

/** The numbers of a set that is kept as bits. */
export const membersOf = (set: number): readonly number[] => {
  const members: number[] = [];
  for (let number = 0, rest = set; rest > 0; number += 1, rest >>= 1) if ((rest & 1) === 1) members.push(number);
  return members;
};

export const sizeOf = (set: number): number => membersOf(set).length;
