import type { CivilDate } from '@ledger/kernel';
import { historyOf, type History, type KnownAt } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { differencesOf, figureState, type FigureDifference, type FigureState } from './differences.js';
import { figuresOn } from './figures.js';

/** A figure that differs between two states of knowledge. */
export interface FigureChange extends FigureDifference {
  /** The events that changed it on the way, in the order of their recording. */
  readonly events: readonly string[];
}

/** Where more events lie between two states, neighbours are looked at together. */
const MOST_STEPS = 256;

/**
 * Every figure of a day that differs between two states of knowledge, and which of the events between them changed it.
 * @param history the contract at a state no earlier than either
 */
export const changesBetween = (
  history: History,
  from: KnownAt,
  to: KnownAt,
  asOf: CivilDate,
  interpretation: Interpretation,
): readonly FigureChange[] => {
  const { contractId, recorded } = history;
  const states = new Map<number, FigureState>();
  const stateAfter = (count: number): FigureState => {
    const known = states.get(count);
    if (known !== undefined) return known;
    const state = stateOf(historyOf(contractId, recorded.slice(0, count)), asOf, interpretation);
    states.set(count, state);
    return state;
  };
  const [first, last] = [historyOf(contractId, recorded, from), historyOf(contractId, recorded, to)].map(
    (one) => one.recorded.length,
  ) as [number, number];
  const [before, after] = [stateAfter(first), stateAfter(last)];
  const differences = differencesOf(before, after);
  const [start, end] = [Math.min(first, last), Math.max(first, last)];
  const events = attribute(
    differences.map(({ name }) => name),
    start,
    end,
    Math.ceil((end - start) / MOST_STEPS),
    stateAfter,
  );
  return differences.map((difference) => ({
    ...difference,
    events: (events.get(difference.name) ?? []).map((place) => recorded[place]?.eventId ?? ''),
  }));
};

const stateOf = (history: History, asOf: CivilDate, interpretation: Interpretation): FigureState =>
  figureState(history.recorded.length === 0 ? undefined : figuresOn(history, asOf, interpretation));

/** Halves the way until a single event, or a group of `step`, makes the difference. The places of the events, by figure. */
const attribute = (
  names: readonly string[],
  start: number,
  end: number,
  step: number,
  stateAfter: (count: number) => FigureState,
): Map<string, number[]> => {
  const found = new Map<string, number[]>();
  const search = (among: readonly string[], from: number, to: number): void => {
    const [before, after] = [stateAfter(from), stateAfter(to)];
    const changed = among.filter((name) => before.get(name)?.text !== after.get(name)?.text);
    if (changed.length === 0) return;
    if (to - from <= step) {
      const places = Array.from({ length: to - from }, (_, index) => from + index);
      for (const name of changed) found.set(name, [...(found.get(name) ?? []), ...places]);
      return;
    }
    const middle = Math.floor((from + to) / 2);
    search(changed, from, middle);
    search(changed, middle, to);
  };
  if (end > start) search(names, start, end);
  return found;
};
