import { setImmediate, setTimeout } from 'node:timers/promises';
import { isoInstant, type Clock } from '@ledger/kernel';
import {
  EventStoreError,
  StoreClosed,
  StoreDamaged,
  StoreOverloaded,
  WrongRevision,
  type EventStore,
  type Subscription,
} from '@ledger/event-store';
import type { CarriageEvent, CarriageRefusal } from '@ledger/contract';
import { appendOnce } from '../append-once.js';
import type { Metadata } from '../metadata.js';
import type { StoredContract } from '../stored-contract.js';
import { streamOf, type Streams } from '../streams.js';
import { writeEvents } from '../write-events.js';
import { nextStep, type CarriageStep } from './carriage.js';
import { appendCarriage } from './carriage-writer.js';
import { carryTo, unreadable } from './carry-to-contract.js';
import { affectedContracts, readTogether } from './find-affected.js';
import {
  incidentOf,
  lastOfCarriage,
  readCarriage,
  readIncident,
  type RecordedCarriage,
  type StoredIncident,
} from './incident-streams.js';
import { namedIncidents } from './register.js';

/** Told what is out of the ordinary. */
export interface CarrierReport {
  /** The incident is left where it is; the others go on. */
  readonly failed: (incidentId: string, cause: unknown) => void;
  /** The log failed; it is tried again after a while. */
  readonly stopped: (cause: unknown) => void;
}

/** Contracts that are told together: their appends share commits. */
const PAGE = 500;
/** Contracts read and decided before everything else gets its turn. */
const SLICE = 25;
const MOST_RACES = 100;
const RETRY_MILLISECONDS = 1000;

/** What the log cannot do now, it may do after a while; anything else is a defect, or damage that a person has to look at. */
const isPassing = (cause: unknown): boolean => cause instanceof EventStoreError && !(cause instanceof StoreDamaged);

/**
 * Carries incidents out to their contracts, one incident after the other. It keeps nothing of its own: how far an incident is stands in the
 * log, and the ids of what a contract records follow from the incident and the contract. So it goes on wherever it, or another, was killed,
 * and two of them do no harm.
 */
