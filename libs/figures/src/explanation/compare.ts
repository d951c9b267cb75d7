import type { ReadingId } from '@ledger/terms';
import { comparedStep, type ComparedStep } from './aligned.js';
import type { Explanation } from './node.js';
import { premisesOf, type ExplainedPremise } from './premises.js';
import type { Unshared } from './unshared.js';

export interface ComparedExplanations {
  readonly root: ComparedStep;
  /** With which the difference begins, the first first; none where the figure is the same. */
  readonly premises: readonly ExplainedPremise[];
}

/**
 * Two explanations of one figure, step by step; undefined where there is neither. Exchanging them exchanges left and right, and nothing
 * else.
 * @param unshared what only one side holds; without it the values alone say where the difference begins
 */
export const compareExplanations = (
  left: Explanation | undefined,
  right: Explanation | undefined,
  unshared: Unshared = NOTHING,
): ComparedExplanations | undefined => {
  const id = left?.id ?? right?.id;
  if (id === undefined) return undefined;
  const root = comparedStep(id, left, right, unshared);
  return { root, premises: premisesOf(root, unshared) };
};

const NOTHING: Unshared = { facts: new Set<string>(), readings: new Set<ReadingId>() };
