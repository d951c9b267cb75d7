import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { yenText } from '@ledger/kernel';
import { writtenPremises, type WrittenPremises } from '@ledger/contract';
import { changedWith, explanationIn } from '@ledger/disputes';
import {
  comparing,
  differencesBetween,
  type ComparedExplanations,
  type Comparing,
  type FigureDifference,
  type Figures,
} from '@ledger/figures';
import { NothingFound } from '../errors.js';
import { explanationAnswer, type ExplanationNode } from '../queries/explain-figure.js';
import { figureAnswer, type FigureAnswer } from '../queries/get-changes.js';
import { overviewAnswer, type OverviewAnswer } from '../queries/get-contract.js';
import { creditAnswer, type CreditAnswer } from '../queries/get-credits.js';
import { deadlineAnswer, type DeadlineAnswer } from '../queries/get-deadlines.js';
import {
  obligationAnswer,
  totalsAnswer,
  type ObligationAnswer,
  type TotalsAnswer,
} from '../queries/get-obligations.js';
import { terminationAnswer, type TerminationFigures } from '../queries/get-termination.js';
import { headOf, Questions, type Question } from '../questions.js';
import type { AnswerHead, View } from '../view.js';
import { premiseAnswer, type ExplainedPremiseAnswer } from './premise-answer.js';

/** The figures of one contract under premises, and how they differ from those of the recorded state; nothing is recorded. */
export class AskWhatIf extends Query<WhatIfAnswer> {
  constructor(
    readonly contractId: string,
    readonly premises: View,
    /** `contract`, `obligations`, `totals`, `termination`, `credits`, `deadlines`, or one of them by its name; all where it is left out. */
    readonly figure?: string,
    /** Whether to show both explanations of each difference. */
    readonly explain = false,
  ) {
    super();
  }
}
export interface WhatIfAnswer extends AnswerHead {
  readonly premises: WrittenPremises;
  readonly figures: WhatIfFigures;
  /** Each figure that is otherwise than what the questions about the recorded state answer, as of the same day. */
  readonly differences: readonly WhatIfDifference[];
}
/** Those that were asked for, as the questions about them answer. */
export interface WhatIfFigures {
  readonly contract?: OverviewAnswer;
  readonly termination?: TerminationFigures;
  readonly totals?: TotalsAnswer;
  readonly obligations?: readonly ObligationAnswer[];
  readonly credits?: readonly CreditAnswer[];
  readonly deadlines?: readonly DeadlineAnswer[];
}
export interface WhatIfDifference {
  /** `contract`, `termination`, `totals`, `obligations/<id>`, `credits/<outageId>`, `deadlines/<id>`. */
  readonly figure: string;
  /** As recorded; null where there is no such figure. */
  readonly before: FigureAnswer | DeadlineAnswer | null;
  /** Under the premises. */
  readonly after: FigureAnswer | DeadlineAnswer | null;
  /** What it comes to more, or less where it is negative; null where it is no amount. */
  readonly yen: string | null;
  /** With which premises the difference begins, at most ten; none where the amount and the days are the same. */
  readonly because: readonly ExplainedPremiseAnswer[];
  /** Null where it was not asked for, or there is no explanation. */
  readonly explanation: { readonly before: ExplanationNode | null; readonly after: ExplanationNode | null } | null;
}

@QueryHandler(AskWhatIf)
export class AskWhatIfHandler implements IQueryHandler<AskWhatIf> {
  constructor(private readonly questions: Questions) {}

