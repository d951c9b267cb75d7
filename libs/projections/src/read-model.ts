import type { CivilDate, DateRange, Instant, Yen } from '@ledger/kernel';
import type { ContractStatus } from '@ledger/contract';
import type { Deadline, Obligation } from '@ledger/figures';

/** One contract in the list: its figures as of a day, by the register's readings. */
export interface ContractSummary {
  readonly contractId: string;
  readonly contractor: string;
  readonly status: ContractStatus;
  readonly billingStartedOn: CivilDate | undefined;
  readonly minimumPeriodEndsOn: CivilDate | undefined;
  readonly effectiveEndOn: CivilDate | undefined;
  readonly outstanding: Yen;
  /** The earliest day on which a fact that counts happened: whether the row rests on terms not at hand (R17). */
  readonly earliestFactOn: CivilDate;
  /** The first day on which the row may read otherwise though nothing was recorded; undefined: never. */
  readonly dueOn: CivilDate | undefined;
  /** The revision up to which the row was computed. */
  readonly revision: number;
  /** Where the contract's first event stands: a list bound to an earlier position does not show it. */
  readonly madeAt: bigint;
}
/** One contract with what is listed of it by day. */
export interface ContractRow extends ContractSummary {
  /** All of them, as they are kept: `obligationsInText` reads them. */
  readonly obligations: string;
  readonly deadlines: readonly DeadlineRow[];
}
/** A row that was just computed. */
export interface ComputedRow extends ContractRow {
  readonly bounds: ObligationBounds;
  readonly basis?: AmountBasis;
}
/** What all obligations of a contract keep to: most are not read where it says that none can be wanted. */
export interface ObligationBounds {
  /** The first and the last day on which one arises; undefined where there is none. */
  readonly days: DateRange | undefined;
  readonly least: Yen | undefined;
  readonly most: Yen | undefined;
  /** `statusFlag` of each status that one has, added up. */
  readonly statuses: number;
  readonly counterparties: readonly string[];
}
/** What the amounts of a contract's obligations rest on, in few words: for questions that are put to all contracts. */
export interface AmountBasis {
  readonly contractId: string;
  /** The revision up to which it holds. */
  readonly revision: number;
  /** The readings that the amounts can rest on, and by which form that was found out: `concernsAny` tells. */
  readonly concerns: number;
  /** The facts, and a checksum. */
  readonly facts: string;
}
/** Which bases are looked for. */
export interface Concerns {
  /** Of contracts whose amounts one of these readings can concern. */
  readonly readings: number;
  /** All that `concerns` says above these is the form; those of another form are found, too. */
  readonly form: { readonly from: number; readonly below: number };
}
/** What has arisen by the day, as the contract's own obligations have it. */
export interface ObligationRow extends Pick<
  Obligation,
  'id' | 'kind' | 'subject' | 'item' | 'arisesOn' | 'amount' | 'settled' | 'outstanding' | 'status'
> {
  readonly article: string;
  readonly period: DateRange | undefined;
  /** The contractor's name on the day on which it arose. */
  readonly counterparty: string;
}
export interface DeadlineRow extends Pick<Deadline, 'id' | 'on' | 'kind' | 'text'> {
  readonly article: string;
}
/** What tells the row of one contract from another of the same contract. */
export interface ContractDigest {
  readonly contractId: string;
  /** `digestOfRow` of the row when it was written. */
  readonly digest: string;
}
/** A row as it is listed. */
export interface ListedContract extends ContractSummary {
  /** The contract could not be computed after it changed: the row shows its last state before. Undefined: it is as it should be. */
  readonly stale: Staleness | undefined;
}
/** A row with all that it holds, as it is kept: its obligations by arisesOn, then id, its deadlines by id. */
export interface StoredRow extends ContractRow {
  readonly stale: Staleness | undefined;
  /** `digestOfRow` of the row when it was written; another than of what it says now where somebody else has changed it since. */
  readonly digest: string;
}
/** Since when, and why, what is shown of a contract is its last state before. */
export interface Staleness {
  readonly since: Instant;
  readonly reason: string;
}
/** A contract whose row could not be computed. Failing again leaves `since` and `position` as they were. */
export interface Failure extends Staleness {
  readonly contractId: string;
  /** The contract's first event that is not contained. */
  readonly position: bigint;
}

