import type { Clock } from '@ledger/kernel';
import { StoreOverloaded, WrongRevision, type EventStore, type NewEvent } from '@ledger/event-store';
import { adoptedInterpretation } from '@ledger/contract';
import { appendOnce } from '../append-once.js';
import type { Metadata } from '../metadata.js';
import { streamOf, type Streams } from '../streams.js';
import { writeEvents } from '../write-events.js';
import { carryTo, unreadable, type Refused } from './carry-to-contract.js';
import type { FoundContract } from './find-affected.js';
import type { StoredIncident } from './incident-streams.js';

/** Contracts whose appends are sent to be written at once, so that they share commits; few enough for nobody to wait for them. */
const TOGETHER = 50;
const MOST_RACES = 100;

/** What came of telling contracts. */
export interface Told {
  readonly contractIds: readonly string[];
  readonly refusals: readonly Refused[];
}

/** Tells contracts of an incident: while some are written, the next are read and decided. */
export class ContractsTelling {
  #contractIds: string[] = [];
  #decided: Decided[] = [];
  #writing: Promise<readonly PromiseSettledResult<readonly Refused[]>[]>[] = [];

  constructor(
    private readonly store: EventStore,
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly stored: StoredIncident,
  ) {}

  /** How many were told since the last were finished. */
  get count(): number {
    return this.#contractIds.length;
  }

  tell(contract: FoundContract): void {
    this.#contractIds.push(contract.contractId);
    this.#decided.push(this.#decide(contract));
    if (this.#decided.length === TOGETHER) this.#write();
  }

  /** Resolves when all that were told since the last time have recorded it, or refuse. @throws {EventStoreError} where one cannot be written */
  async finish(): Promise<Told> {
    this.#write();
    const [contractIds, writing] = [this.#contractIds, this.#writing];
    [this.#contractIds, this.#writing] = [[], []];
    const results = (await Promise.all(writing)).flat();
    const refusals = results.flatMap((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
    return { contractIds, refusals };
  }

  #write(): void {
    this.#writing.push(Promise.allSettled(this.#decided.map((one) => this.#append(one))));
    this.#decided = [];
  }

  #decide({ contractId, read }: FoundContract): Decided {
    const { incident } = this.stored;
    try {
      const contract = read();
      const { drafts, refusals } = carryTo(
        contractId,
        contract?.history,
        incident,
        this.clock.now(),
        adoptedInterpretation(this.streams.adoptions.lastSeen, contractId),
      );
      const events = writeEvents(drafts, { envelope: recordingOf(this.stored), keyed: undefined });
      return { contractId, revision: contract?.revision, events, refusals };
    } catch (cause) {
      return { contractId, revision: undefined, events: [], refusals: [unreadable(contractId, cause)] };
    }
  }

  async #append(decided: Decided): Promise<readonly Refused[]> {
    const { contractId } = decided;
    let { revision, events, refusals } = decided;
    for (let races = 0; races < MOST_RACES; races += 1) {
      if (events.length === 0) return refusals;
      try {
        const expected = revision === undefined ? 'none' : BigInt(revision);
        await appendOnce(this.store, streamOf(contractId), events, expected, undefined);
        return refusals;
      } catch (cause) {
        if (!(cause instanceof WrongRevision)) throw cause;
        const { contract } = await this.streams.read(contractId); // decided anew
        ({ revision, events, refusals } = this.#decide({ contractId, read: () => contract }));
      }
    }
    throw new StoreOverloaded(`contract ${contractId} is written to from too many sides`);
  }
}

/** Contracts are told in the name of whoever last said something of the incident. */
export const recordingOf = ({ metadata }: StoredIncident): Metadata => {
  const last = metadata.at(-1);
  if (last === undefined) throw new Error('an incident has at least its report');
  return last;
};

/** What a contract at some revision makes of an incident. */
interface Decided {
  readonly contractId: string;
  /** Undefined where there is none. */
  readonly revision: number | undefined;
  /** To be appended to it. */
  readonly events: readonly NewEvent[];
  readonly refusals: readonly Refused[];
}
