import type { CivilDate } from '@ledger/kernel';
import { historyOf, type History, type KnownAt } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { figuresOn, type Figures } from './figures.js';
import type { Obligation, Totals } from './obligation.js';
import type { Overview } from './overview.js';
import type { Credit } from './reductions.js';
import type { TerminationFigure } from './termination.js';

/** A figure and what kind it is of. */
export type AnyFigure =
  | { readonly kind: 'contract'; readonly figure: Overview }
  | { readonly kind: 'totals'; readonly figure: Totals }
  | { readonly kind: 'obligation'; readonly figure: Obligation }
  | { readonly kind: 'termination'; readonly figure: TerminationFigure }
  | { readonly kind: 'credit'; readonly figure: Credit };
/** A figure that differs between two states of knowledge. */
export interface FigureChange {
  /** The name that Figures.explanation takes, or `contract`. */
  readonly name: string;
  /** Undefined where there was no such figure. */
  readonly before: AnyFigure | undefined;
  /** Undefined where there is none any more. */
  readonly after: AnyFigure | undefined;
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
  const states = new Map<number, State>();
  const stateAfter = (count: number): State => {
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
  const changed = namesThatDiffer(before, after);
  const [start, end] = [Math.min(first, last), Math.max(first, last)];
  const events = attribute(changed, start, end, Math.ceil((end - start) / MOST_STEPS), stateAfter);
  return changed.map((name) => ({
    name,
    before: before.get(name)?.value,
    after: after.get(name)?.value,
    events: (events.get(name) ?? []).map((place) => recorded[place]?.eventId ?? ''),
  }));
};

/** The figures by their names, each with a text that is the same where they say the same. */
type State = ReadonlyMap<string, { readonly value: AnyFigure; readonly text: string }>;

const stateOf = (history: History, asOf: CivilDate, interpretation: Interpretation): State => {
  if (history.recorded.length === 0) return new Map();
  return new Map(
    namedFigures(figuresOn(history, asOf, interpretation)).map(([name, value, said]) => [
      name,
      { value, text: JSON.stringify(said) },
    ]),
  );
};

/** Each figure with what it says, without the workings. */
const namedFigures = (figures: Figures): readonly (readonly [name: string, value: AnyFigure, said: unknown])[] => {
  const [overview, termination, obligations] = [figures.overview(), figures.termination(), figures.obligations()];
  return [
    ['contract', { kind: 'contract', figure: overview }, overview],
    ['termination', { kind: 'termination', figure: termination }, saidOfTermination(termination)],
    ['totals', { kind: 'totals', figure: obligations.totals }, obligations.totals],
    ...obligations.items.map(
      (figure) => [`obligations/${figure.id}`, { kind: 'obligation', figure }, saidOfObligation(figure)] as const,
    ),
    ...figures
      .credits()
      .map((figure) => [`credits/${figure.outageId}`, { kind: 'credit', figure }, saidOfCredit(figure)] as const),
  ];
};

const saidOfObligation = ({ period, arisesOn, amount, settled, status }: Obligation): unknown => [
  period,
  arisesOn,
  amount,
  settled,
  status,
];

const saidOfTermination = ({ earlyTermination, ...termination }: TerminationFigure): unknown => [
  termination,
  {
    ...earlyTermination,
    charges: earlyTermination.charges.map(({ id, period, monthlyFee, amount }) => [id, period, monthlyFee.fee, amount]),
  },
];

const saidOfCredit = ({ workings: _, outage, reasons, ...credit }: Credit): unknown => [
  credit,
  outage.cause,
  outage.extent,
  reasons.map(({ text }) => text),
];

const namesThatDiffer = (before: State, after: State): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name)?.text !== after.get(name)?.text);

/** Halves the way until a single event, or a group of `step`, makes the difference. The places of the events, by figure. */
const attribute = (
  names: readonly string[],
  start: number,
  end: number,
  step: number,
  stateAfter: (count: number) => State,
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
