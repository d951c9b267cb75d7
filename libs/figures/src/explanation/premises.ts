import { differs, hasSameValue, type ComparedStep } from './aligned.js';
import type { Explanation } from './node.js';
import { isGroundedIn, questionOf, type Unshared } from './unshared.js';

/** Something from which the sides argue, and that they do not share. */
export interface ExplainedPremise {
  /** The id of the compared step at which it comes in first. */
  readonly id: string;
  /** Undefined where the left side has nothing like it. */
  readonly left: Explanation | undefined;
  readonly right: Explanation | undefined;
}

/**
 * The premises with which the difference of a figure begins, in the order of the explanations: those that rest on what only one side holds,
 * where there are such; else every leaf that differs on the way to a value that does.
 */
export const premisesOf = (root: ComparedStep, unshared: Unshared): readonly ExplainedPremise[] => {
  const found = differingSteps(root, unshared);
  const grounded = found.filter((step) => isGrounded(step, unshared));
  if (grounded.length === 0) return found.map(({ id, left, right }) => ({ id, left, right }));
  const paired = pairing(root, unshared);
  const premises = grounded.flatMap(paired);
  return distinct(premises.length > 0 ? premises : grounded, unshared);
};

/** Where a value that differs comes from: down to the leaves, and no further than the reading by which the sides part. */
const differingSteps = (step: ComparedStep, unshared: Unshared): readonly ComparedStep[] => {
  if (!differs(step)) return [];
  if (partsByReading(step, unshared)) return [step];
  const below = step.children.flatMap((child) => differingSteps(child, unshared));
  if (step.state === 'other-value') return below.length > 0 ? below : [step];
  const grounded = below.filter((one) => isGrounded(one, unshared));
  return grounded.length > 0 ? grounded : [step]; // what one side lacks altogether is not taken apart
};

const partsByReading = ({ left, right }: ComparedStep, { readings }: Unshared): boolean => {
  if (left?.reading === right?.reading) return false;
  const [one, other] = [questionOf(left), questionOf(right)];
  return (one !== undefined && (one === other || readings.has(one))) || (other !== undefined && readings.has(other));
};

const isGrounded = ({ left, right }: ExplainedPremise, unshared: Unshared): boolean =>
  [left, right].some((step) => step !== undefined && isGroundedIn(step, unshared));

/**
 * What only one explanation has at a place the other may have elsewhere: then it is compared with that, and is no premise where both say
 * the same.
 */
const pairing = (
  { left, right }: ComparedStep,
  unshared: Unshared,
): ((step: ExplainedPremise) => readonly ExplainedPremise[]) => {
  let ofLeft: Leaves | undefined;
  let ofRight: Leaves | undefined;
  return (step) => {
    const { id } = step;
    const one = step.left ?? (ofLeft ??= leavesOf(left, unshared)).get(nameOf(step.right, unshared));
    const other = step.right ?? (ofRight ??= leavesOf(right, unshared)).get(nameOf(step.left, unshared));
    const isShared =
      one !== undefined && other !== undefined && hasSameValue(one, other) && one.reading === other.reading;
    return isShared ? [] : [{ id, left: one, right: other }];
  };
};

type Leaves = ReadonlyMap<string, Explanation>;

const leavesOf = (root: Explanation | undefined, unshared: Unshared): Leaves => {
  const leaves = new Map<string, Explanation>();
  const visit = (step: Explanation): void => {
    for (const child of step.children) visit(child);
    if (step.children.length > 0) return;
    const name = nameOf(step, unshared);
    if (!leaves.has(name)) leaves.set(name, step);
  };
  if (root !== undefined) visit(root);
  return leaves;
};

/** What a leaf states, and of which fact; of a fact that only one side holds, as of any such. */
const nameOf = (step: Explanation | undefined, { facts }: Unshared): string =>
  step === undefined ? '' : [step.label.en, ...step.facts.map((fact) => (facts.has(fact) ? '*' : fact))].join('\n');

/** Without those that say what another one before them says. */
export const distinct = (premises: readonly ExplainedPremise[], unshared: Unshared): readonly ExplainedPremise[] => {
  const seen = new Set<string>();
  return premises.filter(({ left, right }) => {
    const said = JSON.stringify([left, right].map((one) => one && [nameOf(one, unshared), one.value, one.reading]));
    if (seen.has(said)) return false;
    seen.add(said);
    return true;
  });
};
