import { Clock, instant, plusHours, type Instant } from '@ledger/kernel';
import { MemoryEventStore, type EventStore } from '@ledger/event-store';
import type { AdoptionData, Command } from '@ledger/contract';
import { Adopting, Contracts, Streams, type Acknowledgement, type Envelope } from '@ledger/application';

import { adoptionData } from './adoptions.js';

/** A clock that stands still until it is moved. */
export class TestClock extends Clock {
  constructor(public moment: Instant = instant('2026-09-01T09:00:00+09:00')) {
    super();
  }
  override now(): Instant {
    return this.moment;
  }
  set(text: string): void {
    this.moment = instant(text);
  }
  advance(hours: number): void {
    this.moment = plusHours(this.moment, hours);
  }
}

/** What commands need, over one event store; several of them are several servers. */
export class TestLedger {
  readonly streams: Streams;
  readonly contracts: Contracts;
  readonly adopting: Adopting;
  #requests = 0;

  constructor(
    readonly store: EventStore = new MemoryEventStore(),
    readonly clock: TestClock = new TestClock(),
    cacheBytes = 10_000_000,
  ) {
    this.streams = new Streams(store, cacheBytes);
    this.contracts = new Contracts(store, this.streams, clock);
    this.adopting = new Adopting(store, this.streams, clock);
  }

  /** One fact, as a client would send it. */
  record<Type extends Command['type']>(
    contractId: string | undefined,
    type: Type,
    data: Extract<Command, { type: Type }>['data'],
    envelope: Partial<Envelope> = {},
  ): Promise<Acknowledgement> {
    return this.send(contractId, { type, data } as Command, envelope);
  }

  send(contractId: string | undefined, command: Command, envelope: Partial<Envelope> = {}): Promise<Acknowledgement> {
    return this.contracts.record(contractId, command, {
      who: 'local',
      requestId: `r${String(++this.#requests)}`,
      ...envelope,
    });
  }

  /** Readings adopted for all contracts from 1 July 2026, unless it is said otherwise: the adoption's id. */
  async adopt(readings: readonly string[], data: Partial<AdoptionData> = {}): Promise<string> {
    const { recorded } = await this.adopting.record(
      { type: 'ReadingsAdopted', data: adoptionData(readings, data) },
      { who: 'local', requestId: `r${String(++this.#requests)}` },
    );
    return recorded.adoptionId;
  }

  /** A contract that was applied for, quoted, accepted and billed. */
  async active(contractId: string): Promise<void> {
    await this.record(contractId, 'ContractApplied', { contractor: { name: '山田商店' }, appliedOn: '2025-12-01' });
    await this.record(contractId, 'FeesQuoted', { quotedOn: '2025-12-10', initialFee: '100000', monthlyFee: '31000' });
    await this.record(contractId, 'ContractAccepted', { acceptedOn: '2025-12-20' });
    await this.record(contractId, 'BillingStarted', { startsOn: '2026-01-15' });
  }
}
