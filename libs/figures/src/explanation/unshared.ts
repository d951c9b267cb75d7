import type { History } from '@ledger/contract';
import { readingIds, type Interpretation, type ReadingId } from '@ledger/terms';
import type { Explanation } from './node.js';

/** What only one of two sides holds: whatever differs between their figures comes from it. */
export interface Unshared {
  /** Facts that only one side has, or that stand otherwise there. */
  readonly facts: ReadonlySet<string>;
  /** Questions that the sides answer differently. */
  readonly readings: ReadonlySet<ReadingId>;
}

/** What a contract's figures are computed from. */
export interface Side {
  readonly history: History;
  readonly interpretation: Interpretation;
}

export const unsharedBetween = (left: Side, right: Side): Unshared => ({
  facts: new Set([...factsNotIn(left.history, right.history), ...factsNotIn(right.history, left.history)]),
  readings: new Set(readingIds.filter((id) => left.interpretation.readings[id] !== right.interpretation.readings[id])),
});

/** Whether a step rests on something that only one side holds. */
export const isGroundedIn = (step: Explanation, unshared: Unshared): boolean => {
  const question = questionOf(step);
  return (
    step.facts.some((fact) => unshared.facts.has(fact)) || (question !== undefined && unshared.readings.has(question))
  );
};

/** The question whose answer a step names. */
export const questionOf = (step: Explanation | undefined): ReadingId | undefined =>
  step?.reading?.split(':')[0] as ReadingId | undefined;

/** A fact stands as it did where no other correction of it counts. */
const factsNotIn = ({ facts }: History, other: History): readonly string[] => {
  const standing = new Map(other.facts.map((fact) => [fact.eventId, fact.correctedBy]));
  return facts.flatMap(({ eventId, correctedBy }) =>
    standing.has(eventId) && standing.get(eventId) === correctedBy ? [] : [eventId],
  );
};
