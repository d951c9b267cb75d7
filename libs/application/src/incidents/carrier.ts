import { setTimeout } from 'node:timers/promises';
import { isoInstant, type Clock } from '@ledger/kernel';
import {
  OutcomeUnknown,
  StoreClosed,
  StoreOverloaded,
  StoreUnavailable,
  WrongRevision,
  type EventStore,
  type Subscription,
} from '@ledger/event-store';
import type { CarriageEvent, StateCarried } from '@ledger/contract';
import type { Streams } from '../streams.js';
import { nextStep, type CarriageStep } from './carriage.js';
import { appendCarriage } from './carriage-writer.js';
import type { Refused } from './carry-to-contract.js';
import { affectedContracts, contractsOf } from './find-affected.js';
import {
  incidentOf,
  lastOfCarriage,
  readCarriage,
  readIncident,
  type RecordedCarriage,
  type StoredIncident,
} from './incident-streams.js';
import { namedIncidents } from './register.js';
import { ContractsTelling, recordingOf } from './tell-contracts.js';

/** Told what is out of the ordinary. */
export interface CarrierReport {
  /** The incident is left where it is; the others go on. */
  readonly failed: (incidentId: string, cause: unknown) => void;
  /** The log failed; it is tried again after a while. */
  readonly stopped: (cause: unknown) => void;
}

/** Contracts of which one event of the carriage says that they were told. */
const PAGE = 500;
const RETRY_MILLISECONDS = 1000;

/** What the log cannot do now, it may do after a while; anything else is a defect, or damage that a person has to look at. */
const isPassing = (cause: unknown): boolean =>
  cause instanceof StoreUnavailable || cause instanceof StoreOverloaded || cause instanceof OutcomeUnknown;

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
    if (!this.#closing.signal.aborted && !(cause instanceof StoreClosed)) {
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

  /** Every contract is told as soon as it is found: it is read already. */
  async #findAffected(stored: StoredIncident, last: RecordedCarriage | undefined): Promise<void> {
    const { incident } = stored;
    const found = new Set<string>();
    const pages = (last?.revision ?? -1) + 1;
    let earliest = incident.revision;
    for (let page = 0; page < pages; page += 1) {
      const { contractIds, incidentRevision } = await this.#pageOf(incident.incidentId, page);
      for (const contractId of contractIds) found.add(contractId);
      earliest = Math.min(earliest, incidentRevision);
    }
    let told: StateCarried = {
      incidentRevision: incident.revision,
      carried: found.size,
      refused: last?.data.refused ?? 0,
      begunAt: last?.data.begunAt ?? isoInstant(this.clock.now()),
      firstRevision: 0,
    };
    let revision = pages - 1;
    const telling = this.#telling(stored);
    const finishPage = async (): Promise<void> => {
      if (telling.count === 0) return;
      const { contractIds, refusals } = await telling.finish();
      told = { ...told, ...added(told, contractIds.length, refusals) };
      await this.#append(stored, revision, {
        type: 'ContractsAffected',
        data: { ...told, contractIds, ...written(refusals) },
      });
      revision += 1;
    };
    for await (const contract of affectedContracts(this.store, this.streams, incident, found)) {
      telling.tell(contract);
      if (telling.count === PAGE) await finishPage();
      if (this.#closing.signal.aborted) break;
    }
    await finishPage();
    if (this.#closing.signal.aborted) return;
    await this.#append(stored, revision, {
      type: 'AffectedContractsDecided',
      data: { ...told, incidentRevision: earliest, contracts: told.carried, pages: revision + 1 },
    });
  }

  /** The pages of the affected contracts are the first events of the carriage. */
  async #pageOf(incidentId: string, page: number): Promise<AffectedPage> {
    const [event] = await readCarriage(this.store, incidentId, page, 1);
    if (event?.type !== 'ContractsAffected') throw new Error(`incident ${incidentId} has no page ${String(page)}`);
    return event.data;
  }

  async #carryPage(
    { page, extent, before }: Extract<CarriageStep, { kind: 'carry-page' }>,
    stored: StoredIncident,
    last: number,
  ): Promise<void> {
    const { incidentId, revision: incidentRevision } = stored.incident;
    const told = before ?? {
      incidentRevision,
      carried: 0,
      refused: 0,
      begunAt: isoInstant(this.clock.now()),
      firstRevision: last + 1,
    };
    const { contractIds } = await this.#pageOf(incidentId, page);
    const telling = this.#telling(stored);
    for await (const contract of contractsOf(this.streams, [contractIds])) telling.tell(contract);
    const { refusals } = await telling.finish();
    const { begunAt, firstRevision } = told;
    const sums = added(told, contractIds.length, refusals);
    const data = { ...extent, ...sums, incidentRevision, begunAt, firstRevision, page, ...written(refusals) };
    await this.#append(stored, last, { type: 'IncidentCarried', data });
  }

  #telling(stored: StoredIncident): ContractsTelling {
    return new ContractsTelling(this.store, this.streams, this.clock, stored);
  }

  #append(stored: StoredIncident, last: number, event: CarriageEvent): Promise<void> {
    return appendCarriage(this.store, this.clock, stored.incident.incidentId, last, event, recordingOf(stored));
  }

  async #rest(): Promise<void> {
    const { signal } = this.#closing;
    await setTimeout(RETRY_MILLISECONDS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

type AffectedPage = Extract<CarriageEvent, { type: 'ContractsAffected' }>['data'];

const added = (
  { carried, refused }: StateCarried,
  contracts: number,
  refusals: readonly Refused[],
): Pick<StateCarried, 'carried' | 'refused'> => ({
  carried: carried + contracts,
  refused: refused + new Set(refusals.map(({ contractId }) => contractId)).size,
});

/** As a page's event holds them: many for the same reason fit one event. */
const written = (refused: readonly Refused[]): Pick<AffectedPage, 'refusals' | 'quotes'> => ({
  refusals: refused.map(({ quote: _quote, ...refusal }) => refusal),
  quotes: Object.fromEntries(
    refused.flatMap(({ article, quote }) => (article === undefined || quote === undefined ? [] : [[article, quote]])),
  ),
});
