import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate, negateYen, sumYen, yenText, type CivilDate, type Yen } from '@ledger/kernel';
import { figureNamed, type FigureValue, type Told } from '@ledger/disputes';
import { departures } from '@ledger/terms';
import { codeVersion } from '../code-version.js';
import { amountText } from '../present.js';
import { totalsAnswer, type TotalsAnswer } from '../queries/get-obligations.js';
import { Questions, readTo, type Question } from '../questions.js';
import { valueText } from './disputed-ground.js';
import {
  sinceThen,
  threeAnswers,
  toldAnswer,
  type OwedDifference,
  type ThreeAnswers,
  type ToldAnswer,
} from './three-answers.js';

/** What was owed on a day: as known then, as known now about then, and as told to the contractor; and what makes them differ. */
export class GetOwed extends Query<OwedAnswer> {
  constructor(
    readonly contractId: string,
    readonly on: CivilDate,
  ) {
    super();
  }
}
export interface OwedAnswer {
  readonly contractId: string;
  readonly on: string;
  /** How far the log was read. */
  readonly position: string;
  readonly codeVersion: string;
  /** As of the day, by what was recorded until its end; null where nothing was. */
  readonly asKnownThen: OwedState | null;
  /** As of the day, by what is recorded now. */
  readonly asKnownNow: OwedState;
  /** What the contractor had been told by the end of the day. */
  readonly asTold: {
    readonly demanded: string;
    /** Of reductions granted, as decided. */
    readonly granted: string;
    /** Of obligations, by statements. */
    readonly stated: string;
    readonly lastOn: string | null;
  };
  /** Every obligation of which one of the three says something. */
  readonly items: readonly OwedItem[];
  /** What was told of other figures: totals, a termination, a credit. */
  readonly figures: readonly ToldFigure[];
  /** What is known otherwise now than then, and what makes the difference. */
  readonly differences: readonly OwedDifference[];
}
export interface OwedState {
  readonly readings: readonly string[];
  readonly totals: TotalsAnswer;
}
export interface OwedItem {
  /** Null for what was demanded without a name. */
  readonly obligationId: string | null;
  readonly asKnownThen: string | null;
  readonly asKnownNow: string | null;
  readonly asTold: ToldAnswer | null;
}
export interface ToldFigure {
  readonly figure: string;
  readonly unit: FigureValue['unit'];
  readonly asKnownThen: string | null;
  readonly asKnownNow: string | null;
  readonly asTold: ToldAnswer;
}

@QueryHandler(GetOwed)
export class GetOwedHandler implements IQueryHandler<GetOwed> {
  constructor(private readonly questions: Questions) {}

  /** @throws {ContractNotFound} {InvalidRequest} */
  async execute({ contractId, on }: GetOwed): Promise<OwedAnswer> {
    const answers = await threeAnswers(this.questions, contractId, on);
    const { then, now, told } = answers;
    return {
      contractId,
      on: isoDate(on),
      position: String(readTo(undefined, now.head)),
      codeVersion,
      asKnownThen: then === undefined ? null : stateOf(then),
      asKnownNow: stateOf(now),
      asTold: toldState(told),
      items: itemsOf(answers),
      figures: told.filter(isOfOther).map((one) => toldFigure(one, answers)),
      differences: sinceThen(answers),
    };
  }
}

const stateOf = ({ figures, interpretation }: Question): OwedState => ({
  readings: departures(interpretation.readings),
  totals: totalsAnswer(figures.totals()),
});

const OBLIGATION = 'obligations/';
/** Told of money that is owed, named or not; not of the figures that it is part of, or that it follows from. */
const isOfObligation = ({ figure }: Told): boolean => figure?.startsWith(OBLIGATION) ?? true;
const isOfOther = (told: Told): told is Told & { readonly figure: string } => !isOfObligation(told);

const toldState = (told: readonly Told[]): OwedAnswer['asTold'] => {
  const sum = (kind: Told['kind']): Yen =>
    sumYen(
      told
        .filter((one) => one.kind === kind && isOfObligation(one))
        .flatMap(({ value }) => (value.unit === 'yen' ? [value.value] : [])),
    );
  const last = told.at(-1);
  return {
    demanded: yenText(sum('demand')),
    granted: yenText(negateYen(sum('decision'))),
    stated: yenText(sum('statement')),
    lastOn: last === undefined ? null : isoDate(last.on),
  };
};

const itemsOf = ({ then, now, told }: ThreeAnswers): readonly OwedItem[] => {
  const amounts = (question: Question | undefined): ReadonlyMap<string, Yen> =>
    new Map(question?.figures.obligations().items.map(({ id, amount }) => [id, amount]));
  const [thenOwed, nowOwed] = [amounts(then), amounts(now)];
  const toldOf = new Map(
    told.flatMap((one) => (one.figure?.startsWith(OBLIGATION) ? [[one.figure.slice(OBLIGATION.length), one]] : [])),
  );
  const ids = new Set([...nowOwed.keys(), ...thenOwed.keys(), ...toldOf.keys()]);
  return [
    ...[...ids].map((id) => {
      const one = toldOf.get(id);
      return {
        obligationId: id,
        asKnownThen: amountText(thenOwed.get(id)),
        asKnownNow: amountText(nowOwed.get(id)),
        asTold: one === undefined ? null : toldAnswer(one),
      };
    }),
    ...told
      .filter(({ figure }) => figure === undefined)
      .map((one) => ({ obligationId: null, asKnownThen: null, asKnownNow: null, asTold: toldAnswer(one) })),
  ];
};

const toldFigure = (told: Told & { readonly figure: string }, { then, now }: ThreeAnswers): ToldFigure => {
  const { unit, in: valueIn } = figureNamed(told.figure);
  return {
    figure: told.figure,
    unit,
    asKnownThen: then === undefined ? null : valueText(valueIn(then.figures)),
    asKnownNow: valueText(valueIn(now.figures)),
    asTold: toldAnswer(told),
  };
};
