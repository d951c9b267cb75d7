import { setTimeout } from 'node:timers/promises';
import type { EventStore } from '@ledger/event-store';
import type { ContractListProjector } from './projector.js';
import type { ReadModel } from './read-model.js';
import { ForeignReadModel, whoseCheckpoint } from './whose-checkpoint.js';

/** The read model does not hold, within the time that a question may wait, what it was to hold. */
export class NotYetListed extends Error {
  override readonly name = 'NotYetListed';
  constructor(
    readonly wanted: bigint,
    readonly reached: bigint,
  ) {
    super(`the read model holds the log up to position ${String(reached)}, not yet up to ${String(wanted)}`);
  }
}

const LOOK_MS = 50;
/** Five seconds in all. */
const LOOKS = 100;

/** Whoever keeps the read model, as questions about all contracts see it: they wait for it before they read. */
export abstract class ListKeeping {
  /**
   * Resolves when the read model holds what is to be shown, and everything up to this position.
   * @throws {NotYetListed} where it does not get there in time; {EventStoreError}
   */
  abstract ready(minPosition?: bigint): Promise<void>;
}

/** This process keeps the read model itself: every question finds all that was recorded before it. */
export class KeptHere extends ListKeeping {
  constructor(
    private readonly projector: ContractListProjector,
    private readonly readModel: ReadModel,
  ) {
    super();
  }

  override async ready(minPosition = 0n): Promise<void> {
    await this.projector.caughtUp();
    await holds(this.readModel, minPosition, () => this.projector.caughtUp());
  }
}

/** Another process keeps it: a question finds what that has come to, or waits for the position that it names. */
export class KeptElsewhere extends ListKeeping {
  #isOwn = false;

  /** @param looks how often it is looked for a position before the question is refused */
  constructor(
    private readonly store: EventStore,
    private readonly readModel: ReadModel,
    private readonly looks = LOOKS,
  ) {
    super();
  }

  /** @throws {ForeignReadModel} as well: what it shows would be another ledger's */
  override async ready(minPosition = 0n): Promise<void> {
    if (!this.#isOwn) await this.#look();
    await holds(this.readModel, minPosition, () => Promise.resolve(), this.looks);
  }

  /** Until something of this log is contained, and once. */
  async #look(): Promise<void> {
    const checkpoint = await this.readModel.checkpoint();
    if (checkpoint === undefined) return;
    const whose = await whoseCheckpoint(this.store, checkpoint);
    if (whose === 'foreign') throw new ForeignReadModel(checkpoint);
    this.#isOwn = whose === 'own';
  }
}

const holds = async (
  readModel: ReadModel,
  wanted: bigint,
  beforeEach: () => Promise<void>,
  mostLooks = LOOKS,
): Promise<void> => {
  if (wanted === 0n) return;
  for (let looks = 1; ; looks += 1) {
    const reached = (await readModel.checkpoint())?.position ?? 0n;
    if (reached >= wanted) return;
    if (looks === mostLooks) throw new NotYetListed(wanted, reached);
    await setTimeout(LOOK_MS);
    await beforeEach();
  }
};
