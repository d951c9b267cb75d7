import type { CivilDate, Instant, Yen } from '@ledger/kernel';
import type { ContractStatus } from '@ledger/contract';
import type { DeadlineRow } from '../read-model.js';

/** The tables of the read model. Days are the kernel's day numbers, moments its microseconds; positions are read as texts. */
export interface Tables {
  contracts: ContractsTable;
  deadlines: DeadlinesTable;
  bases: BasesTable;
  failures: FailuresTable;
  checkpoint: CheckpointTable;
  leases: LeasesTable;
  notes: NotesTable;
}

export interface ContractsTable {
  contract_id: string;
  contractor: string;
  status: ContractStatus;
  billing_started_on: CivilDate | null;
  minimum_period_ends_on: CivilDate | null;
  effective_end_on: CivilDate | null;
  outstanding: Yen;
  due_on: CivilDate | null;
  revision: number;
  made_at: bigint;
  folded_name: string;
  folded_id: string;
  /** `digestOfRow`, as it was when the row was written. */
  digest: string;
  earliest_fact_on: CivilDate;
  /** The first and the last day on which an obligation arose. */
  first_on: CivilDate | null;
  last_on: CivilDate | null;
  /** The least and the most amount of an obligation. */
  least: Yen | null;
  most: Yen | null;
  /** `statusFlag` of each status that an obligation has. */
  statuses: number;
  /** The counterparties of obligations besides the contractor, as they are searched for, a line each. */
  folded_others: string;
  /** `textOfRuns`. */
  obligations: string;
}
export interface DeadlinesTable {
  contract_id: string;
  id: string;
  on_day: CivilDate;
  kind: DeadlineRow['kind'];
  text: string;
  article: string;
}
/** Apart from the rows: all of it is read at once. */
export interface BasesTable {
  contract_id: string;
  revision: number;
  concerns: number;
  facts: string;
}
interface FailuresTable {
  contract_id: string;
  reason: string;
  since: Instant;
  position: bigint;
  /** 1: to be computed again. */
  released: 0 | 1;
}
interface CheckpointTable {
  one: 1;
  position: bigint;
  event_id: string;
}
interface NotesTable {
  name: string;
  text: string;
}
interface LeasesTable {
  name: string;
  holder: string;
  token: number;
  /** Milliseconds since 1970, by the database's clock. */
  until: number;
}
