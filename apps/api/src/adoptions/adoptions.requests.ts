import { MOST_ADOPTING_CONTRACTS, type AdoptionScope } from '@ledger/contract';
import { DocumentedRequest } from '../contracts/shared.requests.js';
import { AdoptionScopeField, CivilDay, ClientId, Id, Line, Lines, Nested, Optional, Text } from '../http/fields.js';

/** What is adopted, and by whose decision. */
export class AdoptedRequest extends DocumentedRequest {
  /**
   * The readings, as they are written; none where only an edition is adopted.
   * @example ['R05:separate']
   */
  @Lines({ max: 50, length: 100 })
  readonly readings!: string[];

  /**
   * An edition of the terms, by which everything is judged whatever its date.
   * @example '2022-11-01'
   */
  @Optional()
  @Line(100)
  readonly edition?: string;

  /** `all` contracts, also those to come, or those that are named. One that names a contract goes before those for all. */
  @AdoptionScopeField(MOST_ADOPTING_CONTRACTS)
  readonly scope!: AdoptionScope;

  /** The day of the decision. */
  @CivilDay()
  readonly adoptedOn!: string;

  /** Questions about this day (`asOf`) and later days are answered so. */
  @CivilDay()
  readonly from!: string;

  @Text()
  readonly reason!: string;

  /** The dispute that it ended. */
  @Optional()
  @Id()
  readonly disputeId?: string;
}

/** Readings, or an edition, to be the default of every answer. */
export class AdoptionRequest extends AdoptedRequest {
  /** The adoption's id; the id of its event where it is left out. */
  @Optional()
  @ClientId()
  readonly adoptionId?: string;
}

/** An adoption is replaced by another, in its place among all adoptions. */
export class AdoptionCorrectionRequest extends DocumentedRequest {
  @Text()
  readonly reason!: string;

  /** The whole adoption, as it should have been. */
  @Nested(() => AdoptedRequest)
  readonly replacement!: AdoptedRequest;
}

/** An adoption counts no more. */
export class AdoptionWithdrawalRequest extends DocumentedRequest {
  /** The day of the decision to withdraw it. */
  @CivilDay()
  readonly withdrawnOn!: string;

  @Text()
  readonly reason!: string;
}
