import type { Explanation, Quantity } from './node.js';
import type { Unshared } from './unshared.js';

/** What two explanations say of one step. */
export type StepState =
  | 'same'
  /** It comes to the same, but not by the same way. */
  | 'same-value'
  | 'other-value'
  | 'left-only'
  | 'right-only';
/** One step of two explanations of a figure, found in both by its place. */
export interface ComparedStep {
  /** The id of the step; where the sides have it of different facts, with `*` in the place of the fact. */
  readonly id: string;
  /** Undefined where the left explanation has no such step. */
  readonly left: Explanation | undefined;
  readonly right: Explanation | undefined;
  readonly state: StepState;
  /** In the order of the explanations. */
  readonly children: readonly ComparedStep[];
}
/** The steps of two explanations side by side; what is below a step, and how it stands, is found when it is first asked for. */
export const comparedStep = (
  id: string,
  left: Explanation | undefined,
  right: Explanation | undefined,
  unshared: Unshared,
): ComparedStep => {
  let state: StepState | undefined;
  let children: readonly ComparedStep[] | undefined;
  const step: ComparedStep = {
    id,
    left,
    right,
    get state() {
      return (state ??= stateOf(step));
    },
    get children() {
      return (children ??= childrenOf(step, unshared));
    },
  };
  return step;
};

const childrenOf = ({ id, left, right }: Sides, unshared: Unshared): readonly ComparedStep[] => {
  const [ofLeft, ofRight] = [placesOf(left, unshared), placesOf(right, unshared)];
  return aligned(ofLeft, ofRight).map((key) => {
    const childId = key.startsWith(BELOW) ? `${id}/${key.slice(BELOW.length)}` : key;
    return comparedStep(childId, ofLeft.get(key), ofRight.get(key), unshared);
  });
};
type Sides = Pick<ComparedStep, 'id' | 'left' | 'right'>;

/** The children by their places below the step: a fact that only one side holds stands in the place of another of its kind. */
const placesOf = (step: Explanation | undefined, { facts }: Unshared): Places => {
  const places = new Map<string, Explanation>();
  if (step === undefined) return places;
  const known = [...facts];
  for (const child of step.children) {
    const isBelow = child.id.startsWith(step.id) && child.id[step.id.length] === '/';
    let place = isBelow ? BELOW + child.id.slice(step.id.length + 1) : child.id;
    if (known.some((fact) => place.includes(fact))) {
      const names = place.split('/').map((name) => (facts.has(name) ? '*' : name));
      place = names.join('/');
    }
    while (places.has(place)) place += '*';
    places.set(place, child);
  }
  return places;
};

type Places = ReadonlyMap<string, Explanation>;
const BELOW = './';

const stateOf = (step: ComparedStep): StepState => {
  const { left, right } = step;
  if (left === undefined) return 'right-only';
  if (right === undefined) return 'left-only';
  if (differs(step)) return 'other-value';
  return saysTheSame(left, right) && step.children.every(({ state }) => state === 'same') ? 'same' : 'same-value';
};

/** Whether the step comes to something else on one side; looks below it only where that is a matter of more than its value. */
export const differs = (step: ComparedStep): boolean => {
  const { left, right } = step;
  if (left === undefined || right === undefined || !hasSameValue(left, right)) return true;
  // What stands together makes the figure together, not only what stands first.
  return left.rule === 'together' && right.rule === 'together' && step.children.some(differs);
};

export const hasSameValue = (left: Quantity, right: Quantity): boolean => {
  if (left.unit === 'exact-yen' && right.unit === 'exact-yen') return left.value.equals(right.value);
  return left.unit === right.unit && left.value === right.value;
};

const saysTheSame = (left: Explanation, right: Explanation): boolean =>
  left.rule === right.rule &&
  left.reading === right.reading &&
  left.label.en === right.label.en &&
  left.clause?.label === right.clause?.label &&
  left.facts.length === right.facts.length &&
  left.facts.every((fact, index) => fact === right.facts[index]);

/**
 * The places of both sides in one order that does not depend on which side is which: what both have keeps its place, and what only one
 * has follows what it follows there.
 */
const aligned = (left: Places, right: Places): readonly string[] => {
  const [leftGaps, rightGaps] = [gapsOf(left, right), gapsOf(right, left)];
  const [ofLeft, ofRight] = [numbered(left), numbered(right)];
  const rank = (place: string): number => (ofLeft.get(place) ?? 0) + (ofRight.get(place) ?? 0);
  const shared = [...left.keys()]
    .filter((place) => right.has(place))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const gap = (after: string): readonly string[] => merged(leftGaps.get(after) ?? [], rightGaps.get(after) ?? []);
  return [...gap(START), ...shared.flatMap((place) => [place, ...gap(place)])];
};

const START = '';

const numbered = (places: Places): ReadonlyMap<string, number> =>
  new Map([...places.keys()].map((place, index) => [place, index]));

/** What the other side does not have, by the place of both that it follows. */
const gapsOf = (places: Places, other: Places): ReadonlyMap<string, readonly string[]> => {
  const gaps = new Map<string, string[]>();
  let after = START;
  for (const place of places.keys()) {
    if (other.has(place)) after = place;
    else gaps.set(after, [...(gaps.get(after) ?? []), place]);
  }
  return gaps;
};

/** Two sequences in one, each in its order, the lesser first. */
const merged = (left: readonly string[], right: readonly string[]): readonly string[] => {
  const all: string[] = [];
  const [one, other] = [[...left], [...right]];
  for (;;) {
    const [a, b] = [one[0], other[0]];
    const next = b === undefined || (a !== undefined && a < b) ? one.shift() : other.shift();
    if (next === undefined) return all;
    all.push(next);
  }
};
