import type { CivilDate, Yen } from '@ledger/kernel';
import type { ContractStatus } from '@ledger/contract';

/** One contract in the list: its figures as of a day, by the register's readings. */
export interface ContractRow {
  readonly contractId: string;
  readonly contractor: string;
  readonly status: ContractStatus;
  readonly billingStartedOn: CivilDate | undefined;
  readonly minimumPeriodEndsOn: CivilDate | undefined;
  readonly effectiveEndOn: CivilDate | undefined;
  readonly outstanding: Yen;
  /** The first day on which the row may read otherwise though nothing was recorded; undefined: never. */
  readonly dueOn: CivilDate | undefined;
  /** The revision up to which the row was computed. */
  readonly revision: number;
  /** Where the contract's first event stands: a list bound to an earlier position does not show it. */
  readonly madeAt: bigint;
}
/** A row as it is listed. */
export interface ListedContract extends ContractRow {
  /** The contract could not be computed after it changed: the row shows its last state before. */
  readonly stale: boolean;
}
/** A contract whose row could not be computed. */
export interface Failure {
  readonly contractId: string;
  readonly reason: string;
}

/** How far the log is contained in the list; the event there tells another log of the same length. */
export interface Checkpoint {
  readonly position: bigint;
  readonly eventId: string;
}
/** What is written at once: rows, failures, and the checkpoint where it moved. */
export interface Update {
  readonly rows: readonly ContractRow[];
  readonly failures: readonly Failure[];
  readonly checkpoint: Checkpoint | undefined;
}

export interface ListFilter {
  readonly status?: ContractStatus | undefined;
  /** Part of the contractor's name or of the contractId, whatever the case and the width of its letters. */
  readonly text?: string | undefined;
  /** The effective end lies before this day. */
  readonly endsBefore?: CivilDate | undefined;
}
export interface ListRange {
  /** Only contracts whose first event stands at this position or before. */
  readonly upTo: bigint;
  /** Only contracts whose id comes after this one. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** The read model of the contract list. Everything in it can be computed again from the log. */
export abstract class ContractList {
  /** Undefined while nothing of the log is contained. */
  abstract checkpoint(): Promise<Checkpoint | undefined>;
  /** All or nothing: after a crash the rows agree with the checkpoint. */
  abstract save(update: Update): Promise<void>;
  /** Rows in the order of contractId (by its bytes). */
  abstract page(filter: ListFilter, range: ListRange): Promise<readonly ListedContract[]>;
  /** At most `limit` contracts whose row has to be computed anew on that day or before. */
  abstract due(on: CivilDate, limit: number): Promise<readonly string[]>;
  /** The contracts whose row could not be computed. */
  abstract failures(): Promise<readonly Failure[]>;
  /** SHA-256 of all rows in the order of the list: equal where the rows are. */
  abstract digest(): Promise<string>;
  /** Empties the list: no rows, no checkpoint. */
  abstract reset(): Promise<void>;
  abstract close(): Promise<void>;
}
