import type { ContractStatus } from '@ledger/contract';
import { CivilDay, Line, OneOf, Optional } from '../http/fields.js';
import { PageQuery } from '../http/view.requests.js';

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
}