/** How far the log is contained in the list; the event there tells another log of the same length. */
export interface Checkpoint {
  readonly position: bigint;
  readonly eventId: string;
}
/** What is written at once: rows, failures, the checkpoint where it moved, and notes. */
export interface Update {
  readonly rows: readonly ComputedRow[];
  readonly failures: readonly Failure[];
  readonly checkpoint: Checkpoint | undefined;
  /** Texts by their names, in the place of those of the same names: what a rebuild has to know when it goes on. */
  readonly notes?: Readonly<Record<string, string>>;
}

/** The right to do something alone for some time. Whoever takes it over has a higher token. */
export interface Lease {
  /** What it is the right to do. */
  readonly name: string;
  readonly holder: string;
  readonly token: number;
}
/** What a write depends on: it is not done unless the lease is still the one of this token. */
export type Fence = Pick<Lease, 'name' | 'token'>;

/** The lease was taken over, or let go: nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor({ name, token }: Fence) {
    super(`the lease ${name} is no longer the one of token ${String(token)}`);
  }
}

export interface ListFilter {
  readonly status?: ContractStatus | undefined;
  /** Part of the contractor's name or of the contractId, whatever the case and the width of its letters. */
  readonly text?: string | undefined;
  /** Part of the contractor's name. */
  readonly name?: string | undefined;
  /** What the contractor's name begins with. */
  readonly namePrefix?: string | undefined;
  /** The effective end lies before this day. */
  readonly endsBefore?: CivilDate | undefined;
  /** The effective end is this day or later. */
  readonly endsFrom?: CivilDate | undefined;
  /** The effective end is this day or before. */
  readonly endsTo?: CivilDate | undefined;
}
export interface ListRange {
  /** Only contracts whose first event stands at this position or before. */
  readonly upTo: bigint;
  /** Only contracts whose id comes after this one. */
  readonly after: string | undefined;
  readonly limit: number;
}

export interface ListedObligation extends ObligationRow {
  readonly contractId: string;
  /** Of the contract. */
  readonly earliestFactOn: CivilDate;
  readonly stale: Staleness | undefined;
}
export interface ListedDeadline extends DeadlineRow {
  readonly contractId: string;
  /** Of the contract. */
  readonly earliestFactOn: CivilDate;
  readonly contractor: string;
  readonly stale: Staleness | undefined;
}
export interface ObligationFilter {
  /** It arose on this day or later. */
  readonly from?: CivilDate | undefined;
  /** It arose on this day or before. */
  readonly to?: CivilDate | undefined;
  /** Part of the counterparty's name, whatever the case and the width of its letters. */
  readonly counterparty?: string | undefined;
  readonly amountFrom?: Yen | undefined;
  readonly amountTo?: Yen | undefined;
  readonly status?: Obligation['status'] | undefined;
}
export interface DeadlineFilter {
  readonly from?: CivilDate | undefined;
  readonly to?: CivilDate | undefined;
  readonly kind?: Deadline['kind'] | undefined;
}
/** Where something stands in a list by day: then by contractId, then by its own id. */
export interface PlaceByDay {
  readonly on: CivilDate;
  readonly contractId: string;
  readonly id: string;
}
export interface RangeByDay extends Omit<ListRange, 'after'> {
  readonly after: PlaceByDay | undefined;
}
/** Where an obligation stands in the list of all: by contractId, then by the day on which it arose, then by its own id. */
export interface PlaceInContract {
  readonly contractId: string;
  readonly on: CivilDate;
  readonly id: string;
}
export interface RangeByContract extends Omit<ListRange, 'after'> {
  readonly after: PlaceInContract | undefined;
}

