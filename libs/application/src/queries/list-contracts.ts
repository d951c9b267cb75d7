import { Query } from '@nestjs/cqrs';
import type { CivilDate } from '@ledger/kernel';
import type { Page, PageRequest } from '../view.js';
import type { ContractStatus } from './get-contract.js';

/** The contract list, in the order of contractId. */
export class ListContracts extends Query<ContractListAnswer> {
  constructor(
    readonly filter: ContractFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}
export interface ContractFilter {
  readonly status?: ContractStatus | undefined;
  /** Part of the contractor's name or of the contractId, in any case. */
  readonly q?: string | undefined;
  /** Its effective end lies before this day. */
  readonly endsBefore?: CivilDate | undefined;
}
export interface ContractListAnswer extends Page<ContractListItem> {
  /** Today in Japan. */
  readonly asOf: string;
  /** How far the log was read. */
  readonly position: string;
  readonly codeVersion: string;
}
export interface ContractListItem {
  readonly contractId: string;
  readonly contractor: string | null;
  readonly status: ContractStatus;
  readonly billingStartedOn: string | null;
  readonly minimumPeriodEndsOn: string | null;
  readonly effectiveEndOn: string | null;
  readonly outstanding: string;
}
