import { ApiHideProperty } from '@nestjs/swagger';
import type { ContractStatus } from '@ledger/contract';
import type { DeadlineFilter, ObligationFilter } from '@ledger/projections';
import { CivilDay, Line, Month, NotHere, OneOf, Optional, Position, SignedAmount } from '../http/fields.js';
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
class PortfolioQuery extends PageQuery {
  /**
   * The list is to hold everything up to this position, as a command's answer gives it: the answer waits for that some seconds, and is 503
   * with `Retry-After` where it takes longer.
   * @example '1042'
   */
  @Optional()
  @Position()
  readonly minPosition?: string;

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

  /**
   * Part of the contractor's name, whatever the case and the width of its letters.
   * @example '港'
   */
  @Optional()
  @Line(200)
  readonly name?: string;

  /** What the contractor's name begins with, whatever the case and the width of its letters. */
  @Optional()
  @Line(200)
  readonly namePrefix?: string;

  /** Its effective end is this day or later. */
  @Optional()
  @CivilDay()
  readonly endsFrom?: string;

  /** Its effective end is this day or before. */
  @Optional()
  @CivilDay()
  readonly endsTo?: string;
}

const OBLIGATION_STATUSES = ['open', 'partly-settled', 'settled'] as const satisfies readonly NonNullable<
  ObligationFilter['status']
>[];

export class ObligationsQuery extends PortfolioQuery {
  /** It arose on this day or later. */
  @Optional()
  @CivilDay()
  readonly from?: string;

  /** It arose on this day or before. */
  @Optional()
  @CivilDay()
  readonly to?: string;

  /**
   * It arose in this month; in the place of `from` and `to`.
   * @example '2026-02'
   */
  @Optional()
  @Month()
  readonly month?: string;

  /**
   * Part of the name that the contractor had on the day on which it arose, whatever the case and the width of its letters.
   * @example 'みなと'
   */
  @Optional()
  @Line(200)
  readonly counterparty?: string;

  /** Yen; reductions are negative. */
  @Optional()
  @SignedAmount()
  readonly amountFrom?: string;

  /** Yen; reductions are negative. */
  @Optional()
  @SignedAmount()
  readonly amountTo?: string;

  @Optional()
  @OneOf(OBLIGATION_STATUSES)
  readonly status?: ObligationFilter['status'];
}

/** The same as a table. */
export class ObligationTableQuery extends ObligationsQuery {
  /** `true`: the table begins with a byte order mark, by which spreadsheets know that it is UTF-8. */
  @Optional()
  @OneOf(['true', 'false'])
  readonly bom?: 'true' | 'false';
}

const DEADLINE_KINDS = [
  'minimum-period-ends',
  'contract-ends',
  'option-ends',
  'claim-by',
  'complaint-open',
  'instruction-open',
  'usage-report-open',
] as const satisfies readonly NonNullable<DeadlineFilter['kind']>[];

export class DeadlinesQuery extends PortfolioQuery {
  /** On this day or later; what is open stands on the day since which it is. */
  @Optional()
  @CivilDay()
  readonly from?: string;

  /** On this day or before. */
  @Optional()
  @CivilDay()
  readonly to?: string;

  @Optional()
  @OneOf(DEADLINE_KINDS)
  readonly kind?: DeadlineFilter['kind'];
}
