import { TotalsResponse } from '../contracts/figures.responses.js';
import { AnswerResponse } from '../http/answer.responses.js';

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
  /** By statements to somebody, where nothing of the same obligation was told later. */
  readonly stated!: string;
  readonly lastOn!: string | null;
}
export class ToldItemResponse {
  readonly kind!: 'demand' | 'decision' | 'statement';
  readonly eventId!: string;
  readonly on!: string;
  /** Yen; of a reduction negative. */
  readonly amount!: string;
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
  /** What was recorded since and changed it. */
  readonly events!: OwedEventResponse[];
  /** The readings adopted since that changed it. */
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
  readonly differences!: OwedDifferenceResponse[];
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
