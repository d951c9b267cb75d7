import { ApiHideProperty } from '@nestjs/swagger';
import type { ContractStatus } from '@ledger/contract';
import { CivilDay, Line, NotHere, OneOf, Optional, Position } from '../http/fields.js';
import { PageQuery } from '../http/view.requests.js';

/** A row is a read model's: made anew when something is recorded or a day begins, not for a day in the past. */
const ONE_BY_ONE =
  'is asked about one contract: the list is of today, with all that is known, by the register’s readings';

const STATUSES = [
  'applied',
  'accepted',
  'refused',
  'active',
  'terminating',
  'terminated',
] as const satisfies readonly ContractStatus[];

/** Which page of a list over all contracts, and how much of the log it is to hold. */
export class PortfolioQuery extends PageQuery {
  /**
   * The list is to hold everything up to this position, as a command's answer gives it: the answer waits for that some seconds, and is 503
   * with `Retry-After` where it takes longer.
   * @example '1042'
   */
  @Optional()
  @Position()
  readonly minPosition?: string;
}

export class ContractsQuery extends PortfolioQuery {
  @Optional()
  @OneOf(STATUSES)
  readonly status?: ContractStatus;

  /**
   * Part of the contractor's name or of the contract's id, in any case.
   * @example 'みなと'
   */
  @Optional()
  @Line(200)
  readonly q?: string;

  /** Its effective end lies before this day. */
  @Optional()
  @CivilDay()
  readonly endsBefore?: string;

  @ApiHideProperty()
  @NotHere(ONE_BY_ONE)
  readonly asOf?: never;

  @ApiHideProperty()
  @NotHere(ONE_BY_ONE)
  readonly knownAt?: never;

  @ApiHideProperty()
  @NotHere(ONE_BY_ONE)
  readonly reading?: never;
}
