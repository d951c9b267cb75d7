import { ApiHideProperty } from '@nestjs/swagger';
import type { ContractStatus } from '@ledger/contract';
import { CivilDay, Line, NotHere, OneOf, Optional } from '../http/fields.js';
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

export class ContractsQuery extends PageQuery {
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
