import type { CivilDate } from '@ledger/kernel';
import {
  adoptionsAt,
  concernedBy,
  historyOf,
  NO_ADOPTIONS,
  type Adoptions,
  type History,
  type KnownAt,
} from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { differencesOf, figureState, type FigureDifference, type FigureState } from './differences.js';
import { figuresOn } from './figures.js';

/** A figure that differs between two states of knowledge. */
export interface FigureChange extends FigureDifference {
  /** The events that changed it on the way, in the order of their recording: the contract's own, and adoptions and what was said of them. */
  readonly events: readonly string[];
}

/** Where more events lie between two states, neighbours are looked at together. */
const MOST_STEPS = 256;

/**
 * Every figure of a day that differs between two states of knowledge, and which of the events between them changed it.
 * @param history the contract at a state no earlier than either
 * @param interpretationUnder by what a state is judged where this was adopted by then
 * @param adoptions at a state no earlier than either; left out where none is to change anything
 */
export const changesBetween = (
  history: History,
  from: KnownAt,
  to: KnownAt,
  asOf: CivilDate,
  interpretationUnder: (adopted: Adoptions) => Interpretation,
  adoptions: Adoptions = NO_ADOPTIONS,
): readonly FigureChange[] => {
  const states = new Map<string, FigureState>();
  const stateAt = (place: Place): FigureState => {
    const name = JSON.stringify(place);
    const known =
      states.get(name) ??
      stateOf(knownAtPlace(history, place), asOf, interpretationUnder(adoptedAtPlace(adoptions, place)));
    states.set(name, known);
    return known;
  };
  const [first, last] = [placeOf(history, adoptions, from), placeOf(history, adoptions, to)];
  const differences = differencesOf(stateAt(first), stateAt(last));
  const start = { events: Math.min(first.events, last.events), adoptions: Math.min(first.adoptions, last.adoptions) };
  const end = { events: Math.max(first.events, last.events), adoptions: Math.max(first.adoptions, last.adoptions) };
  const steps = stepsBetween(history, adoptions, start, end);
  const events = attribute(
    differences.map(({ name }) => name),
    0,
    steps.length,
    Math.ceil(steps.length / MOST_STEPS),
    (count) => stateAt(steps[count - 1]?.place ?? start),
  );
  return differences.map((difference) => ({
    ...difference,
    events: (events.get(difference.name) ?? []).map((step) => steps[step]?.eventId ?? ''),
  }));
};

/** So many of the contract's events are known, and so many of those about adoptions. */
interface Place {
  readonly events: number;
  readonly adoptions: number;
}
/** An event, and where one is after it. */
interface Step {
  readonly eventId: string;
  readonly place: Place;
}

const placeOf = (history: History, adoptions: Adoptions, knownAt: KnownAt): Place => ({
  events: historyOf(history.contractId, history.recorded, knownAt).recorded.length,
  adoptions: adoptionsAt(adoptions, knownAt).recorded.length,
});

const knownAtPlace = ({ contractId, recorded }: History, { events }: Place): History =>
  historyOf(contractId, recorded.slice(0, events));

const adoptedAtPlace = (adoptions: Adoptions, { adoptions: count }: Place): Adoptions =>
  adoptionsAt(adoptions, { position: adoptions.recorded[count - 1]?.position ?? BEFORE_ALL });

const BEFORE_ALL = -1n;

/** What was recorded between two places and can change the contract's figures, in the order of its recording. */
const stepsBetween = (history: History, adoptions: Adoptions, start: Place, end: Place): readonly Step[] => {
  const concerns = (place: number): boolean => {
    const concerned = concernedBy(adoptions, place);
    return concerned === 'all' || concerned.includes(history.contractId);
  };
  const own = history.recorded.slice(start.events, end.events).map(({ eventId, position }, index) => ({
    eventId,
    position,
    to: { events: start.events + index + 1 },
  }));
  const others = adoptions.recorded.slice(start.adoptions, end.adoptions).flatMap(({ eventId, position }, index) => {
    const place = start.adoptions + index;
    return concerns(place) ? [{ eventId, position, to: { adoptions: place + 1 } }] : [];
  });
  let place = start;
  return [...own, ...others]
    .sort((one, other) => Number(one.position - other.position))
    .map(({ eventId, to }) => ({ eventId, place: (place = { ...place, ...to }) }));
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
