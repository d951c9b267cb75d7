import { ApiProperty } from '@nestjs/swagger';
import { AnswerResponse } from '../http/answer.responses.js';
import { PeriodResponse } from './contract.responses.js';

export class RangeResponse {
  readonly from!: string;
  readonly to!: string;
}

/** Something to be paid, or that reduces what is. */
export class ObligationResponse {
  /**
   * The same under every asOf, knownAt and reading.
   * @example 'monthly-fee:base:2026-01'
   */
  readonly id!: string;
  readonly kind!: 'initial-fee' | 'monthly-fee' | 'one-time-fee' | 'early-termination-charge' | 'reduction';
  /** Of initial and monthly fees, and charges. */
  readonly subject!: 'base' | 'homepage' | null;
  /** Of charges: the item of Art. 9. */
  readonly item!: 1 | 2 | null;
  /** @example '8' */
  readonly article!: string;
  readonly period!: RangeResponse | null;
  readonly arisesOn!: string;
  /** Yen; a reduction is negative. */
  readonly amount!: string;
  /** Yen. */
  readonly settled!: string;
  /** Yen. */
  readonly outstanding!: string;
  readonly status!: 'open' | 'partly-settled' | 'settled';
  /** The open disputes that contest it; left out where there is none. */
  readonly disputes?: string[];
}
/** In yen. */
export class TotalsResponse {
  /** The positive obligations. */
  readonly arisen!: string;
  /** The reductions. */
  readonly reduced!: string;
  /** Given up by settlements. */
  readonly waived!: string;
  /** Paid and not reversed. */
  readonly paid!: string;
  /** Paid back. */
  readonly repaid!: string;
  readonly outstanding!: string;
  readonly overpaid!: string;
}
/** What has arisen by the day asked about. */
export class ObligationsResponse extends AnswerResponse {
  readonly items!: ObligationResponse[];
  readonly totals!: TotalsResponse;
}

export class NoticeResponse {
  readonly noticeId!: string;
  readonly subject!: string;
  readonly arrivedOn!: string;
  readonly designatedOn!: string | null;
  /** 30 日を経過する日. */
  readonly thirtyDaysElapseOn!: string;
  readonly effectiveOn!: string;
  /** Not withdrawn. */
  readonly standing!: boolean;
  /** In the prescribed form, and not withdrawn. */
  readonly hasEffect!: boolean;
}
/** 最低利用期間内解除調定金 (Art. 9, annex 2). */
export class ChargeResponse {
  readonly subject!: string;
  /** The item of Art. 9. */
  readonly item!: 1 | 2;
  /** Yen. */
  readonly monthlyFee!: string;
  readonly from!: string | null;
  readonly to!: string | null;
  /** Yen. */
  readonly amount!: string;
}
export class EarlyTerminationResponse {
  /** Before the minimum period's last day. */
  readonly early!: boolean;
  /** An end that is not charged under Art. 9(1). */
  readonly exempt!: boolean;
  readonly remaining!: RangeResponse | null;
  readonly charges!: ChargeResponse[];
  /** Yen. */
  readonly total!: string;
}
export class OptionEndResponse {
  readonly effectiveOn!: string | null;
  readonly minimumPeriod!: PeriodResponse | null;
}
export class OptionEndsResponse {
  readonly homepage?: OptionEndResponse;
}
/** Whether and when the contract ends, and what that costs. */
export class TerminationResponse extends AnswerResponse {
  /** `effective` from the day after. */
  readonly status!: 'none' | 'scheduled' | 'effective';
  readonly effectiveOn!: string | null;
  readonly ground!: string | null;
  readonly notices!: NoticeResponse[];
  readonly minimumPeriod!: PeriodResponse | null;
  readonly earlyTermination!: EarlyTerminationResponse;
  readonly options!: OptionEndsResponse;
}

