import { assertNever, subtractYen, ZERO_YEN, type Yen } from '@ledger/kernel';
import type { Figures } from './figures.js';
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
/** A figure that differs between two computations. */
export interface FigureDifference {
  /** The name that Figures.explanation takes, or `contract`. */
  readonly name: string;
  /** Undefined where there was no such figure. */
  readonly before: AnyFigure | undefined;
  /** Undefined where there is none any more. */
  readonly after: AnyFigure | undefined;
  /** The amount after less the one before, a missing figure counting nothing; undefined for the contract, which is no amount. */
  readonly yen: Yen | undefined;
}
/** The figures by their names, each with a text that is the same where they say the same. */
export type FigureState = ReadonlyMap<string, { readonly value: AnyFigure; readonly text: string }>;

/** Every figure that differs between two computations of a contract's figures. @param before undefined where there were none */
export const differencesBetween = (
  before: Figures | undefined,
  after: Figures | undefined,
): readonly FigureDifference[] => differencesOf(figureState(before), figureState(after));

/** @param figures undefined before the contract was known */
export const figureState = (figures: Figures | undefined): FigureState =>
  new Map(
    figures === undefined
      ? []
      : namedFigures(figures).map(([name, value, said]) => [name, { value, text: JSON.stringify(said) }]),
  );

export const differencesOf = (before: FigureState, after: FigureState): readonly FigureDifference[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    if (one?.text === other?.text) return [];
    return [{ name, before: one?.value, after: other?.value, yen: yenBetween(one?.value, other?.value) }];
  });

/** What a figure comes to: of the totals what is outstanding less what is overpaid, of a termination all its charges. */
const amountOf = (any: AnyFigure): Yen | undefined => {
  switch (any.kind) {
    case 'contract':
      return undefined;
    case 'totals':
      return subtractYen(any.figure.outstanding, any.figure.overpaid);
    case 'termination':
      return any.figure.earlyTermination.total;
    case 'obligation':
    case 'credit':
      return any.figure.amount;
    default:
      return assertNever(any);
  }
};

const yenBetween = (before: AnyFigure | undefined, after: AnyFigure | undefined): Yen | undefined => {
  const any = after ?? before;
  if (any === undefined || amountOf(any) === undefined) return undefined;
  const amount = (one: AnyFigure | undefined): Yen => (one && amountOf(one)) ?? ZERO_YEN;
  return subtractYen(amount(after), amount(before));
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
