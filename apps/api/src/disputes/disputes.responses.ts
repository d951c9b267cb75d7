import { ApiProperty } from '@nestjs/swagger';
import type { DisputeEventType, DisputeOutcome } from '@ledger/disputes';
import { RecordedEventResponse } from '../contracts/recorded.responses.js';
import { ComparedStepResponse, ExplainedPremiseResponse } from '../contracts/what-if.responses.js';

/** What was recorded in a dispute. */
export class RecordedDisputeResponse {
  readonly disputeId!: string;
  /** The dispute's revision now: also the ETag, and what If-Match takes. */
  readonly revision!: number;
  /**
   * The ledger-wide place, a whole number.
   * @example '1042'
   */
  readonly position!: string;
  readonly events!: RecordedEventResponse[];
}

export class DisputedQuestionResponse {
  /** @example 'credits/outage-2026-03' */
  readonly figure!: string;
  readonly asOf!: string;
}
export class DisputeDocumentResponse {
  readonly sha256!: string;
  readonly name!: string;
}

/** A dispute as it stands. */
export class DisputeItemResponse {
  readonly disputeId!: string;
  /** The dispute's own count, from 0. */
  readonly revision!: number;
  /** Decided or not, it is open until it is closed. */
  readonly state!: 'open' | 'decided' | 'closed';
  readonly contractIds!: string[];
  readonly question!: DisputedQuestionResponse;
  /** The state of knowledge that everything is computed from. */
  readonly knownAt!: string;
  readonly subject!: string;
  readonly openedAt!: string;
  /** Those that have taken a position. */
  readonly sides!: string[];
  readonly outcome!: DisputeOutcome | null;
}
/** One page of the disputes, the latest opened first. */
export class DisputesResponse {
  readonly items!: DisputeItemResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}

/** Why premises cannot hold together, as their recording would have been answered. */
export class ImpossibleResponse {
  readonly contractId!: string;
  /** The hypothesis that cannot be beside the others; null where it is the terms that have no answer. */
  readonly hypothesis!: Record<string, unknown> | null;
  /** As in `/problems/<code>`. */
  readonly code!: string;
  readonly detail!: string;
  readonly article!: string | null;
  readonly quote!: string | null;
}
/** What a figure comes to, or why it cannot. */
export class OutcomeResponse {
  /**
   * Yen of an amount, a date, or a word; null where it is refused, and where there is no such day.
   * @example '2026-06-30'
   */
  readonly value!: string | null;
  readonly refused!: ImpossibleResponse | null;
}
/** What a figure becomes. */
export class ChangedResponse extends OutcomeResponse {
  /**
   * By how much: yen of an amount, days of a date; null where that has no measure: of another word, and where there is a day only before or after.
   * @example '31'
   */
  readonly change!: string | null;
}
/** What a side holds, and what the figure in question is under it. */
export class PositionResponse extends OutcomeResponse {
  readonly side!: string;
  readonly eventId!: string;
  readonly recordedAt!: string;
  readonly who!: string;
  readonly statement!: string | null;
  readonly readings!: string[];
  /** Its date, or one that is only thought of. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }, { type: 'null' }] })
  readonly edition!: unknown;
  readonly hypotheses!: Record<string, unknown>[];
  readonly documents!: DisputeDocumentResponse[];
}
export class DisputeNoteResponse {
  readonly eventId!: string;
  readonly recordedAt!: string;
  readonly who!: string;
  readonly text!: string;
  readonly documents!: DisputeDocumentResponse[];
}
export class DisputeDecisionResponse {
  readonly eventId!: string;
  readonly recordedAt!: string;
  readonly who!: string;
  readonly decidedOn!: string;
  /** Null where it is nobody's figure. */
  readonly side!: string | null;
  readonly reason!: string;
  readonly documents!: DisputeDocumentResponse[];
}
export class DisputeClosingResponse {
  readonly eventId!: string;
  readonly recordedAt!: string;
  readonly who!: string;
  readonly closedOn!: string;
  readonly outcome!: DisputeOutcome;
  readonly reason!: string;
  readonly documents!: DisputeDocumentResponse[];
}
/** Something recorded that names the dispute. */
export class DisputeLinkResponse {
  readonly kind!: 'correction' | 'settlement' | 'adoption';
  /** Null for an adoption. */
  readonly contractId!: string | null;
  readonly eventId!: string;
  readonly type!: string;
  readonly recordedAt!: string;
}
export class DisputeEventResponse {
  readonly id!: string;
  readonly type!: DisputeEventType;
  readonly revision!: number;
  readonly position!: string;
  readonly recordedAt!: string;
  readonly who!: string;
  readonly data!: Record<string, unknown>;
}
/** A dispute with everything that was said in it. */
export class DisputeResponse extends DisputeItemResponse {
  readonly documents!: DisputeDocumentResponse[];
  /** Of the figure in question. */
  readonly unit!: 'yen' | 'date' | 'word';
  /** The figure in question as it is recorded. */
  readonly recorded!: OutcomeResponse;
  readonly positions!: PositionResponse[];
  readonly notes!: DisputeNoteResponse[];
  /** The latest. */
  readonly decision!: DisputeDecisionResponse | null;
  readonly closing!: DisputeClosingResponse | null;
  /** What was corrected, agreed or adopted because of it. */
  readonly links!: DisputeLinkResponse[];
  /** Everything that was recorded, replaced positions included. */
  readonly events!: DisputeEventResponse[];
}

