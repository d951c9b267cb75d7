import type { ContractStatus } from '@ledger/contract';

export class ContractListItemResponse {
  readonly contractId!: string;
  /** The contractor's name. */
  readonly contractor!: string;
  readonly status!: ContractStatus;
  readonly billingStartedOn!: string | null;
  readonly minimumPeriodEndsOn!: string | null;
  readonly effectiveEndOn!: string | null;
  /** Yen. */
  readonly outstanding!: string;
  /** The contract could not be read after it changed: the row shows its last state before. */
  readonly stale!: boolean;
}

/** One page of the contracts, in the order of their ids. */
export class ContractsResponse {
  /** Today in Japan. */
  readonly asOf!: string;
  /** How far the log was read. */
  readonly position!: string;
  readonly codeVersion!: string;
  readonly items!: ContractListItemResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}
