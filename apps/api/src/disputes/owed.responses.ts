import { TotalsResponse } from '../contracts/figures.responses.js';
import { AnswerResponse } from '../http/answer.responses.js';
import { DisputedQuestionResponse } from './disputes.responses.js';

export class OwedStateResponse {
  /** The readings that are not the register's. */
  readonly readings!: string[];
  readonly totals!: TotalsResponse;
}
/** In yen. */
export class ToldResponse {
  /** The latest demand of each obligation, and what was demanded without a name. */
  readonly demanded!: string;
  /** Of reductions granted, as decided. */
  readonly granted!: string;
  /** Of obligations by statements to somebody, where nothing of the same obligation was told later. */
  readonly stated!: string;
  readonly lastOn!: string | null;
}
export class ToldItemResponse {
  readonly kind!: 'demand' | 'decision' | 'statement';
  readonly eventId!: string;
  readonly on!: string;
  /** Of a statement the day that it is about, which may be another than was asked about. */
  readonly asOf!: string | null;
  /** Yen, of the obligation that a reduction is negative; a date, null where it was told that there is none; or a word. */
  readonly value!: string | null;
}
export class OwedItemResponse {
  /** Null for what was demanded without a name. */
  readonly obligationId!: string | null;
  /** Yen. */
  readonly asKnownThen!: string | null;
  /** Yen. */
  readonly asKnownNow!: string | null;
  readonly asTold!: ToldItemResponse | null;
}
/** What was told of another figure than an obligation. */
export class ToldFigureResponse {
  /** @example 'termination/effective-on' */
  readonly figure!: string;
  readonly unit!: 'yen' | 'date' | 'word';
  readonly asKnownThen!: string | null;
  readonly asKnownNow!: string | null;
  readonly asTold!: ToldItemResponse;
}
export class OwedEventResponse {
  readonly id!: string;
  readonly type!: string;
  readonly recordedAt!: string;
}
export class OwedDifferenceResponse {
  /** @example 'obligations/reduction:outage-1' */
  readonly figure!: string;
  /** Yen: now less then; null for what is no amount. */
  readonly difference!: string | null;
  /** What was recorded since and changed it, also about adoptions. */
  readonly events!: OwedEventResponse[];
  /** As it is read now what was read otherwise then, where that changed it. */
  readonly readings!: string[];
}
/** What was owed on a day: the three answers, and what makes them differ. */
export class OwedResponse {
  readonly contractId!: string;
  readonly on!: string;
  /** How far the log was read. */
  readonly position!: string;
  readonly codeVersion!: string;
  /** By what was recorded until the end of the day; null where nothing was. */
  readonly asKnownThen!: OwedStateResponse | null;
  /** By what is recorded now. */
  readonly asKnownNow!: OwedStateResponse;
  /** What the contractor had been told by the end of the day. */
  readonly asTold!: ToldResponse;
  readonly items!: OwedItemResponse[];
  /** What was told of totals, a termination or a credit. */
  readonly figures!: ToldFigureResponse[];
  readonly differences!: OwedDifferenceResponse[];
}

/** The three answers for one contract of a dispute. */
export class DisputedOwedItemResponse {
  readonly contractId!: string;
  /** By what was recorded until the end of the day; null where nothing was, and where there was no such day. */
  readonly asKnownThen!: string | null;
  /** By what is known to the dispute. */
  readonly asKnownNow!: string | null;
  /** Null where nothing was told of it by the end of the day. */
  readonly asTold!: ToldItemResponse | null;
  /** Yen or days: now less then; null where it has no measure. */
  readonly difference!: string | null;
  /** What was recorded between and changed the figure, or what it is a part of. */
  readonly events!: OwedEventResponse[];
  /** As it is read now what was read otherwise then, where that changed it. */
  readonly readings!: string[];
}
/** What the figure in question was on its day. */
export class DisputedOwedResponse {
  readonly disputeId!: string;
  readonly question!: DisputedQuestionResponse;
  readonly unit!: 'yen' | 'date' | 'word';
  /** What counts as now. */
  readonly knownAt!: string;
  readonly items!: DisputedOwedItemResponse[];
  readonly codeVersion!: string;
}

export class LateClaimResponse {
  readonly eventId!: string;
  readonly arrivedOn!: string;
}
export class LapsedRightResponse {
  readonly outageId!: string;
  /** The last day on which a claim would have been in time. */
  readonly claimBy!: string;
  /** The claims that do not count. */
  readonly claims!: LateClaimResponse[];
  /** Yen: what the reduction would be had a claim arrived on that day. */
  readonly amount!: string;
  /** Yen: what would be outstanding then, less what is. */
  readonly outstanding!: string;
  readonly text!: string;
  readonly article!: string;
  readonly quote!: string;
}
/** The reductions to which the right was lost, and what they would have been. */
export class LapsedRightsResponse extends AnswerResponse {
  readonly items!: LapsedRightResponse[];
}
