import { StoreUnavailable } from '@ledger/event-store';
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
import type { CivilDate } from '@ledger/kernel';
import { isDamage } from './damage.js';

/**
 * A read model in a file that may turn out to be damaged at any page, long after it was opened: to look at all of it first would keep a
 * large ledger from starting. Whoever meets the damage is told to come again, and an empty one takes its place, in which nothing is
 * written before it is made anew from the log.
 */
export class MendingReadModel extends ReadModel {
  #model: Promise<ReadModel>;
  #awaitsReset = false;

  /** @param begunAnew throws the file away, and opens an empty one */
  constructor(
    model: ReadModel,
    private readonly begunAnew: (cause: unknown) => Promise<ReadModel>,
  ) {
    super();
    this.#model = Promise.resolve(model);
  }

  override checkpoint(): Promise<Checkpoint | undefined> {
    return this.#ask((model) => model.checkpoint());
  }
  override async save(update: Update, fence?: Fence): Promise<void> {
    if (this.#awaitsReset) throw new StoreUnavailable(ANEW);
    await this.#ask((model) => model.save(update, fence));
  }
  override page(filter: ListFilter, range: ListRange): Promise<readonly ListedContract[]> {
    return this.#ask((model) => model.page(filter, range));
  }
  override obligations(filter: ObligationFilter, range: RangeByContract): Promise<readonly ListedObligation[]> {
    return this.#ask((model) => model.obligations(filter, range));
  }
  override async *everyObligation(filter: ObligationFilter): AsyncGenerator<readonly ListedObligation[], void, void> {
    const model = await this.#model;
    try {
      yield* model.everyObligation(filter);
    } catch (cause) {
      throw await this.#mended(model, cause);
    }
  }
  override async *everyRow(after?: string): AsyncGenerator<readonly StoredRow[], void, void> {
    const model = await this.#model;
    try {
      yield* model.everyRow(after);
    } catch (cause) {
      throw await this.#mended(model, cause);
    }
  }
  override deadlines(filter: DeadlineFilter, range: RangeByDay): Promise<readonly ListedDeadline[]> {
    return this.#ask((model) => model.deadlines(filter, range));
  }
  override due(on: CivilDate, limit: number): Promise<readonly string[]> {
    return this.#ask((model) => model.due(on, limit));
  }
  override digests(after: string | undefined, limit: number): Promise<readonly ContractDigest[]> {
    return this.#ask((model) => model.digests(after, limit));
  }
  override note(name: string): Promise<string | undefined> {
    return this.#ask((model) => model.note(name));
  }
  override failures(): Promise<readonly Failure[]> {
    return this.#ask((model) => model.failures());
  }
  override release(contractId?: string): Promise<readonly string[]> {
    return this.#ask((model) => model.release(contractId));
  }
  override digest(): Promise<string> {
    return this.#ask((model) => model.digest());
  }
  override bases(concerns: Concerns, after: string | undefined, limit: number): Promise<readonly AmountBasis[]> {
    return this.#ask((model) => model.bases(concerns, after, limit));
  }
  override countBases(concerns: Concerns): Promise<BasisCounts> {
    return this.#ask((model) => model.countBases(concerns));
  }
  override listed(contractIds: readonly string[]): Promise<readonly string[]> {
    return this.#ask((model) => model.listed(contractIds));
  }
  override async reset(fence?: Fence): Promise<void> {
    await this.#ask((model) => model.reset(fence));
    this.#awaitsReset = false;
  }
  override takeLease(name: string, holder: string, milliseconds: number): Promise<Lease | undefined> {
    return this.#ask((model) => model.takeLease(name, holder, milliseconds));
  }
  override releaseLease(lease: Lease): Promise<void> {
    return this.#ask((model) => model.releaseLease(lease));
  }
  override async close(): Promise<void> {
    await (await this.#model).close();
  }

  async #ask<Answer>(question: (model: ReadModel) => Promise<Answer>): Promise<Answer> {
    const model = await this.#model;
    try {
      return await question(model);
    } catch (cause) {
      throw await this.#mended(model, cause);
    }
  }

  /** What the caller is told. Several may meet the damage at once: the first has it mended. */
  async #mended(model: ReadModel, cause: unknown): Promise<unknown> {
    if (!isDamage(cause)) return cause;
    if ((await this.#model) === model) {
      this.#awaitsReset = true;
      this.#model = model.close().then(() => this.begunAnew(cause));
      await this.#model;
    }
    return new StoreUnavailable(ANEW, { cause });
  }
}

const ANEW = 'what is listed was damaged, and is made anew';
