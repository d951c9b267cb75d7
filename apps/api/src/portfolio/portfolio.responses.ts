import type { ContractStatus } from '@ledger/contract';
import { AnswerResponse } from '../http/answer.responses.js';

export class StaleResponse {
  readonly since!: string;
  readonly reason!: string;
}

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
  /** The contract could not be read after it changed: the row shows its last state before. Null: it is as it should be. */
  readonly stale!: StaleResponse | null;
}

/** One page of the contracts, in the order of their ids, as of today: what the answer rests on, and they. */
export class ContractsResponse extends AnswerResponse {
  readonly items!: ContractListItemResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}
