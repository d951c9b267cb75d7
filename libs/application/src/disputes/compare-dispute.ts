import { setImmediate as nextTurn } from 'node:timers/promises';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { assertNever, fractionText, ZERO_YEN, type Fraction } from '@ledger/kernel';
import type { WrittenEdition } from '@ledger/contract';
import { EventStore } from '@ledger/event-store';
import {
  changeBetween,
  compare,
  differencesOf,
  exchangeOf,
  figureNamed,
  heldUnder,
  type Comparison,
  type Differences,
  type DisputedQuestion,
  type FigureValue,
  type Ground,
  type Impossible,
  type Point,
  type Premises,
} from '@ledger/disputes';
import { codeVersion } from '../code-version.js';
import { NothingFound } from '../errors.js';
import { Turns } from '../turns.js';
import {
  changedAnswer,
  DisputedGrounds,
  impossibleAnswer,
  measureText,
  outcomeAnswer,
  premisesOf,
  valueText,
  type ChangedAnswer,
  type ImpossibleAnswer,
  type OutcomeAnswer,
} from './disputed-ground.js';
import { readDispute } from './dispute-streams.js';

/** What makes the difference between two sides of a dispute. A side may be `recorded`: what is recorded, and nothing else. */
export class CompareDispute extends Query<ComparisonAnswer> {
  constructor(
    readonly disputeId: string,
    readonly first: string,
    readonly other: string,
  ) {
    super();
  }
}
export interface ComparisonAnswer {
  readonly disputeId: string;
  readonly revision: number;
  readonly question: DisputedQuestion;
  /** Of the figure: what it is worth is told in yen of an amount, in days of a date, and not of a word. */
  readonly unit: FigureValue['unit'];
  readonly knownAt: string;
  readonly first: SideAnswer;
  readonly other: SideAnswer;
  /** The other side's figure less the first's, in yen or days; null where one of them has none, or it has no measure. */
  readonly difference: string | null;
  /** `greedy` beyond 12 points: then a smaller set is not excluded, and nothing is said of what they are worth together. */
  readonly method: Comparison<unknown>['method'];
  /** Where the sides differ, and what that is worth. */
  readonly points: readonly PointAnswer[];
  /** The smallest sets of points which, exchanged, turn the first side's figure into the other's: all of them, by the points' ids. */
  readonly smallestFromFirst: readonly (readonly string[])[];
  /** The same from the other side. */
  readonly smallestFromOther: readonly (readonly string[])[];
  /** The difference less what the points are worth alone from the first side; null where one of these is not known. */
  readonly interaction: string | null;
  /** What cannot be exchanged without more. */
  readonly impossible: readonly { readonly points: readonly string[]; readonly refused: ImpossibleAnswer }[];
  /** Every amount, day and word of every contract as each side has it. */
  readonly lines: readonly LineAnswer[];
  readonly codeVersion: string;
}
export interface SideAnswer extends OutcomeAnswer {
  readonly side: string;
}
export interface PointAnswer {
  readonly id: string;
  readonly kind: Point['kind'];
  readonly contractId: string | null;
  /** What the first side holds; null: what is recorded, or adopted. */
  readonly first: StanceAnswer | null;
  readonly other: StanceAnswer | null;
  /** What the point alone, exchanged, changes in the first side's figure. */
  readonly aloneFromFirst: ChangedAnswer;
  /** What the point alone, exchanged back, changes in the other side's figure. */
  readonly aloneFromOther: ChangedAnswer;
  /** Its share of the difference, exactly: `-1240`, `4960/3`. */
  readonly together: string | null;
}
/** One of the three stands. */
export interface StanceAnswer {
  readonly reading: string | null;
  readonly edition: WrittenEdition | null;
  readonly hypothesis: Readonly<Record<string, unknown>> | null;
}
export interface LineAnswer {
  readonly contractId: string;
  readonly figure: string;
  readonly unit: FigureValue['unit'];
  readonly first: string | null;
  readonly other: string | null;
  /** In yen or days; null where it has no measure. */
  readonly difference: string | null;
}

@QueryHandler(CompareDispute)
export class CompareDisputeHandler implements IQueryHandler<CompareDispute> {
  readonly #turns = new Turns();

  constructor(
    private readonly store: EventStore,
    private readonly grounds: DisputedGrounds,
  ) {}

