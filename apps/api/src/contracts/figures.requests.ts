import {
  noticeForms,
  subjects,
  terminationGrounds,
  type NoticeForm,
  type Subject,
  type TerminationGround,
} from '@ledger/contract';
import { CivilDay, DayOrMoment, Limit, Line, Moment, OneOf, Optional, Text } from '../http/fields.js';
import { ViewQuery } from '../http/view.requests.js';

/** Whose use is asked about: a target or a third party. */
export class UsagePermissionQuery extends ViewQuery {
  /**
   * A domain, an address or a prefix.
   * @example 'mail.minato.example'
   */
  @Optional()
  @Line(300)
  readonly target?: string;

  /** The name of a third party. */
  @Optional()
  @Line(200)
  readonly thirdParty?: string;
}

export class ExplanationQuery extends ViewQuery {
  /**
   * `obligations/<id>`, `termination`, `credits/<outageId>` or `totals`.
   * @example 'obligations/monthly-fee:base:2026-01'
   */
  @Line(300)
  readonly figure!: string;
}

export class HistoryQuery extends ViewQuery {
  /**
   * The earlier state of knowledge: `position:<n>` or an instant.
   * @example 'position:12'
   */
  @Line(60)
  readonly from!: string;

  /**
   * The later one.
   * @example 'position:17'
   */
  @Line(60)
  readonly to!: string;
}

export class EventsQuery extends ViewQuery {
  /** @example 'NoticeReceived' */
  @Optional()
  @Line(60)
  readonly type?: string;

  /** Recorded at this instant or later. */
  @Optional()
  @Moment()
  readonly recordedFrom?: string;

  /** Recorded at this instant or earlier. */
  @Optional()
  @Moment()
  readonly recordedTo?: string;

  /** At most so many items: 1 to 200, 50 where it is left out. */
  @Optional()
  @Limit(200)
  readonly limit?: string | undefined;

  /** `nextCursor` of the page before. */
  @Optional()
  @Line(1000)
  readonly cursor?: string | undefined;
}

/** A notice or a termination on trial. Which of the two it is follows from what it says. */
export class TerminationQuoteRequest {
  /** Of a notice. Also of a termination, where what ends is not the contract. */
  @Optional()
  @OneOf(subjects)
  readonly subject?: Subject;

  /** Of a notice: an instant, or a date where the time is unknown. */
  @Optional()
  @DayOrMoment()
  readonly arrivedAt?: string;

  /** Of a notice. */
  @Optional()
  @CivilDay()
  readonly designatedOn?: string;

  /** Of a notice. */
  @Optional()
  @OneOf(noticeForms)
  readonly form?: NoticeForm;

  /** Of a termination. */
  @Optional()
  @CivilDay()
  readonly declaredOn?: string;

  /** Of a termination. */
  @Optional()
  @CivilDay()
  readonly effectiveOn?: string;

  /** Of a termination. */
  @Optional()
  @OneOf(terminationGrounds)
  readonly ground?: TerminationGround;

  /** Of a termination. */
  @Optional()
  @Text()
  readonly reason?: string;
}
