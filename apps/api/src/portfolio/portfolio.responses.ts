import type { ContractStatus } from '@ledger/contract';
import { DeadlineResponse, ObligationResponse } from '../contracts/figures.responses.js';
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
  /** The open disputes about it; left out where there is none. */
  readonly disputes?: string[];
}

/** One page of the contracts, in the order of their ids, as of today: what the answer rests on, and they. */
export class ContractsResponse extends AnswerResponse {
  readonly items!: ContractListItemResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}

export class ObligationListItemResponse extends ObligationResponse {
  readonly contractId!: string;
  /** The contractor's name on the day on which it arose. */
  readonly counterparty!: string;
  /** The contract could not be read after it changed: the row shows its last state before. Null: it is as it should be. */
  readonly stale!: StaleResponse | null;
}

/** One page of what has arisen by today under all contracts, contract by contract. */
export class ObligationListResponse extends AnswerResponse {
  readonly items!: ObligationListItemResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}

export class DeadlineListItemResponse extends DeadlineResponse {
  readonly contractId!: string;
  /** The contractor's name. */
  readonly contractor!: string;
  /** The contract could not be read after it changed: the row shows its last state before. Null: it is as it should be. */
  readonly stale!: StaleResponse | null;
}

/** One page of the days that matter next under all contracts, by day. */
export class DeadlineListResponse extends AnswerResponse {
  readonly items!: DeadlineListItemResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}
