import type { Arisen, Totals } from '../obligation.js';
import type { Credit } from '../reductions.js';
import type { Situation } from '../situation.js';
import type { TerminationFigure } from '../termination.js';
import type { Explanation } from './node.js';
import { creditStep } from './of-credits.js';
import { obligationStep, totalsStep } from './of-obligations.js';
import { terminationStep } from './of-termination.js';

/** The figures as they were computed: an explanation shows their workings and computes nothing anew. */
export interface Explained {
  readonly arisen: () => readonly Arisen[];
  readonly totals: () => Totals;
  readonly termination: () => TerminationFigure;
  readonly credits: () => readonly Credit[];
}

/** The derivation of a figure, undefined where there is no such figure. @param name as Figures.explanation names it */
export const explain = (name: string, situation: Situation, figures: Explained): Explanation | undefined => {
  if (situation.base === undefined) return undefined;
  if (name === 'termination') return terminationStep(name, figures.termination(), situation);
  if (name === 'totals') return totalsStep(name, figures.arisen(), figures.totals(), situation);
  if (name.startsWith(OBLIGATIONS)) {
    const row = figures.arisen().find(({ id }) => id === name.slice(OBLIGATIONS.length));
    return row && obligationStep(name, row, situation);
  }
  if (!name.startsWith(CREDITS)) return undefined;
  const credit = figures.credits().find(({ outageId }) => outageId === name.slice(CREDITS.length));
  return credit && creditStep(name, credit, situation);
};

const OBLIGATIONS = 'obligations/';
const CREDITS = 'credits/';
