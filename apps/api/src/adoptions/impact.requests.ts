import { MOST_ADOPTING_CONTRACTS, type AdoptionScope } from '@ledger/contract';
import { AdoptionScopeField, CivilDay, Line, Lines, Optional } from '../http/fields.js';

/** What is thought of adopting. */
export class ImpactRequest {
  /**
   * The readings, as they are written.
   * @example ['R05:separate']
   */
  @Lines({ max: 50, length: 100 })
  readonly readings!: string[];

  /** An edition of the terms, by its name. */
  @Optional()
  @Line(100)
  readonly edition?: string;

  /** Whom it would be adopted for: `all` where it is left out. */
  @Optional()
  @AdoptionScopeField(MOST_ADOPTING_CONTRACTS)
  readonly scope?: AdoptionScope;

  /** The day that the figures are of; today in Japan where it is left out. */
  @Optional()
  @CivilDay()
  readonly asOf?: string;
}
