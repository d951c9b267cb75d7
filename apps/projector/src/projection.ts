import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@ledger/kernel';
import type { DeliveryRight, Streams } from '@ledger/application';
import {
  CheckpointBeyondEnd,
  ContractListProjector,
  ForeignReadModel,
  HoleInLog,
  Leadership,
  LeaseLost,
  type Fence,
  type Lease,
  type ProjectorReport,
  type ReadModel,
  type Term,
} from '@ledger/projections';
import type { Health, Lag } from './health/health.js';
import type { Journal } from './journal.js';
import type { ProjectedLog } from './projected-log.js';

/** A leader that dies is followed within this time, and one turn. */
const LEASE_MILLISECONDS = 5000;
const TURN_MILLISECONDS = 1000;
/** How often the leader sees to it that the projector runs, and that rows are right for today. */
const LOOK_MILLISECONDS = 500;
/** Health does not wait longer for a log or a database that hangs. */
const PATIENCE_MILLISECONDS = 2000;

/** What else only the leader does, from the beginning of its term to its end. */
export interface Duty {
  readonly begin: (leader: Leader) => Term;
}
/** Whoever leads, with the right by which it does: another leads where that is lost. */
export interface Leader extends DeliveryRight {
  readonly fence: Fence;
  /** By which it keeps the read model. */
  readonly projector: ContractListProjector;
}

/** Keeps the read model while this process leads, and stands by while another does. */
export class Projection {
  readonly #leadership: Leadership;
  #projector: ContractListProjector | undefined;

  constructor(
    private readonly log: ProjectedLog,
    private readonly streams: Streams,
    private readonly readModel: ReadModel,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly duties: readonly Duty[] = [],
  ) {
    this.#leadership = new Leadership(readModel, {
      name: 'projector',
      holder: `${hostname()} ${String(process.pid)} ${randomUUID()}`,
      leaseMilliseconds: LEASE_MILLISECONDS,
      turnMilliseconds: TURN_MILLISECONDS,
      isReady: () => log.isReady,
      begin: (lease, isHeld) => this.#begin(lease, isHeld),
      report: {
        began: ({ token }) => journal.warn(`leads from now on, with token ${String(token)}`),
        ended: ({ token }, why) => journal.warn(`leads no more with token ${String(token)}: ${why}`),
        failed: (cause) => journal.error('the lease cannot be asked for', cause),
      },
    });
  }

  start(): void {
    this.#leadership.start();
  }

  /** Resolves when nothing more is written. The log has to be closed at the same time: what waits for it ends with it. */
  close(): Promise<void> {
    return this.#leadership.close();
  }

  async health(): Promise<Health> {
    const checkpoint = await known(this.readModel.checkpoint()); // first: the log does not end before it
    const [head, failures] = await Promise.all([known(this.log.source.head()), known(this.readModel.failures())]);
    const position = checkpoint?.answer?.position;
    const lag =
      head === undefined || checkpoint === undefined ? undefined : await this.#lag(position ?? 0n, head.answer);
    const mirror = this.log.mirror?.state();
    const isWell = lag !== undefined && !this.journal.isStopped && (mirror?.isUsable ?? true);
    return {
      status: isWell ? 'ok' : 'failing',
      role: this.#leadership.lease === undefined ? 'standby' : 'leader',
      token: this.#leadership.lease?.token ?? null,
      head: head === undefined ? null : String(head.answer),
      checkpoint: position === undefined ? null : String(position),
      lag: lag ?? null,
      passed: this.#projector?.passed ?? { handled: 0, ignored: 0, failed: 0 },
      quarantined: failures?.answer.length ?? null,
      mirror:
        mirror === undefined
          ? null
          : { usable: mirror.isUsable, events: mirror.events, position: String(mirror.position) },
      alarms: this.journal.alarms,
      lastError: this.journal.lastError,
    };
  }

  async #lag(checkpoint: bigint, head: bigint): Promise<Lag | undefined> {
    if (checkpoint > head) {
      this.journal.alarm('checkpoint-beyond-end', new CheckpointBeyondEnd(checkpoint, head));
      return undefined;
    }
    this.journal.clear('checkpoint-beyond-end');
    return (await known(this.log.lag(checkpoint, head)))?.answer;
  }

  #begin({ name, token }: Lease, isHeld: () => boolean): Term {
    const fence = { name, token };
    const projector = new ContractListProjector(
      this.log.read,
      this.streams,
      this.readModel,
      this.clock,
      this.#report(),
      { fence, isAlone: true },
    );
    this.#projector = projector;
    const ending = new AbortController();
    const keeping = this.#keep(projector, ending.signal);
    const terms = this.duties.map((duty) => duty.begin({ fence, isHeld, projector }));
    return {
      end: async () => {
        ending.abort();
        await Promise.all([projector.close(), keeping, ...terms.map((term) => term.end())]);
      },
    };
  }

  /** A projector that stopped goes on when it is asked for what it holds; rows are made right for the day when a day begins. */
  async #keep(projector: ContractListProjector, signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    while (!signal.aborted) {
      const caughtUp = projector.caughtUp().then(
        () => this.journal.clear('hole', 'foreign-read-model'),
        () => undefined, // reported
      );
      await Promise.race([caughtUp, aborted]);
      await setTimeout(LOOK_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }

  #report(): ProjectorReport {
    return {
      foreign: () => undefined, // where others share the read model, that stops the projector
      failed: ({ contractId, reason }) => this.journal.error(`contract ${contractId} is quarantined`, reason),
      stopped: (cause) => {
        if (cause instanceof HoleInLog) this.journal.alarm('hole', cause);
        else if (cause instanceof CheckpointBeyondEnd) this.journal.alarm('checkpoint-beyond-end', cause);
        else if (cause instanceof ForeignReadModel) this.journal.alarm('foreign-read-model', cause);
        else if (cause instanceof LeaseLost) this.journal.warn(cause.message);
        else this.journal.error('the read model is not kept', cause);
      },
    };
  }
}

/** An answer that came in time; undefined for one that did not, or failed. */
const known = async <Answer>(answer: Promise<Answer>): Promise<{ readonly answer: Answer } | undefined> => {
  const ending = new AbortController();
  const tooLate = setTimeout(PATIENCE_MILLISECONDS, undefined, { signal: ending.signal }).catch(() => undefined);
  try {
    return await Promise.race([answer.then((value) => ({ answer: value })), tooLate]);
  } catch {
    return undefined;
  } finally {
    ending.abort();
  }
};
