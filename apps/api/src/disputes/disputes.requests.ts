import { IntersectionType, PickType } from '@nestjs/swagger';
import { disputeOutcomes, MOST_CONTRACTS, type DisputeOutcome } from '@ledger/disputes';
import { MOST_HYPOTHESES } from '@ledger/contract';
import { DocumentedRequest } from '../contracts/shared.requests.js';
import { CivilDay, ClientId, EventDataList, Line, Lines, Nested, OneOf, Optional, Text } from '../http/fields.js';
import { PremisesRequest } from '../http/premises.requests.js';
import { PageQuery } from '../http/view.requests.js';

/** What is disputed: a figure, on a day. Of several contracts it is an amount, and their sum. */
export class DisputedQuestionRequest {
  /**
   * An amount: `totals` (outstanding less overpaid), `termination` (its charges), `obligations/<id>`, `credits/<outageId>`. A date:
   * `termination/effective-on`, `termination/minimum-period-end`, both also as `termination/homepage/...`, `credits/<outageId>/claim-by`,
   * `deadlines/<id>`. A word: `contract/status`, `credits/<outageId>/status`, `usage-permission/<domain or address>`,
   * `usage-permission/agreements/<agreementId>` (`permitted`, `not-permitted`).
   * @example 'credits/outage-2026-03'
   */
  @Line(300)
  readonly figure!: string;

  @CivilDay()
  readonly asOf!: string;
}

/** A dispute is opened. */
export class DisputeRequest extends DocumentedRequest {
  /** The dispute's id; made by the ledger where it is left out. */
  @Optional()
  @ClientId()
  readonly disputeId?: string;

  /** The contracts that it is about. */
  @Lines({ min: 1, max: MOST_CONTRACTS, length: 64 })
  readonly contractIds!: string[];

  @Nested(() => DisputedQuestionRequest)
  readonly question!: DisputedQuestionRequest;

  /** The state of knowledge that everything is computed from: `position:<n>`, or an instant that is over. What is known now where it is left out. */
  @Optional()
  @Line(60)
  readonly knownAt?: string;

  @Text()
  readonly subject!: string;
}

/** What a side holds; it replaces what the side held before. */
export class PositionRequest extends IntersectionType(
  DocumentedRequest,
  PickType(PremisesRequest, ['readings', 'edition']),
) {
  /** `ours`, `theirs`, or another name; `recorded` is what is recorded, and nobody’s position. */
  @ClientId()
  readonly side!: string;

  @Optional()
  @Text()
  readonly statement?: string;

  /**
   * What the side holds to have happened, or not: as in a what-if. Beside it each may say which contract it is of (`contractId`, required where
   * there are several), which point it is about (`point`: both sides’ hypotheses of one name stand in each other’s place), and by which
   * `documents` it is proved.
   */
  @Optional()
  @EventDataList(MOST_HYPOTHESES)
  readonly hypotheses?: Record<string, unknown>[];
}

export class DisputeNoteRequest extends DocumentedRequest {
  @Text()
  readonly text!: string;
}

/** How the dispute is decided; of several decisions the latest counts. */
export class DisputeDecisionRequest extends DocumentedRequest {
  @CivilDay()
  readonly decidedOn!: string;

  /** Whose figure is right, `recorded` among them; left out where it is nobody’s. */
  @Optional()
  @ClientId()
  readonly side?: string;

  @Text()
  readonly reason!: string;
}

/** How the dispute ended. */
export class DisputeClosingRequest extends DocumentedRequest {
  @CivilDay()
  readonly closedOn!: string;

  /** Corrections, an adopted reading and a settlement must have been recorded before, naming the dispute. */
  @OneOf(disputeOutcomes)
  readonly outcome!: DisputeOutcome;

  @Text()
  readonly reason!: string;
}

export class DisputesQuery extends PageQuery {
  /** Only those about this contract. */
  @Optional()
  @ClientId()
  readonly contractId?: string;

  @Optional()
  @OneOf(['open', 'decided', 'closed'])
  readonly state?: 'open' | 'decided' | 'closed';
}

/** Whose positions are compared. */
export class ComparisonQuery {
  /** The first side; `ours` where it is left out. `recorded` is what is recorded. */
  @Optional()
  @ClientId()
  readonly first?: string;

  /** The other side; `theirs` where it is left out. */
  @Optional()
  @ClientId()
  readonly other?: string;
}

/** Whose explanations, and of what. */
export class DisputedExplanationQuery extends ComparisonQuery {
  /** As it can be disputed; the figure in question where it is left out. */
  @Optional()
  @Line(300)
  readonly figure?: string;

  /** May be left out where the dispute is about one contract. */
  @Optional()
  @ClientId()
  readonly contractId?: string;
}

export class OwedQuery {
  /**
   * The day.
   * @example '2026-07-31'
   */
  @CivilDay()
  readonly on!: string;
}
