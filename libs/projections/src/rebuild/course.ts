import type { Clock } from '@ledger/kernel';
import type { Failure } from '../read-model.js';
import { MOST_FAILURES_TOLD, type RebuildProgress } from './generation.js';

const MICROSECONDS = 1_000_000;

/** How far a rebuild has come, and how fast: told whenever something is done. */
export class Course {
  #began: number;
  #first: number;
  #done: number;
  #phase: RebuildProgress['phase'] = 'computing';
  #failed = 0;
  readonly #failures: Failure[] = [];

  /** @param done before it began */
  constructor(
    private total: number,
    done: number,
    private readonly clock: Clock,
    private readonly told: (progress: RebuildProgress) => void = () => undefined,
  ) {
    this.#first = this.#done = done;
    this.#began = clock.now();
  }

  get failures(): number {
    return this.#failed;
  }

  failed(failures: readonly Failure[]): void {
    this.#failed += failures.length;
    this.#failures.push(...failures.slice(0, MOST_FAILURES_TOLD - this.#failures.length));
  }

  /** Begins to compute so many contracts. @param done before */
  begin(total: number, done: number): void {
    this.total = total;
    this.#first = this.#done = done;
    this.#began = this.clock.now();
    this.enter('computing');
  }

  advanced(contracts: number): void {
    this.reached(this.#done + contracts);
  }

  reached(done: number): void {
    this.#done = done;
    this.tell();
  }

  enter(phase: RebuildProgress['phase']): void {
    this.#phase = phase;
    this.tell();
  }

  tell(): void {
    const seconds = (this.clock.now() - this.#began) / MICROSECONDS;
    const perSecond = seconds === 0 ? 0 : (this.#done - this.#first) / seconds;
    this.told({
      phase: this.#phase,
      done: this.#done,
      total: this.total,
      perSecond,
      remainingSeconds: perSecond === 0 ? undefined : (this.total - this.#done) / perSecond,
      failed: this.#failed,
      failures: [...this.#failures],
    });
  }
}
