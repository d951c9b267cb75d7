import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  changedWith,
  changeBetween,
  explanationIn,
  figureNamed,
  heldUnder,
  type FigureValue,
  type Held,
} from '@ledger/disputes';
import { EventStore } from '@ledger/event-store';
import { comparing } from '@ledger/figures';
import { codeVersion } from '../code-version.js';
import { InvalidRequest, NothingFound } from '../errors.js';
import { comparedAnswer, type ComparedAnswer } from '../what-if/compare-explanation.js';
import type { SideAnswer } from './compare-dispute.js';
import { DisputedGrounds, measureText, outcomeAnswer, premisesOf } from './disputed-ground.js';
import { readDispute } from './dispute-streams.js';

/** The explanations of a figure of two sides of a dispute, side by side. A side may be `recorded`. */
export class CompareDisputedExplanation extends Query<DisputedExplanationAnswer> {
  constructor(
    readonly disputeId: string,
    readonly first: string,
    readonly other: string,
    /** That in question where it is left out. */
    readonly figure?: string,
    /** May be left out where there is only one. */
    readonly contractId?: string,
  ) {
    super();
  }
}
export interface DisputedExplanationAnswer {
  readonly disputeId: string;
  readonly contractId: string;
  readonly figure: string;
  readonly unit: FigureValue['unit'];
  readonly knownAt: string;
  readonly first: SideAnswer;
  readonly other: SideAnswer;
  /** The other side's figure less the first's, in yen or days; null where one of them has none, or it has no measure. */
  readonly difference: string | null;
  /** Null where a side has no figure because its premises cannot hold together. */
  readonly compared: ComparedAnswer | null;
  readonly codeVersion: string;
}

@QueryHandler(CompareDisputedExplanation)
export class CompareDisputedExplanationHandler implements IQueryHandler<CompareDisputedExplanation> {
  constructor(
    private readonly store: EventStore,
    private readonly grounds: DisputedGrounds,
  ) {}

  /** @throws {NothingFound} for a dispute or position that there is not, and a figure that nothing explains {InvalidRequest} */
  async execute(asked: CompareDisputedExplanation): Promise<DisputedExplanationAnswer> {
    const { disputeId, first, other } = asked;
    const stored = await readDispute(this.store, disputeId);
    if (stored === undefined) throw new NothingFound('dispute', disputeId);
    const { dispute } = stored;
    const { contractIds, question, knownAt } = dispute.opened.data;
    const contractId = contractAmong(contractIds, asked.contractId);
    const figure = asked.figure ?? question.figure;
    const { unit, in: valueIn } = namedAs(figure);
    const [held, heldByOther] = [premisesOf(dispute, first), premisesOf(dispute, other)];
    const ground = await this.grounds.of(dispute, [contractId]);
    const [[one], [two]] = [heldUnder(ground, held), heldUnder(ground, heldByOther)];
    if (one === undefined || two === undefined) throw new NothingFound('dispute', disputeId);
    const sideAnswer = (side: string, of: Held): SideAnswer => ({
      side,
      ...outcomeAnswer('refused' in of ? of : { figure: valueIn(of.figures) }),
    });
    return {
      disputeId,
      contractId,
      figure,
      unit,
      knownAt,
      first: sideAnswer(first, one),
      other: sideAnswer(other, two),
      ...differenceBetween(figure, one, two),
      codeVersion,
    };
  }
}

const contractAmong = (contractIds: readonly string[], asked: string | undefined): string => {
  const [only] = contractIds;
  const contractId = asked ?? (contractIds.length === 1 ? only : undefined);
  if (contractId === undefined) throw new InvalidRequest('contractId', 'must say which contract of the dispute');
  if (!contractIds.includes(contractId)) throw new InvalidRequest('contractId', 'must be a contract of the dispute');
  return contractId;
};

const namedAs = (figure: string): ReturnType<typeof figureNamed> => {
  try {
    return figureNamed(figure);
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidRequest('figure', error.message);
    throw error;
  }
};

const differenceBetween = (
  figure: string,
  one: Held,
  two: Held,
): Pick<DisputedExplanationAnswer, 'difference' | 'compared'> => {
  if ('refused' in one || 'refused' in two) return { difference: null, compared: null };
  const compared = comparing(one, two)(changedWith(figure) ?? figure, (figures) => explanationIn(figures, figure));
  if (compared === undefined) throw new NothingFound('explanation', figure);
  const { in: valueIn } = figureNamed(figure);
  return {
    difference: measureText(changeBetween(valueIn(one.figures), valueIn(two.figures))),
    compared: comparedAnswer(compared),
  };
};