  /** @throws {NothingFound} for a figure that there is neither as recorded nor under the premises, and what `Questions.about` throws */
  async execute({ contractId, premises, figure, explain }: AskWhatIf): Promise<WhatIfAnswer> {
    const { recorded, supposed } = await this.questions.besideRecorded(contractId, premises);
    const { asOf } = supposed;
    const isAsked = (name: string): boolean =>
      figure === undefined || name === figure || (name.startsWith(`${figure}/`) && GROUPS.has(figure));
    const figures = figuresAnswer(supposed.figures, isAsked);
    const compare = comparing(recorded, supposed);
    const differences = [
      ...differencesOf(recorded, supposed, compare, isAsked, explain),
      ...ofDeadlines(recorded, supposed, compare, isAsked),
    ];
    if (
      figure !== undefined &&
      !GROUPS.has(figure) &&
      Object.values(figures).flat().length + differences.length === 0
    ) {
      throw new NothingFound('figure', figure);
    }
    return { ...headOf(supposed, premises), premises: writtenPremises({ ...premises, asOf }), figures, differences };
  }
}

const GROUPS: ReadonlySet<string> = new Set([
  'contract',
  'termination',
  'totals',
  'obligations',
  'credits',
  'deadlines',
]);
const MOST_PREMISES = 10;

type IsAsked = (name: string) => boolean;

const figuresAnswer = (figures: Figures, isAsked: IsAsked): WhatIfFigures => {
  const { items, totals } = figures.obligations();
  const some = <Item>(
    group: keyof WhatIfFigures,
    all: readonly Item[],
    nameOf: (item: Item) => string,
  ): readonly Item[] => all.filter((item) => isAsked(`${group}/${nameOf(item)}`));
  const obligations = some('obligations', items, ({ id }) => id);
  const credits = some('credits', figures.credits(), ({ outageId }) => outageId);
  const deadlines = some('deadlines', figures.deadlines(), ({ id }) => id);
  return {
    ...(isAsked('contract') && { contract: overviewAnswer(figures.overview()) }),
    ...(isAsked('termination') && { termination: terminationAnswer(figures.termination()) }),
    ...(isAsked('totals') && { totals: totalsAnswer(totals) }),
    ...((isAsked('obligations') || obligations.length > 0) && { obligations: obligations.map(obligationAnswer) }),
    ...((isAsked('credits') || credits.length > 0) && { credits: credits.map(creditAnswer) }),
    ...((isAsked('deadlines') || deadlines.length > 0) && { deadlines: deadlines.map(deadlineAnswer) }),
  };
};

const differencesOf = (
  recorded: Question,
  supposed: Question,
  compare: Comparing,
  isAsked: IsAsked,
  explain: boolean,
): readonly WhatIfDifference[] => {
  return differencesBetween(recorded.figures, supposed.figures)
    .filter(({ name }) => isAsked(name))
    .map(({ name, before, after, yen }: FigureDifference) => {
      const [one, other] = [recorded.figures.explanation(name), supposed.figures.explanation(name)];
      const hasTrees = explain && (one !== undefined || other !== undefined);
      return {
        figure: name,
        before: before === undefined ? null : figureAnswer(before),
        after: after === undefined ? null : figureAnswer(after),
        yen: yen === undefined ? null : yenText(yen),
        because: becauseOf(compare(name)),
        explanation: hasTrees
          ? { before: (one && explanationAnswer(one)) ?? null, after: (other && explanationAnswer(other)) ?? null }
          : null,
      };
    });
};

const ofDeadlines = (
  recorded: Question,
  supposed: Question,
  compare: Comparing,
  isAsked: IsAsked,
): readonly WhatIfDifference[] => {
  const [before, after] = [recorded, supposed].map(
    ({ figures }) => new Map(figures.deadlines().map((deadline) => [deadline.id, deadlineAnswer(deadline)])),
  ) as [Map<string, DeadlineAnswer>, Map<string, DeadlineAnswer>];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [one = null, other = null] = [before.get(id), after.get(id)];
    const figure = `deadlines/${id}`;
    if (one?.on === other?.on || !isAsked(figure)) return [];
    const because = becauseOf(compare(changedWith(figure) ?? figure, (figures) => explanationIn(figures, figure)));
    return [{ figure, before: one, after: other, yen: null, because, explanation: null }];
  });
};

const becauseOf = (compared: ComparedExplanations | undefined): readonly ExplainedPremiseAnswer[] =>
  (compared?.premises ?? []).slice(0, MOST_PREMISES).map(premiseAnswer);
