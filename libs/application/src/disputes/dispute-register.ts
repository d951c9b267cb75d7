import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Instant } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import { canonicalJson } from '../canonical-json.js';
import { writeMetadata } from '../metadata.js';
import type { Request } from '../request.js';
import { readDispute, type StoredDispute } from './dispute-streams.js';

/** Names disputes in the order in which they were opened; each is named before its own stream begins. */
const DISPUTES_STREAM = 'disputes';

/** That there may be a dispute: it is named before it is opened, so that none is forgotten. */
interface NamedDispute {
  readonly disputeId: string;
  /** The id of its opening, by which a dispute that another opened under the same name is told from this one. */
  readonly eventId: string;
  readonly contractIds: readonly string[];
}
/** A dispute, and its place among all. */
export interface RegisteredDispute {
  readonly place: number;
  readonly stored: StoredDispute;
}

/** Which disputes there are, and about which contracts. What was named is kept; only what is new is read. */
@Injectable()
export class DisputeRegister {
  readonly #named: NamedDispute[] = [];
  readonly #ofContract = new Map<string, number[]>();

  constructor(private readonly store: EventStore) {}

  async name(named: NamedDispute, { envelope: { who, requestId } }: Request, recordedAt: Instant): Promise<void> {
    const metadata = writeMetadata({ recordedAt, who, requestId, idempotency: undefined });
    const event = { id: randomUUID(), type: 'DisputeNamed', data: canonicalJson(named), metadata };
    await this.store.append(DISPUTES_STREAM, [event], 'any');
  }

  /** Those about each of some contracts, the first opened first; a contract without any is left out. */
  async about(contractIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredDispute[]>> {
    await this.#catchUp();
    const found = new Map<string, readonly StoredDispute[]>();
    for (const contractId of contractIds) {
      const disputes: StoredDispute[] = [];
      for (const place of this.#ofContract.get(contractId) ?? []) disputes.push(...(await this.#at(place)));
      if (disputes.length > 0) found.set(contractId, disputes);
    }
    return found;
  }

  /** All of them, the latest opened first. @param before only those named before this place */
  async *latestFirst(before?: number): AsyncGenerator<RegisteredDispute> {
    await this.#catchUp();
    for (let place = Math.min(before ?? Number.POSITIVE_INFINITY, this.#named.length) - 1; place >= 0; place -= 1) {
      for (const stored of await this.#at(place)) yield { place, stored };
    }
  }

  /** None where it was named, and then not opened. */
  async #at(place: number): Promise<readonly StoredDispute[]> {
    const named = this.#named[place];
    const stored = named && (await readDispute(this.store, named.disputeId));
    return stored !== undefined && stored.dispute.opened.eventId === named?.eventId ? [stored] : [];
  }

  /** Nearly always nothing is new, so only the end of the stream is looked up. */
  async #catchUp(): Promise<void> {
    const last = await this.store.lastRevision(DISPUTES_STREAM);
    while (last !== undefined && Number(last) >= this.#named.length) {
      const { events } = await this.store.readStream(DISPUTES_STREAM, {
        from: BigInt(this.#named.length),
        limit: AT_ONCE,
      });
      for (const { data, revision } of events) this.#keep(Number(revision), JSON.parse(data) as NamedDispute);
    }
  }

  /** Whoever else caught up meanwhile kept the same. */
  #keep(place: number, named: NamedDispute): void {
    if (place !== this.#named.length) return;
    this.#named.push(named);
    for (const contractId of named.contractIds) {
      const places = this.#ofContract.get(contractId);
      if (places === undefined) this.#ofContract.set(contractId, [place]);
      else places.push(place);
    }
  }
}

const AT_ONCE = 500;