export class SideResponse extends OutcomeResponse {
  readonly side!: string;
}
/** What a side holds; one of the three stands. */
export class StanceResponse {
  readonly reading!: string | null;
  /** Its date, or one that is only thought of. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }, { type: 'null' }] })
  readonly edition!: unknown;
  readonly hypothesis!: Record<string, unknown> | null;
}
/** Something on which the sides differ, and what it is worth. */
export class PointResponse {
  readonly id!: string;
  readonly kind!: 'reading' | 'edition' | 'fact';
  readonly contractId!: string | null;
  /** Null: what is recorded, or adopted. */
  readonly first!: StanceResponse | null;
  readonly other!: StanceResponse | null;
  /** What the point alone, exchanged, changes in the first side's figure. */
  readonly aloneFromFirst!: ChangedResponse;
  /** What the point alone, exchanged back, changes in the other side's figure. */
  readonly aloneFromOther!: ChangedResponse;
  /**
   * Yen or days, exactly: its share of the difference, on the average over all orders in which the points can be exchanged. The shares add
   * up to the difference. Null where it is not known, or has no measure.
   * @example '4960/3'
   */
  readonly together!: string | null;
}
export class ImpossiblePointsResponse {
  readonly points!: string[];
  readonly refused!: ImpossibleResponse;
}
/** A figure as each side has it. */
export class DisputeLineResponse {
  readonly contractId!: string;
  readonly figure!: string;
  readonly unit!: 'yen' | 'date' | 'word';
  /** Null where the side has no such figure. */
  readonly first!: string | null;
  readonly other!: string | null;
  /** Yen of an amount, days of a date; null where that has no measure: of other words, and where only one side has such a day. */
  readonly difference!: string | null;
}
/** What makes the difference between two sides. */
export class ComparisonResponse {
  readonly disputeId!: string;
  readonly revision!: number;
  readonly question!: DisputedQuestionResponse;
  /** Of the figure in question: what it is worth is told in yen of an amount, in days of a date, and not of a word. */
  readonly unit!: 'yen' | 'date' | 'word';
  readonly knownAt!: string;
  readonly first!: SideResponse;
  readonly other!: SideResponse;
  /** Yen or days: the other side's figure less the first's; null where one of them has none, or it has no measure. */
  readonly difference!: string | null;
  /** `greedy` beyond 12 points: then a smaller set is not excluded, and nothing is said of what they are worth together. */
  readonly method!: 'exact' | 'greedy';
  readonly points!: PointResponse[];
  /** The smallest sets of points which, exchanged, turn the first side's figure into the other's: all of them. */
  readonly smallestFromFirst!: string[][];
  /** The same from the other side. */
  readonly smallestFromOther!: string[][];
  /** Yen or days: the difference less what the points are worth alone from the first side. */
  readonly interaction!: string | null;
  /** What cannot be exchanged without more. */
  readonly impossible!: ImpossiblePointsResponse[];
  /** Every amount, day and word of every contract as each side has it. */
  readonly lines!: DisputeLineResponse[];
  readonly codeVersion!: string;
}

/** Two explanations as one tree. */
export class ComparedExplanationsResponse {
  /** With what the difference begins, the first first. */
  readonly premises!: ExplainedPremiseResponse[];
  readonly explanation!: ComparedStepResponse;
}
/** Why the figures of two sides differ. */
export class DisputedExplanationResponse {
  readonly disputeId!: string;
  readonly contractId!: string;
  /** @example 'termination/effective-on' */
  readonly figure!: string;
  readonly unit!: 'yen' | 'date' | 'word';
  readonly knownAt!: string;
  readonly first!: SideResponse;
  readonly other!: SideResponse;
  /** Yen or days: the other side's figure less the first's; null where one of them has none, or it has no measure. */
  readonly difference!: string | null;
  /** Left is the first side. Null where the premises of a side cannot hold together. */
  readonly compared!: ComparedExplanationsResponse | null;
  readonly codeVersion!: string;
}