export class ReasonResponse {
  readonly article!: string;
  readonly text!: string;
}
export class DecisionResponse {
  readonly decidedOn!: string;
  readonly decision!: 'granted' | 'denied';
  /** Yen. */
  readonly amount!: string | null;
  readonly reason!: string | null;
}
export class CreditDiscrepancyResponse {
  /** Yen: what the terms give. */
  readonly due!: string;
  /** Yen: what was decided; null for a grant without an amount. */
  readonly decided!: string | null;
}
/** An outage, and the reduction it gives or not. */
export class CreditResponse {
  readonly outageId!: string;
  readonly status!: 'not-eligible' | 'ongoing' | 'claimable' | 'claimed' | 'granted' | 'denied' | 'lapsed';
  /** Why it gives none, or none any more. */
  readonly reasons!: ReasonResponse[];
  readonly unusableFrom!: string;
  /** Its end; where it lasts, the end of the day asked about. */
  readonly unusableUntil!: string;
  readonly lasts!: boolean;
  /** Rounded down. */
  readonly hours!: number;
  /** Of 24 hours. */
  readonly units!: number;
  /** Yen. */
  readonly monthlyFee!: string;
  /** Yen; "0" where none is due. */
  readonly amount!: string;
  readonly claimableFrom!: string | null;
  /** The last day on which a claim is in time. */
  readonly claimBy!: string | null;
  readonly claimedOn!: string | null;
  readonly decision!: DecisionResponse | null;
  /** Where the decision differs from the terms. */
  readonly discrepancy!: CreditDiscrepancyResponse | null;
  /** The open disputes that contest it; left out where there is none. */
  readonly disputes?: string[];
}
export class CreditsResponse extends AnswerResponse {
  readonly items!: CreditResponse[];
}

export class DeadlineResponse {
  /** Stable: the kind and what it is about. */
  readonly id!: string;
  readonly on!: string;
  readonly kind!: string;
  readonly text!: string;
  readonly article!: string;
}
export class DeadlinesResponse extends AnswerResponse {
  readonly items!: DeadlineResponse[];
}

/** Where something recorded differs from what the terms give. */
export class DiscrepancyResponse {
  readonly kind!: string;
  /** The decision, demand, payment or settlement. */
  readonly eventId!: string;
  readonly on!: string;
  readonly outageId!: string | null;
  readonly obligationId!: string | null;
  /** Yen decided, demanded, paid or waived; null for a reduction granted without an amount. */
  readonly recorded!: string | null;
  /** Yen: what the terms give in its place. */
  readonly due!: string;
  readonly text!: string;
  readonly article!: string;
  readonly quote!: string;
}
export class DiscrepanciesResponse extends AnswerResponse {
  readonly items!: DiscrepancyResponse[];
}

export class UsagePermissionResponse extends AnswerResponse {
  readonly permitted!: boolean;
  readonly article!: string;
  readonly reason!: string;
  readonly quote!: string;
}

/** One step of a derivation; without children it is a recorded fact, a number of the terms or of the calendar, or the question asked. */
export class ExplanationNodeResponse {
  /** A stable path. */
  readonly id!: string;
  /** @example 'Monthly fee of the base for 2026-01' */
  readonly label!: string;
  readonly labelJa!: string;
  /** Null for a day that there is not. */
  readonly value!: string | null;
  /** @example 'yen' */
  readonly unit!: string;
  /**
   * How the value follows from those of the children, in their order.
   * @example 'prorate'
   */
  readonly rule!: string;
  readonly article!: string | null;
  readonly quote!: string | null;
  /**
   * The reading under which the rule or the number is this one.
   * @example 'R03:actual-days'
   */
  readonly reading!: string | null;
  /** The events that state the value. */
  readonly facts!: string[];
  readonly children!: ExplanationNodeResponse[];
}
export class ExplanationResponse extends AnswerResponse {
  readonly figure!: string;
  readonly explanation!: ExplanationNodeResponse;
}

export class ChangedFigureResponse {
  /** @example 'obligations/reduction:outage-1' */
  readonly figure!: string;
  /** The figure as it was; null where there was none. */
  @ApiProperty({ oneOf: [{ type: 'object', additionalProperties: true }, { type: 'null' }] })
  readonly before!: unknown;
  /** The figure as it is; null where there is none any more. */
  @ApiProperty({ oneOf: [{ type: 'object', additionalProperties: true }, { type: 'null' }] })
  readonly after!: unknown;
  /** The events that changed it, those of adoptions among them. */
  readonly events!: string[];
}
/** What became different between two states of knowledge. */
export class ChangesResponse extends AnswerResponse {
  readonly from!: string | null;
  readonly to!: string | null;
  readonly items!: ChangedFigureResponse[];
}