  /** @throws {NothingFound} for a dispute that there is not, or a side that has taken no position */
  async execute({ disputeId, first, other }: CompareDispute): Promise<ComparisonAnswer> {
    const stored = await readDispute(this.store, disputeId);
    if (stored === undefined) throw new NothingFound('dispute', disputeId);
    const { dispute } = stored;
    const [held, heldByOther] = [premisesOf(dispute, first), premisesOf(dispute, other)];
    const ground = await this.grounds.of(dispute);
    const adopted = ground.contracts.map(({ interpretation }) => interpretation.readings);
    const differences = differencesOf(held, heldByOther, adopted);
    // One at a time for a dispute, and others are answered between its steps: there may be 2^12 of them.
    const comparison = await this.#turns.take(disputeId, () => unhurried(compare(exchangeOf(ground, differences))));
    const { question, knownAt } = dispute.opened.data;
    return {
      disputeId,
      revision: dispute.revision,
      question,
      unit: figureNamed(question.figure).unit,
      knownAt,
      first: { side: first, ...outcomeAnswer(comparison.first) },
      other: { side: other, ...outcomeAnswer(comparison.other) },
      ...whatMakesIt(comparison, differences),
      lines: linesOf(ground, held, heldByOther),
      codeVersion,
    };
  }
}

/** Lets everybody else have their turn after every step. */
const unhurried = async <Result>(steps: Generator<void, Result>): Promise<Result> => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
};

const whatMakesIt = (
  comparison: Comparison<Impossible>,
  { points }: Differences,
): Omit<
  ComparisonAnswer,
  'disputeId' | 'revision' | 'question' | 'unit' | 'knownAt' | 'first' | 'other' | 'lines' | 'codeVersion'
> => {
  const named = (numbers: readonly number[]): readonly string[] => numbers.map((number) => points[number]?.id ?? '');
  return {
    difference: measureText(comparison.difference),
    method: comparison.method,
    points: comparison.worths.flatMap(({ aloneFromFirst, aloneFromOther, together }, number) => {
      const point = points[number];
      return point === undefined
        ? []
        : [
            {
              ...pointAnswer(point),
              aloneFromFirst: changedAnswer(aloneFromFirst),
              aloneFromOther: changedAnswer(aloneFromOther),
              together: textOf(together),
            },
          ];
    }),
    smallestFromFirst: comparison.smallestFromFirst.map(named),
    smallestFromOther: comparison.smallestFromOther.map(named),
    interaction: measureText(comparison.interaction),
    impossible: comparison.impossible.map(({ exchanged, refused }) => ({
      points: named(exchanged),
      refused: impossibleAnswer(refused),
    })),
  };
};

const textOf = (fraction: Fraction | undefined): string | null =>
  fraction === undefined ? null : fractionText(fraction);

const pointAnswer = (point: Point): Pick<PointAnswer, 'id' | 'kind' | 'contractId' | 'first' | 'other'> => ({
  id: point.id,
  kind: point.kind,
  contractId: point.kind === 'fact' ? point.contractId : null,
  ...stancesOf(point),
});

const stancesOf = (point: Point): Pick<PointAnswer, 'first' | 'other'> => {
  const nothing = { reading: null, edition: null, hypothesis: null };
  const both = <Held>(held: Both<Held>, answer: (one: Held) => StanceAnswer): Both<StanceAnswer, null> => ({
    first: held.first === undefined ? null : answer(held.first),
    other: held.other === undefined ? null : answer(held.other),
  });
  switch (point.kind) {
    case 'reading':
      return both(point, (reading) => ({ ...nothing, reading }));
    case 'edition':
      return both(point, (edition) => ({ ...nothing, edition }));
    case 'fact':
      return both(point, (hypothesis) => ({ ...nothing, hypothesis: { ...hypothesis } }));
    default:
      return assertNever(point);
  }
};
interface Both<Held, Nothing = undefined> {
  readonly first: Held | Nothing;
  readonly other: Held | Nothing;
}

const linesOf = (ground: Ground, first: Premises, other: Premises): readonly LineAnswer[] => {
  const [ofFirst, ofOther] = [heldUnder(ground, first), heldUnder(ground, other)];
  return ground.contracts.flatMap(({ history: { contractId } }, index) => {
    const [one, two] = [ofFirst[index], ofOther[index]];
    if (one === undefined || two === undefined || 'refused' in one || 'refused' in two) return [];
    return [...new Set([...one.values.keys(), ...two.values.keys()])].map((figure) =>
      lineOf(contractId, figure, one.values.get(figure), two.values.get(figure)),
    );
  });
};

const lineOf = (
  contractId: string,
  figure: string,
  first: FigureValue | undefined,
  other: FigureValue | undefined,
): LineAnswer => {
  const { unit } = figureNamed(figure);
  const nothing = missing(unit);
  return {
    contractId,
    figure,
    unit,
    first: valueText(first),
    other: valueText(other),
    difference: measureText(changeBetween(first ?? nothing, other ?? nothing)),
  };
};

/** An amount that there is not counts nothing. */
const missing = (unit: FigureValue['unit']): FigureValue =>
  unit === 'yen' ? { unit, value: ZERO_YEN } : { unit, value: undefined };
