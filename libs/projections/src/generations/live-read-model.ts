import type { CivilDate } from '@ledger/kernel';
import {
  ReadModel,
  type AmountBasis,
  type BasisCounts,
  type Checkpoint,
  type Concerns,
  type ContractDigest,
  type DeadlineFilter,
  type Failure,
  type Fence,
  type Lease,
  type ListedContract,
  type ListedDeadline,
  type ListedObligation,
  type ListFilter,
  type ListRange,
  type ObligationFilter,
  type RangeByContract,
  type RangeByDay,
  type StoredRow,
  type Update,
} from '../read-model.js';

/** A read model in whose place another can be put: whoever holds this asks that one from then on. */
export class LiveReadModel extends ReadModel {
  /** @param current closed by whoever opened it */
  constructor(public current: ReadModel) {
    super();
  }

  override checkpoint(): Promise<Checkpoint | undefined> {
    return this.current.checkpoint();
  }
  override save(update: Update, fence?: Fence): Promise<void> {
    return this.current.save(update, fence);
  }
  override page(filter: ListFilter, range: ListRange): Promise<readonly ListedContract[]> {
    return this.current.page(filter, range);
  }
  override obligations(filter: ObligationFilter, range: RangeByContract): Promise<readonly ListedObligation[]> {
    return this.current.obligations(filter, range);
  }
  override everyObligation(filter: ObligationFilter): AsyncIterable<readonly ListedObligation[]> {
    return this.current.everyObligation(filter);
  }
  override everyRow(after?: string): AsyncIterable<readonly StoredRow[]> {
    return this.current.everyRow(after);
  }
  override deadlines(filter: DeadlineFilter, range: RangeByDay): Promise<readonly ListedDeadline[]> {
    return this.current.deadlines(filter, range);
  }
  override due(on: CivilDate, limit: number): Promise<readonly string[]> {
    return this.current.due(on, limit);
  }
  override digests(after: string | undefined, limit: number): Promise<readonly ContractDigest[]> {
    return this.current.digests(after, limit);
  }
  override note(name: string): Promise<string | undefined> {
    return this.current.note(name);
  }
  override failures(): Promise<readonly Failure[]> {
    return this.current.failures();
  }
  override release(contractId?: string): Promise<readonly string[]> {
    return this.current.release(contractId);
  }
  override digest(): Promise<string> {
    return this.current.digest();
  }
  override bases(concerns: Concerns, after: string | undefined, limit: number): Promise<readonly AmountBasis[]> {
    return this.current.bases(concerns, after, limit);
  }
  override countBases(concerns: Concerns): Promise<BasisCounts> {
    return this.current.countBases(concerns);
  }
  override listed(contractIds: readonly string[]): Promise<readonly string[]> {
    return this.current.listed(contractIds);
  }
  override reset(fence?: Fence): Promise<void> {
    return this.current.reset(fence);
  }
  override takeLease(name: string, holder: string, milliseconds: number): Promise<Lease | undefined> {
    return this.current.takeLease(name, holder, milliseconds);
  }
  override releaseLease(lease: Lease): Promise<void> {
    return this.current.releaseLease(lease);
  }
  /** Nothing: it is not this one's. */
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A read model that is written under a lease, and no longer. */
export class FencedReadModel extends LiveReadModel {
  constructor(
    current: ReadModel,
    private readonly fence: Fence,
  ) {
    super(current);
  }

  override save(update: Update): Promise<void> {
    return super.save(update, this.fence);
  }
  override reset(): Promise<void> {
    return super.reset(this.fence);
  }
}
