import { sumYen, type CivilDate } from '@ledger/kernel';
import { historyUnder, parsePremises, RefusedHypothesis, type History } from '@ledger/contract';
import { figuresOn, type Figures } from '@ledger/figures';
import { governedBy, Refusal, type Interpretation } from '@ledger/terms';
import { hasFigure, type Exchange, type FigureValue, type Outcome } from '../comparison/outcome.js';
import type { HeldHypothesis } from '../events/dispute-events.js';
import { figureNamed, valuesIn } from '../figure.js';
import { hypothesisOf, inOrder, type Differences, type Point, type Premises } from './points.js';

/** What a dispute stands on: what is recorded of its contracts as it is known to it, and what is asked. */
export interface Ground {
  readonly figure: string;
  readonly asOf: CivilDate;
  readonly contracts: readonly DisputedContract[];
}
export interface DisputedContract {
  readonly history: History;
  /** The terms, with the readings and the edition adopted by then. */
  readonly interpretation: Interpretation;
}

/** Why premises cannot hold together. */
export interface Impossible {
  readonly contractId: string;
  /** The one that cannot be beside the others; undefined where it is the terms that have no answer. */
  readonly hypothesis: HeldHypothesis | undefined;
  /** What recording it would have been refused with. */
  readonly cause: unknown;
}

/** A contract as a side holds it: what follows, and what can be disputed of it by its figure's name. */
export type Held =
  | {
      readonly history: History;
      readonly interpretation: Interpretation;
      readonly figures: Figures;
      readonly values: ReadonlyMap<string, FigureValue>;
    }
  | { readonly refused: Impossible };

/** What a side's premises make of each contract, in the order of the contracts. */
export const heldUnder = ({ contracts, asOf }: Ground, premises: Premises): readonly Held[] =>
  contracts.map((contract) => {
    const supposed = suppose(contract, premises.hypotheses);
    return following(contract, supposed, asOf, premises, (figures, interpretation) => ({
      ...supposed,
      interpretation,
      figures,
      values: valuesIn(figures),
    }));
  });

/** The exchange of premises between two sides. Each contract is computed once for whatever concerns it. */
export const exchangeOf = (ground: Ground, { agreed, points }: Differences): Exchange<Impossible> => {
  const outcomesOf = ground.contracts.map((contract) => outcomesFor(ground, contract, agreed, points));
  return { count: points.length, outcome: (exchanged) => ofAll(outcomesOf.map((outcome) => outcome(exchanged))) };
};

const outcomesFor = (
  { figure, asOf }: Ground,
  contract: DisputedContract,
  agreed: Premises,
  points: readonly Point[],
): Exchange<Impossible>['outcome'] => {
  const { contractId } = contract.history;
  const disputed = figureNamed(figure);
  const concerns = (point: Point | undefined): boolean => point?.kind !== 'fact' || point.contractId === contractId;
  const histories = remembering((key: string) =>
    suppose(contract, premisesWith(agreed, points, new Set(numbersIn(key))).hypotheses),
  );
  const outcomes = remembering((key: string): Outcome<Impossible> => {
    const exchanged = numbersIn(key);
    const premises = premisesWith(agreed, points, new Set(exchanged));
    const supposed = histories(exchanged.filter((number) => points[number]?.kind === 'fact').join());
    return following(contract, supposed, asOf, premises, (figures) => ({ figure: disputed.in(figures) }));
  });
  return (exchanged) => outcomes(exchanged.filter((number) => concerns(points[number])).join());
};

/** What is held where some of the points are held as the other side holds them. */
const premisesWith = (agreed: Premises, points: readonly Point[], exchanged: ReadonlySet<number>): Premises => {
  const readings = [...agreed.readings];
  const hypotheses = [...agreed.hypotheses];
  let { edition } = agreed;
  for (const [number, point] of points.entries()) {
    const side = exchanged.has(number) ? 'other' : 'first';
    if (point.kind === 'edition') edition = point[side];
    else if (point.kind === 'reading') readings.push(...[point[side]].filter((one) => one !== undefined));
    else hypotheses.push(...[point[side]].filter((one) => one !== undefined));
  }
  return { readings, edition, hypotheses };
};

/** What follows for a contract, or why nothing does. */
const following = <Result>(
  { history: { contractId }, interpretation: { terms, readings } }: DisputedContract,
  supposed: Supposed,
  asOf: CivilDate,
  { edition, ...premises }: Premises,
  ask: (figures: Figures, interpretation: Interpretation) => Result,
): Result | { readonly refused: Impossible } => {
  if ('refused' in supposed) return supposed;
  const held = parsePremises({ readings: premises.readings, edition });
  const interpretation = {
    terms: held.edition === undefined ? terms : governedBy(held.edition, terms),
    readings: { ...readings, ...held.readings },
  };
  try {
    return ask(figuresOn(supposed.history, asOf, interpretation), interpretation);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: { contractId, hypothesis: undefined, cause: error } };
  }
};

type Supposed = { readonly history: History } | { readonly refused: Impossible };

/** The contract with what is held of it, judged as commands are. */
const suppose = (contract: DisputedContract, hypotheses: readonly HeldHypothesis[]): Supposed => {
  const { history, interpretation } = contract;
  const held = inOrder(hypotheses.filter(({ contractId }) => contractId === history.contractId));
  try {
    return { history: historyUnder(history, held.map(hypothesisOf), interpretation) };
  } catch (error) {
    if (!(error instanceof RefusedHypothesis)) throw error;
    return supposeInAnyOrder(contract, held);
  }
};

/** What cannot be recorded yet is tried again after the rest, as long as that helps. */
const supposeInAnyOrder = (
  { history, interpretation }: DisputedContract,
  held: readonly HeldHypothesis[],
): Supposed => {
  const { contractId } = history;
  let [known, taken, waiting]: [History, readonly HeldHypothesis[], readonly HeldHypothesis[]] = [history, [], held];
  while (waiting.length > 0) {
    const refused: { readonly hypothesis: HeldHypothesis; readonly cause: unknown }[] = [];
    for (const hypothesis of waiting) {
      try {
        const next = [...taken, hypothesis];
        known = historyUnder(history, next.map(hypothesisOf), interpretation);
        taken = next;
      } catch (error) {
        if (!(error instanceof RefusedHypothesis)) throw error;
        refused.push({ hypothesis, cause: error.cause });
      }
    }
    const [first] = refused;
    if (first !== undefined && refused.length === waiting.length) return { refused: { contractId, ...first } };
    waiting = refused.map(({ hypothesis }) => hypothesis);
  }
  return { history: known };
};

/** Of several contracts the sum; what is no amount is of one alone. */
const ofAll = (outcomes: readonly Outcome<Impossible>[]): Outcome<Impossible> => {
  const refused = outcomes.find((outcome) => !hasFigure(outcome));
  const [only] = outcomes;
  if (refused !== undefined) return refused;
  if (only !== undefined && outcomes.length === 1) return only;
  const amounts = outcomes.flatMap((one) => (hasFigure(one) && one.figure.unit === 'yen' ? [one.figure.value] : []));
  return { figure: { unit: 'yen', value: sumYen(amounts) } };
};

const numbersIn = (key: string): readonly number[] => (key === '' ? [] : key.split(',').map(Number));

const remembering = <Value>(compute: (key: string) => Value): ((key: string) => Value) => {
  const known = new Map<string, { readonly value: Value }>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
};
