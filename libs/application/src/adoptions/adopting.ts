import { Injectable } from '@nestjs/common';
import { Clock, instantOfMilliseconds, japaneseDateOf, type Instant } from '@ledger/kernel';
import { EventStore, StoreOverloaded, WrongRevision } from '@ledger/event-store';
import {
  adoptionsKnown,
  decideAdoption,
  InvalidFact,
  personalDataOfAdoption,
  type Adoption,
  type AdoptionCommand,
  type AdoptionEvent,
  type RecordedAdoptionEvent,
} from '@ledger/contract';
import { xspMailTerms } from '@ledger/terms';
import { appendOnce } from '../append-once.js';
import { canonicalJson } from '../canonical-json.js';
import { requireDispute } from '../disputes/named-dispute.js';
import type { Envelope, RecordedEvents } from '../envelope.js';
import { KeyReused, NothingFound, RevisionMoved } from '../errors.js';
import { writeMetadata } from '../metadata.js';
import { seal } from '../personal-data.js';
import { requestOf, type Request } from '../request.js';
import { streamOf, Streams } from '../streams.js';
import { Turns } from '../turns.js';
import { ADOPTIONS_STREAM, type StoredAdoptions } from './adoption-reader.js';

/** What was recorded of an adoption, exactly as it is shown. */
export interface RecordedAdoption extends RecordedEvents {
  readonly adoptionId: string;
}
export interface AdoptionAcknowledgement {
  readonly recorded: RecordedAdoption;
  /** The same key and body came before: this is the first answer again, and nothing was appended. */
  readonly replayed: boolean;
}

const MOST_RACES = 100;
/** Contracts looked up at once. */
const TOGETHER = 100;

/** Records what is adopted, as `Contracts` does what happens to contracts. From then on every answer rests on it. */
@Injectable()
export class Adopting {
  readonly #turns = new Turns();

  constructor(
    private readonly store: EventStore,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /** @throws {NothingFound} {RevisionMoved} {KeyReused} and what `decideAdoption` and the event store throw */
  async record(command: AdoptionCommand, envelope: Envelope): Promise<AdoptionAcknowledgement> {
    const request = requestOf(undefined, command, envelope);
    return this.#turns.take(ADOPTIONS_STREAM, async () => {
      for (let races = 0; races < MOST_RACES; races += 1) {
        try {
          return await this.#attempt(command, request);
        } catch (cause) {
          if (!(cause instanceof WrongRevision)) throw cause; // a lost race is decided anew
        }
      }
      throw new StoreOverloaded('adoptions are written from too many sides');
    });
  }

  async #attempt(command: AdoptionCommand, request: Request): Promise<AdoptionAcknowledgement> {
    const stored = await this.streams.adoptions.upToDate();
    const before = firstAnswer(stored, request);
    if (before !== undefined) return { recorded: before, replayed: true };
    const { adoptionId } = command.data;
    const known = adoptionsKnown(stored).find((one) => one.adoptionId === adoptionId);
    if (known === undefined && command.type !== 'ReadingsAdopted') {
      throw new NothingFound('adoption', command.data.adoptionId);
    }
    checkRevision(known, stored, adoptionId, request.envelope.expectedRevision);
    const now = this.clock.now();
    const event = decideAdoption(command, stored, { today: japaneseDateOf(now), terms: xspMailTerms });
    await this.#requireNamed(event);
    return this.#append(event, stored, request, now);
  }

  async #append(
    event: AdoptionEvent,
    stored: StoredAdoptions,
    request: Request,
    now: Instant,
  ): Promise<AdoptionAcknowledgement> {
    const { envelope, keyed, ids } = request;
    const eventId = ids.eventId(0);
    const { data, beside } = seal(event.data, personalDataOfAdoption(event));
    const metadata = writeMetadata({ ...envelope, recordedAt: momentOfRecording(stored, now), idempotency: keyed });
    const written = { id: eventId, type: event.type, data: canonicalJson(data), metadata, beside };
    const expected = stored.recorded.length === 0 ? 'none' : BigInt(stored.recorded.length - 1);
    const appended = await appendOnce(this.store, ADOPTIONS_STREAM, [written], expected, undefined);
    const { position, replayed } = appended;
    const recorded = answerOf({ ...event, eventId, revision: Number(appended.revision), position });
    return { recorded, replayed: replayed && keyed !== undefined };
  }

  /** A contract or dispute named wrongly would never be adopted for, and nobody would notice. @throws {InvalidFact} */
  async #requireNamed(event: AdoptionEvent): Promise<void> {
    if (event.type === 'AdoptionWithdrawn') return;
    const [{ scope, disputeId }, at] =
      event.type === 'ReadingsAdopted' ? [event.data, ''] : [event.data.replacement, '/replacement'];
    const contractIds = scope === 'all' ? undefined : scope.contractIds;
    if (contractIds !== undefined) await this.#requireContracts(contractIds, at);
    if (disputeId !== undefined) await requireDispute(this.store, disputeId, contractIds, `${at}/disputeId`);
  }

  async #requireContracts(contractIds: readonly string[], at: string): Promise<void> {
    for (let start = 0; start < contractIds.length; start += TOGETHER) {
      const some = contractIds.slice(start, start + TOGETHER);
      const found = await Promise.all(some.map((contractId) => this.store.lastRevision(streamOf(contractId))));
      const index = found.indexOf(undefined);
      if (index === -1) continue;
      const pointer = `${at}/scope/contractIds/${String(start + index)}`;
      throw new InvalidFact({ pointer, detail: `there is no contract ${some[index] ?? ''}` });
    }
  }
}

const firstAnswer = ({ recorded, metadata }: StoredAdoptions, { keyed }: Request): RecordedAdoption | undefined => {
  if (keyed === undefined) return undefined;
  const index = metadata.findIndex(({ idempotency }) => idempotency?.key === keyed.key);
  const event = recorded[index];
  if (event === undefined) return undefined;
  if (metadata[index]?.idempotency?.fingerprint !== keyed.fingerprint) throw new KeyReused();
  return answerOf(event);
};

const answerOf = (
  event: AdoptionEvent & Pick<RecordedAdoptionEvent, 'eventId' | 'revision' | 'position'>,
): RecordedAdoption => {
  const { eventId, type, revision, position, data } = event;
  const adoptionId = data.adoptionId ?? eventId;
  return { adoptionId, revision, position: String(position), events: [{ id: eventId, type, revision }] };
};

/** The revision of an adoption is the place, among all that was recorded of adoptions, of what was last said of it. @throws {RevisionMoved} */
const checkRevision = (
  adoption: Adoption | undefined,
  { recorded }: StoredAdoptions,
  adoptionId: string | undefined,
  expected: number | undefined,
): void => {
  const actual = adoption?.revisions.at(-1);
  if (expected === undefined || actual === expected) return;
  const between = (adoption?.revisions ?? []).flatMap((revision) => {
    const event = recorded[revision];
    return event === undefined || revision <= expected ? [] : [{ id: event.eventId, type: event.type, revision }];
  });
  throw new RevisionMoved(adoptionId ?? '', expected, actual, between, 'adoption');
};

/** In whole milliseconds, and never before what the stream already holds. */
const momentOfRecording = ({ metadata }: StoredAdoptions, now: Instant): Instant => {
  const moment = instantOfMilliseconds(Math.floor(now / 1000));
  const last = metadata.at(-1)?.recordedAt;
  return last !== undefined && last > moment ? last : moment;
};
