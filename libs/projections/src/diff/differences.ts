import { yen, type Yen } from '@ledger/kernel';
import type { ContractRow } from '../read-model.js';
import { articleOf, figuresOfRow, yenOf, type RowFigure, type SaidFigure } from './row-figures.js';

/** What makes a difference between two generations. */
export type Cause =
  | 'edited-row'
  | 'code-version'
  | 'unreadable'
  | 'later-fact'
  | 'correction'
  | 'hypothesis'
  | 'reading'
  | 'edition'
  | 'day';

/** What became different on a step of the way from one row to the other. */
export interface Change {
  readonly cause: Cause;
  /** Which: an event's id, `R05:separate`, an edition, a version, a day; undefined where there is only one. */
  readonly detail?: string | undefined;
}
/** The row after a change of one premise. */
export interface Rung {
  readonly change: Change;
  readonly row: ContractRow | undefined;
}

/** A figure that differs. */
export interface Difference {
  readonly contractId: string;
  readonly figure: string;
  readonly article: string | undefined;
  /** Undefined where there is no such figure. */
  readonly before: RowFigure | undefined;
  readonly after: RowFigure | undefined;
  /** After less before; undefined where the figure is no sum. */
  readonly yen: Yen | undefined;
  /** What changed it, in the order of the steps: their yen add up to the whole. */
  readonly causes: readonly Attribution[];
}
export interface Attribution extends Change {
  readonly yen: Yen | undefined;
}

/**
 * Every figure that differs between the row at the beginning and the one after the last step, each with the steps that changed it.
 */
export const differencesAlong = (
  contractId: string,
  start: ContractRow | undefined,
  rungs: readonly Rung[],
): readonly Difference[] => {
  const states = [start, ...rungs.map(({ row }) => row)].map(figuresOfRow);
  const [before, after] = [states[0] ?? NONE, states.at(-1) ?? NONE];
  const names = new Set([...before.keys(), ...after.keys()]);
  const differences: Difference[] = [];
  for (const name of [...names].sort()) {
    const [one, other] = [before.get(name), after.get(name)];
    if (one?.text === other?.text) continue;
    const causes = attributed(name, states, rungs);
    const figure = other?.figure ?? one?.figure;
    differences.push({
      contractId,
      figure: name,
      article: figure && articleOf(figure),
      before: one?.figure,
      after: other?.figure,
      yen: differenceOf(one, other),
      causes,
    });
  }
  return differences;
};

const NONE: ReadonlyMap<string, SaidFigure> = new Map();

const attributed = (
  name: string,
  states: readonly ReadonlyMap<string, SaidFigure>[],
  rungs: readonly Rung[],
): readonly Attribution[] =>
  rungs.flatMap(({ change }, index) => {
    const [one, other] = [states[index]?.get(name), states[index + 1]?.get(name)];
    return one?.text === other?.text ? [] : [{ ...change, yen: differenceOf(one, other) }];
  });

/** What is not there is no yen. */
const differenceOf = (one: SaidFigure | undefined, other: SaidFigure | undefined): Yen | undefined => {
  const [before, after] = [one && yenOf(one.figure), other && yenOf(other.figure)];
  return before === undefined && after === undefined ? undefined : yen((after ?? 0) - (before ?? 0));
};
