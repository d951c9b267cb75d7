import { setTimeout as pause } from 'node:timers/promises';
import type { ReadModel } from '@ledger/projections';

const LOOK_MILLISECONDS = 5;

interface Acknowledged {
  readonly position: bigint;
  readonly at: number;
}

/** How long after a command was acknowledged the read model contains it, as somebody sees it who looks at its checkpoint all the time. */
export class Lag {
  /** In milliseconds, of every command that the read model has reached. */
  readonly reached: number[] = [];
  #waiting: Acknowledged[] = [];
  #isOver = false;
  readonly #looking: Promise<void>;
  readonly #readModel: Pick<ReadModel, 'checkpoint'>;

  constructor(readModel: Pick<ReadModel, 'checkpoint'>) {
    this.#readModel = readModel;
    this.#looking = this.#look();
    this.#looking.catch(() => undefined); // told at the end
  }

  acknowledged(position: bigint): void {
    this.#waiting.push({ position, at: performance.now() });
  }

  /** When the read model has reached all that was acknowledged. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#looking;
  }

  async #look(): Promise<void> {
    while (!this.#isOver || this.#waiting.length > 0) {
      const checkpoint = (await this.#readModel.checkpoint())?.position ?? 0n;
      const now = performance.now();
      const waiting: Acknowledged[] = [];
      for (const one of this.#waiting) {
        if (one.position <= checkpoint) this.reached.push(now - one.at);
        else waiting.push(one);
      }
      this.#waiting = waiting;
      await pause(LOOK_MILLISECONDS);
    }
  }
}