export class IncidentCarrier {
  readonly #waiting = new Set<string>();
  readonly #closing = new AbortController();
  #subscription: Promise<Subscription> | undefined;
  #working: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly report: CarrierReport,
  ) {}

  /** Begins in the background with all that was left unfinished. */
  start(): void {
    this.#listen().catch(() => undefined); // reported
  }

  /** Resolves when everything that is recorded of incidents by now is carried. @throws {EventStoreError} where the log fails */
  async caughtUp(): Promise<void> {
    const subscription = await this.#listen();
    await subscription.caughtUp();
    while (this.#working !== undefined) await this.#working;
  }

  /** Finishes the page that it is at. The log stays open. */
  async close(): Promise<void> {
    this.#closing.abort();
    const subscription = await this.#subscription?.catch(() => undefined);
    await subscription?.close();
    await this.#working;
  }

  #listen(): Promise<Subscription> {
    if (this.#closing.signal.aborted) return Promise.reject(new StoreClosed());
    this.#subscription ??= this.#begin().catch((cause: unknown) => this.#stop(cause));
    return this.#subscription;
  }

  async #begin(): Promise<Subscription> {
    const after = await this.store.head();
    for await (const { incidentId } of namedIncidents(this.store)) this.#waiting.add(incidentId);
    this.#work();
    const subscription = this.store.subscribe({ after }, (events) => {
      for (const { stream } of events) {
        const incidentId = incidentOf(stream);
        if (incidentId !== undefined) this.#waiting.add(incidentId);
      }
      this.#work();
    });
    subscription.ended.catch((cause: unknown) => this.#stop(cause)).catch(() => undefined);
    return subscription;
  }

  #stop(cause: unknown): never {
    this.#subscription = undefined;
    if (!this.#closing.signal.aborted) {
      this.report.stopped(cause);
      void this.#rest().then(() => this.start());
    }
    throw cause;
  }

  #work(): void {
    if (this.#waiting.size === 0) return;
    this.#working ??= this.#workOff().finally(() => {
      this.#working = undefined;
      if (!this.#closing.signal.aborted) this.#work(); // what came in at the last moment
    });
  }

  async #workOff(): Promise<void> {
    for (const incidentId of this.#waiting) {
      this.#waiting.delete(incidentId);
      await this.#carryOut(incidentId);
      if (this.#closing.signal.aborted) return;
    }
  }

  /** All of it, also what happens to it meanwhile. */
  async #carryOut(incidentId: string): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        const stored = await readIncident(this.store, incidentId);
        if (stored === undefined) return; // named, and then not reported
        const last = await lastOfCarriage(this.store, incidentId);
        const step = nextStep(stored.incident, last);
        if (step.kind === 'rest') return;
        await this.#take(step, stored, last);
      } catch (cause) {
        if (cause instanceof WrongRevision) continue; // somebody else was quicker: on from there
        if (cause instanceof StoreClosed) return;
        this.report.failed(incidentId, cause);
        if (!isPassing(cause)) return;
        await this.#rest();
      }
    }
  }

  #take(
    step: Exclude<CarriageStep, { kind: 'rest' }>,
    stored: StoredIncident,
    last: RecordedCarriage | undefined,
  ): Promise<void> {
    return step.kind === 'find-affected'
      ? this.#findAffected(stored, last)
      : this.#carryPage(step, stored, last?.revision ?? -1);
  }

  async #findAffected(stored: StoredIncident, last: RecordedCarriage | undefined): Promise<void> {
    const { incident } = stored;
    const found = new Set<string>();
    const pages = (last?.revision ?? -1) + 1;
    for (let page = 0; page < pages; page += 1) {
      for (const contractId of await this.#contractsOf(incident.incidentId, page)) found.add(contractId);
    }
    let [revision, total, page] = [pages - 1, found.size, new Array<string>()];
    const append = async (event: CarriageEvent): Promise<void> => {
      await this.#append(stored, revision, event);
      revision += 1;
    };
    const flush = async (most: number): Promise<void> => {
      while (page.length > most) {
        const contractIds = page.slice(0, PAGE);
        page = page.slice(PAGE);
        total += contractIds.length;
        await append({ type: 'ContractsAffected', data: { contractIds, total } });
      }
    };
    for await (const contractIds of affectedContracts(this.store, this.streams, incident, found)) {
      if (this.#closing.signal.aborted) return;
      page.push(...contractIds);
      await flush(PAGE - 1);
    }
    await flush(0);
    await append({ type: 'AffectedContractsDecided', data: { contracts: total, pages: revision + 1 } });
  }

  /** The pages of the affected contracts are the first events of the carriage. */
  async #contractsOf(incidentId: string, page: number): Promise<readonly string[]> {
    const [event] = await readCarriage(this.store, incidentId, page, 1);
    if (event?.type !== 'ContractsAffected') throw new Error(`incident ${incidentId} has no page ${String(page)}`);
    return event.data.contractIds;
  }

  async #carryPage(
    { page, extent, before }: Extract<CarriageStep, { kind: 'carry-page' }>,
    stored: StoredIncident,
    last: number,
  ): Promise<void> {
    const { incidentId, revision } = stored.incident;
    const begunAt = before?.begunAt ?? isoInstant(this.clock.now());
    const contractIds = await this.#contractsOf(incidentId, page);
    const refusals = await this.#carryToAll(contractIds, stored);
    const refused = new Set(refusals.map(({ contractId }) => contractId)).size;
    await this.#append(stored, last, {
      type: 'IncidentCarried',
      data: {
        ...extent,
        incidentRevision: revision,
        page,
        carried: (before?.carried ?? 0) + contractIds.length,
        refused: (before?.refused ?? 0) + refused,
        begunAt,
        firstRevision: before?.firstRevision ?? last + 1,
        refusals,
      },
    });
  }

  /** What is decided of one slice is being written while the next is read. */
  async #carryToAll(contractIds: readonly string[], stored: StoredIncident): Promise<readonly CarriageRefusal[]> {
    const carried: Promise<readonly CarriageRefusal[]>[] = [];
    try {
      for (let start = 0; start < contractIds.length; start += SLICE) {
        const slice = contractIds.slice(start, start + SLICE);
        const contracts = await readTogether(this.streams, slice);
        slice.forEach((contractId, index) => {
          const one = this.#carryTo(contractId, contracts[index], stored);
          one.catch(() => undefined); // heard below
          carried.push(one);
        });
        await setImmediate(); // leaves room for everything else
      }
    } finally {
      await Promise.allSettled(carried);
    }
    return (await Promise.all(carried)).flat();
  }

  async #carryTo(
    contractId: string,
    read: (() => StoredContract | undefined) | undefined,
    stored: StoredIncident,
  ): Promise<readonly CarriageRefusal[]> {
    let contract: StoredContract | undefined;
    try {
      contract = read?.();
    } catch (cause) {
      return [unreadable(contractId, cause)];
    }
    for (let races = 0; races < MOST_RACES; races += 1) {
      const { drafts, refusals } = carryTo(contractId, contract?.history, stored.incident, this.clock.now());
      if (drafts.length === 0) return refusals;
      const request = { envelope: recordingOf(stored), keyed: undefined };
      const events = writeEvents(drafts, request);
      try {
        const expected = contract === undefined ? 'none' : BigInt(contract.revision);
        await appendOnce(this.store, streamOf(contractId), events, expected, undefined);
        return refusals;
      } catch (cause) {
        if (!(cause instanceof WrongRevision)) throw cause;
        ({ contract } = await this.streams.read(contractId)); // decided anew
      }
    }
    throw new StoreOverloaded(`contract ${contractId} is written to from too many sides`);
  }

  #append(stored: StoredIncident, last: number, event: CarriageEvent): Promise<void> {
    return appendCarriage(this.store, this.clock, stored.incident.incidentId, last, event, recordingOf(stored));
  }

  async #rest(): Promise<void> {
    const { signal } = this.#closing;
    await setTimeout(RETRY_MILLISECONDS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Contracts are told in the name of whoever last said something of the incident. */
const recordingOf = ({ metadata }: StoredIncident): Metadata => {
  const last = metadata.at(-1);
  if (last === undefined) throw new Error('an incident has at least its report');
  return last;
};