export interface BasisCounts {
  readonly contracts: number;
  readonly bases: number;
  readonly concerned: number;
}

/** What is read of all contracts at once. Everything in it but the leases can be computed again from the log. */
export abstract class ReadModel {
  /** Undefined while nothing of the log is contained. */
  abstract checkpoint(): Promise<Checkpoint | undefined>;
  /**
   * All or nothing: after a crash the rows agree with the checkpoint.
   * @param fence asked about in the same transaction: no other can take the lease before it is done
   * @throws {LeaseLost}
   */
  abstract save(update: Update, fence?: Fence): Promise<void>;
  /** Rows in the order of contractId (by its bytes). */
  abstract page(filter: ListFilter, range: ListRange): Promise<readonly ListedContract[]>;
  /** By contractId, then arisesOn, then id. */
  abstract obligations(filter: ObligationFilter, range: RangeByContract): Promise<readonly ListedObligation[]>;
  /** All of them in the same order, in pages of one state of the read model, whatever is saved meanwhile. */
  abstract everyObligation(filter: ObligationFilter): AsyncIterable<readonly ListedObligation[]>;
  /**
   * All rows with all that they hold in the order of contractId, in pages of one state of the read model, whatever is saved meanwhile.
   * @param after only contracts whose id comes after this one
   */
  abstract everyRow(after?: string): AsyncIterable<readonly StoredRow[]>;
  /** By day, then contractId, then id. */
  abstract deadlines(filter: DeadlineFilter, range: RangeByDay): Promise<readonly ListedDeadline[]>;
  /** At most `limit` contracts whose row has to be computed anew on that day or before, and of those that were released. */
  abstract due(on: CivilDate, limit: number): Promise<readonly string[]>;
  /** A text that was saved under this name. */
  abstract note(name: string): Promise<string | undefined>;
  /** The contracts whose row could not be computed. */
  abstract failures(): Promise<readonly Failure[]>;
  /**
   * Has whoever keeps the read model compute contracts again whose row could not be computed: one of them, or all. They stay among the
   * failures until that goes well.
   * @returns which they are
   */
  abstract release(contractId?: string): Promise<readonly string[]>;
  /**
   * SHA-256 over the digests of all contracts in the order of contractId: equal where their rows are, in whatever database. It rests on the
   * digests kept when the rows were written: of rows that somebody else has changed since, `digestOfRow` says so.
   */
  abstract digest(): Promise<string>;
  /** The digests kept with the rows, in the order of contractId; at most `limit`, of contracts whose id comes after. */
  abstract digests(after: string | undefined, limit: number): Promise<readonly ContractDigest[]>;
  /** Of contracts that it concerns, in the order of contractId; at most `limit`, of contracts whose id comes after. */
  abstract bases(concerns: Concerns, after: string | undefined, limit: number): Promise<readonly AmountBasis[]>;
  /** How many contracts have rows, how many of these have a basis, and how many of those it concerns. */
  abstract countBases(concerns: Concerns): Promise<BasisCounts>;
  /** Those of these contracts that have rows. */
  abstract listed(contractIds: readonly string[]): Promise<readonly string[]>;
  /** Empties it: no rows, no failures, no checkpoint, no notes. @throws {LeaseLost} */
  abstract reset(fence?: Fence): Promise<void>;
  /**
   * Takes the lease for so long, where nobody else has it; to be taken again by its holder before that time is over, which leaves its
   * token as it is. Time is the database's.
   * @param holder a name that no other process has, nor the same after a restart
   * @returns undefined where another holds it
   */
  abstract takeLease(name: string, holder: string, milliseconds: number): Promise<Lease | undefined>;
  /** Lets go of it, if it is still this one: the next holder need not wait. */
  abstract releaseLease(lease: Lease): Promise<void>;
  abstract close(): Promise<void>;
}
