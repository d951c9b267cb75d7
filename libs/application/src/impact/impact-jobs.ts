import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '@ledger/kernel';
import { StoreOverloaded } from '@ledger/event-store';
import { NothingFound } from '../errors.js';
import { GetImpact, GetImpactHandler, type ImpactAnswer, type ImpactRequest } from './get-impact.js';

/** How far what would change is computed, and what it is once it is finished. */
export interface ImpactJobAnswer {
  readonly impactId: string;
  readonly state: 'computing' | 'finished' | 'failed' | 'cancelled';
  /** Contracts. */
  readonly done: number;
  /** Null while nothing can be said. */
  readonly total: number | null;
  /** Contracts a second. */
  readonly rate: number | null;
  readonly remainingSeconds: number | null;
  /** Why nothing came of it. */
  readonly reason: string | null;
  /** Null unless it is finished. */
  readonly answer: ImpactAnswer | null;
}

/** Has it computed what would change: finished where that is soon, else it goes on. */
export class BeginImpact extends Command<ImpactJobAnswer> {
  constructor(readonly request: ImpactRequest) {
    super();
  }
}
/** How far it is. */
export class GetImpactJob extends Query<ImpactJobAnswer> {
  constructor(readonly impactId: string) {
    super();
  }
}
/** It goes no further. */
export class CancelImpact extends Command<ImpactJobAnswer> {
  constructor(readonly impactId: string) {
    super();
  }
}

/** From so many contracts on nobody is kept waiting: more than a second. */
const MANY = 20_000;
/** Kept, the latest; of earlier ones nothing is known any more, and they can be asked for again. */
const MOST_KEPT = 20;
const MOST_AT_ONCE = 2;
const MICROSECONDS = 1_000_000;

/** What is being computed, and what was of late. Nothing of it outlives the process: it can be computed again. */
@Injectable()
export class ImpactJobs implements OnModuleDestroy {
  readonly #jobs = new Map<string, Job>();

  constructor(
    private readonly impact: GetImpactHandler,
    private readonly clock: Clock,
  ) {}

  /** @throws {InvalidFact} as the adoption would be refused; {StoreOverloaded} where several are under way */
  async begin(request: ImpactRequest, many = MANY): Promise<ImpactJobAnswer> {
    const job = new Job(randomUUID(), this.clock);
    const large = Promise.withResolvers<unknown>();
    const told = (done: number, total: number): void => {
      job.reached(done, total);
      if (total >= many) large.resolve(undefined);
    };
    const computed = this.impact.execute(new GetImpact(request, told, job.signal)).then(
      (answer) => job.finish(answer),
      (cause: unknown) => {
        job.fail(cause);
        throw cause;
      },
    );
    await Promise.race([computed, large.promise]);
    computed.catch(() => undefined); // the job says so
    if (job.isUnderWay) this.#keep(job);
    return job.answer();
  }

  /** @throws {NothingFound} */
  get(impactId: string): ImpactJobAnswer {
    return this.#known(impactId).answer();
  }

  /** @throws {NothingFound} */
  cancel(impactId: string): ImpactJobAnswer {
    const job = this.#known(impactId);
    job.cancel();
    return job.answer();
  }

  onModuleDestroy(): void {
    for (const job of this.#jobs.values()) job.cancel();
  }

  #keep(job: Job): void {
    const underWay = [...this.#jobs.values()].filter(({ isUnderWay }) => isUnderWay);
    if (underWay.length >= MOST_AT_ONCE) {
      job.cancel();
      throw new StoreOverloaded('what readings would change is being computed for others: wait for that, or cancel it');
    }
    this.#jobs.set(job.impactId, job);
    for (const [impactId, { isUnderWay }] of this.#jobs) {
      if (this.#jobs.size <= MOST_KEPT) return;
      if (!isUnderWay) this.#jobs.delete(impactId);
    }
  }

  #known(impactId: string): Job {
    const job = this.#jobs.get(impactId);
    if (job === undefined) throw new NothingFound('impact', impactId);
    return job;
  }
}

class Job {
  readonly #stopping = new AbortController();
  readonly #began: number;
  #state: ImpactJobAnswer['state'] = 'computing';
  #done = 0;
  #total: number | null = null;
  #reason: string | null = null;
  #answer: ImpactAnswer | null = null;

  constructor(
    readonly impactId: string,
    private readonly clock: Clock,
  ) {
    this.#began = clock.now();
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }
  get isUnderWay(): boolean {
    return this.#state === 'computing';
  }

  reached(done: number, total: number): void {
    [this.#done, this.#total] = [done, total];
  }
  finish(answer: ImpactAnswer): void {
    if (!this.isUnderWay) return;
    this.#state = 'finished';
    this.#answer = answer;
  }
  fail(cause: unknown): void {
    if (!this.isUnderWay) return;
    this.#state = 'failed';
    this.#reason = String(cause);
  }
  cancel(): void {
    if (!this.isUnderWay) return;
    this.#state = 'cancelled';
    this.#stopping.abort();
  }

  answer(): ImpactJobAnswer {
    const seconds = (this.clock.now() - this.#began) / MICROSECONDS;
    const rate = this.isUnderWay && seconds > 0 && this.#done > 0 ? this.#done / seconds : null;
    const total = this.#total;
    return {
      impactId: this.impactId,
      state: this.#state,
      done: this.#done,
      total,
      rate,
      remainingSeconds: rate === null || total === null ? null : (total - this.#done) / rate,
      reason: this.#reason,
      answer: this.#answer,
    };
  }
}

@CommandHandler(BeginImpact)
export class BeginImpactHandler implements ICommandHandler<BeginImpact> {
  constructor(private readonly jobs: ImpactJobs) {}

  execute({ request }: BeginImpact): Promise<ImpactJobAnswer> {
    return this.jobs.begin(request);
  }
}

@QueryHandler(GetImpactJob)
export class GetImpactJobHandler implements IQueryHandler<GetImpactJob> {
  constructor(private readonly jobs: ImpactJobs) {}

  execute({ impactId }: GetImpactJob): Promise<ImpactJobAnswer> {
    return Promise.resolve(this.jobs.get(impactId));
  }
}

@CommandHandler(CancelImpact)
export class CancelImpactHandler implements ICommandHandler<CancelImpact> {
  constructor(private readonly jobs: ImpactJobs) {}

  execute({ impactId }: CancelImpact): Promise<ImpactJobAnswer> {
    return Promise.resolve(this.jobs.cancel(impactId));
  }
}
