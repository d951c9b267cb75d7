import { register, type Question, type ReadingId, type Readings } from '@ledger/terms';
import { clauses } from '../clauses.js';
import { differencesBetween } from '../differences.js';
import { figuresOn, type Figures } from '../figures.js';
import { comparedStep, differs } from './aligned.js';
import { compareExplanations, type ComparedExplanations } from './compare.js';
import { dateOf, leaf, named, type Explanation } from './node.js';
import { distinct, type ExplainedPremise } from './premises.js';
import { isGroundedIn, questionOf, unsharedBetween, type Side } from './unshared.js';

/** A contract as it is held, and its figures on the day asked about. */
export interface ExplainedSide extends Side {
  readonly figures: Figures;
}
/** What explains a figure; undefined where there is no such figure. */
export type Explains = (figures: Figures) => Explanation | undefined;
/** @param figure as `Figures.explanation` names it @param explains where it is only a part of that */
export type Comparing = (figure: string, explains?: Explains) => ComparedExplanations | undefined;

/**
 * Compares explanations of figures of two sides. A reading that no step names, since it decides whether there is an amount at all or how
 * months are counted, is found by exchanging it alone; and an amount that only one side has, for what happened or not, begins to differ
 * with what it follows from.
 */
export const comparing = (left: ExplainedSide, right: ExplainedSide): Comparing => {
  const unshared = unsharedBetween(left, right);
  const isGrounded = (premise: ExplainedPremise): boolean =>
    [premise.left, premise.right].some((step) => step !== undefined && isGroundedIn(step, unshared));
  const exchanges = [exchanging(left, right), exchanging(right, left)];
  const groundsOf = remembering((figure: string): readonly ExplainedPremise[] => {
    const [one, other] = [left, right].map(({ figures }) => figures.explanation(figure));
    return compareExplanations(one, other, unshared)?.premises ?? [];
  });

  return (figure, explains = (figures) => figures.explanation(figure)) => {
    const [one, other] = [explains(left.figures), explains(right.figures)];
    const compared = compareExplanations(one, other, unshared);
    if (compared === undefined || compared.premises.length === 0) return compared;
    const { root, premises } = compared;
    const followed = one === undefined || other === undefined ? followedFrom(figure) : undefined;
    const grounds = followed === undefined ? [] : groundsOf(followed).map((premise) => ({ ...premise, id: root.id }));
    const known = distinct([...grounds, ...premises].filter(isGrounded), unshared);
    const named = new Set(known.flatMap((premise) => [questionOf(premise.left), questionOf(premise.right)]));
    const unnamed = [...unshared.readings].filter(
      (id) => !named.has(id) && exchanges.some((exchange) => exchange(id, figure, explains)),
    );
    const at = known.length > 0 ? root.id : (premises[0]?.id ?? root.id);
    const found = [...unnamed.map((id) => readingPremise(at, id, left, right)), ...known];
    if (found.length > 0) return { root, premises: found };
    return grounds.length > 0 ? { root, premises: grounds } : compared;
  };
};

/** Whether a side's figure becomes another where a question alone is answered as the other side answers it. */
const exchanging = (
  { history, interpretation, figures }: ExplainedSide,
  other: ExplainedSide,
): ((id: ReadingId, figure: string, explains: Explains) => boolean) => {
  const exchanged = remembering((id: ReadingId) => {
    const readings = { ...interpretation.readings, [id]: other.interpretation.readings[id] } as Readings;
    const otherwise = figuresOn(history, figures.contract.asOf, { ...interpretation, readings });
    return { otherwise, differing: new Set(differencesBetween(figures, otherwise).map(({ name }) => name)) };
  });
  return (id, figure, explains) => {
    const { otherwise, differing } = exchanged(id);
    if (!differing.has(figure)) return false;
    const [before, after] = [explains(figures), explains(otherwise)];
    return (before ?? after) !== undefined && differs(comparedStep('', before, after, NOTHING));
  };
};

const remembering = <Key, Value>(compute: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
};

const NOTHING = { facts: new Set<string>(), readings: new Set<ReadingId>() };

const readingPremise = (at: string, id: ReadingId, left: Side, right: Side): ExplainedPremise => ({
  id: at,
  left: readingLeaf(at, id, left),
  right: readingLeaf(at, id, right),
});

/** The question that the text leaves open, answered as a side reads it. */
const readingLeaf = (at: string, id: ReadingId, { interpretation }: Side): Explanation => {
  const { question, clauses: cited }: Question = register[id];
  const clause = Object.values(clauses).find(({ label }) => label === cited[0]);
  return leaf(at, question, dateOf(undefined), 'terms', { clause, reading: named(interpretation.readings, id) });
};

/** From what it follows whether there is an amount. */
const followedFrom = (figure: string): string | undefined => {
  const [, reduced] = /^obligations\/reduction:(.*)$/.exec(figure) ?? [];
  if (reduced !== undefined) return `credits/${reduced}`;
  return figure.startsWith('obligations/') ? 'termination' : undefined;
};
