import {
  liabilityBases,
  limitKinds,
  measureGrounds,
  measures,
  type LiabilityBasis,
  type LimitKind,
  type Measure,
  type MeasureGround,
} from '@ledger/contract';
import { CivilDay, Flag, Id, Line, Lines, OneOf, Optional, SomeOf, Text } from '../http/fields.js';
import { DocumentedRequest } from './shared.requests.js';

/** 機能の制限 (Art. 12). */
export class RestrictionRequest extends DocumentedRequest {
  @Lines({ min: 1, max: 100, length: 200 })
  readonly functions!: string[];

  @CivilDay()
  readonly from!: string;

  @Text()
  readonly reason!: string;
}
/** What was restricted, limited or taken measures against is free again. */
export class LiftRequest extends DocumentedRequest {
  @CivilDay()
  readonly liftedOn!: string;
}

/** 措置 (Art. 13): a measure on the homepage. */
export class HomepageMeasureRequest extends DocumentedRequest {
  @OneOf(measureGrounds)
  readonly ground!: MeasureGround;

  /** The complaint, where that is the ground. */
  @Optional()
  @Id()
  readonly complaintId?: string;

  /** That the provider deemed it necessary, where a complaint is the ground. */
  @Optional()
  @Flag()
  readonly deemedNecessary?: boolean;

  /** Measures (1) to (4) of Art. 13(1). */
  @SomeOf(measures, 1)
  readonly measures!: Measure[];

  @CivilDay()
  readonly from!: string;

  /** When the contractor was notified. */
  @Optional()
  @CivilDay()
  readonly notifiedOn?: string;

  @Text()
  readonly reason!: string;
}

/** A limit of access, sessions or traffic (Art. 13(2)). */
export class HomepageLimitRequest extends DocumentedRequest {
  @OneOf(limitKinds)
  readonly kind!: LimitKind;

  @Optional()
  @Line(200)
  readonly limit?: string;

  @CivilDay()
  readonly from!: string;

  @Text()
  readonly reason!: string;
}

/** A claim for damages (Art. 11, 14). */
export class LiabilityClaimRequest extends DocumentedRequest {
  @CivilDay()
  readonly receivedOn!: string;

  @Text()
  readonly summary!: string;

  @OneOf(liabilityBases)
  readonly basis!: LiabilityBasis;
}
export class LiabilityAnswerRequest extends DocumentedRequest {
  @CivilDay()
  readonly answeredOn!: string;

  @Text()
  readonly answer!: string;
}

/** Art. 15: a report on the state of use is asked for. */
export class UsageReportRequest extends DocumentedRequest {
  @CivilDay()
  readonly requestedOn!: string;

  @Text()
  readonly subject!: string;
}
export class UsageReportSubmissionRequest extends DocumentedRequest {
  @CivilDay()
  readonly submittedOn!: string;
}
