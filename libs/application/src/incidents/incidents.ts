import { Injectable } from '@nestjs/common';
import { Clock, instantOfMilliseconds, japaneseDateOf, type Instant } from '@ledger/kernel';
import { EventStore, StoreOverloaded, WrongRevision } from '@ledger/event-store';
import {
  decideIncident,
  InvalidFact,
  personalDataOfIncident,
  type IncidentCommand,
  type IncidentEvent,
} from '@ledger/contract';
import { xspMailTerms } from '@ledger/terms';
import { appendOnce } from '../append-once.js';
import { canonicalJson } from '../canonical-json.js';
import type { Envelope, RecordedEvents } from '../envelope.js';
import { KeyReused, NothingFound, RevisionMoved } from '../errors.js';
import { writeMetadata } from '../metadata.js';
import { seal } from '../personal-data.js';
import { requestOf, type Request } from '../request.js';
import { Turns } from '../turns.js';
import { INCIDENT_ID, incidentStreamOf, readIncident, type StoredIncident } from './incident-streams.js';
import { nameIncident } from './register.js';

/** What was recorded of an incident, exactly as it is shown. */
export interface RecordedIncident extends RecordedEvents {
  readonly incidentId: string;
}
export interface IncidentAcknowledgement {
  readonly recorded: RecordedIncident;
  /** The same key and body came before: this is the first answer again, and nothing was appended. */
  readonly replayed: boolean;
}

const MOST_RACES = 100;

/** Records what happened to incidents, as `Contracts` does with contracts; the carrier does the rest. */
@Injectable()
export class Incidents {
  readonly #turns = new Turns();

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * @param given the incident; undefined only where it is reported: the ledger then names it
   * @throws {RevisionMoved} {KeyReused} and what `decideIncident` and the event store throw
   */
  async record(
    given: string | undefined,
    command: IncidentCommand,
    envelope: Envelope,
  ): Promise<IncidentAcknowledgement> {
    const request = requestOf(given, command, envelope);
    const incidentId = given ?? request.ids.contractId().replace(/^c-/, 'i-');
    if (!INCIDENT_ID.test(incidentId)) throw impossible(incidentId, command);
    return this.#turns.take(incidentId, () => this.#inTurn(incidentId, command, request));
  }

  async #inTurn(incidentId: string, command: IncidentCommand, request: Request): Promise<IncidentAcknowledgement> {
    for (let races = 0; races < MOST_RACES; races += 1) {
      try {
        return await this.#attempt(incidentId, command, request);
      } catch (cause) {
        if (!(cause instanceof WrongRevision)) throw cause; // a lost race is decided anew
      }
    }
    throw new StoreOverloaded(`incident ${incidentId} is written to from too many sides`);
  }

  async #attempt(incidentId: string, command: IncidentCommand, request: Request): Promise<IncidentAcknowledgement> {
    const stored = await readIncident(this.store, incidentId);
    const before = stored && firstAnswer(stored, request);
    if (before !== undefined) return { recorded: before, replayed: true };
    if (stored === undefined && command.type !== 'IncidentReported') throw new NothingFound('incident', incidentId);
    await this.#checkClaim(incidentId, command, request);
    checkRevision(incidentId, stored, request.envelope.expectedRevision);
    const now = this.clock.now();
    const context = { now, today: japaneseDateOf(now), terms: xspMailTerms };
    const event = decideIncident(command, incidentId, stored?.incident, context);
    return this.#append(incidentId, event, stored, request, now);
  }

  async #append(
    incidentId: string,
    event: IncidentEvent,
    stored: StoredIncident | undefined,
    request: Request,
    now: Instant,
  ): Promise<IncidentAcknowledgement> {
    const { envelope, keyed, ids } = request;
    const recordedAt = momentOfRecording(stored, now);
    const eventId = ids.eventId(0);
    const { data, beside } = seal(event.data, personalDataOfIncident(event));
    const metadata = writeMetadata({ ...envelope, recordedAt, idempotency: keyed });
    const written = { id: eventId, type: event.type, data: canonicalJson(data), metadata, beside };
    if (stored === undefined) await nameIncident(this.store, { incidentId, eventId }, request, recordedAt);
    const expected = stored === undefined ? 'none' : BigInt(stored.incident.revision);
    const claim = stored === undefined ? keyed?.key : undefined;
    const stream = incidentStreamOf(incidentId);
    const { revision, position, replayed } = await appendOnce(this.store, stream, [written], expected, claim);
    const recorded = answerOf(incidentId, { eventId, type: event.type, revision: Number(revision), position });
    return { recorded, replayed: replayed && keyed !== undefined };
  }

  /** A key that made an incident makes no other, whatever the body names it. @throws {KeyReused} */
  async #checkClaim(incidentId: string, { type }: IncidentCommand, { keyed }: Request): Promise<void> {
    if (keyed === undefined || type !== 'IncidentReported') return;
    const claimed = await this.store.claimedBy(keyed.key);
    if (claimed !== undefined && claimed.stream !== incidentStreamOf(incidentId)) throw new KeyReused();
  }
}

const firstAnswer = (
  { incident, recorded, metadata }: StoredIncident,
  { keyed }: Request,
): RecordedIncident | undefined => {
  if (keyed === undefined) return undefined;
  const index = metadata.findIndex(({ idempotency }) => idempotency?.key === keyed.key);
  const event = recorded[index];
  if (event === undefined) return undefined;
  if (metadata[index]?.idempotency?.fingerprint !== keyed.fingerprint) throw new KeyReused();
  return answerOf(incident.incidentId, event);
};

const answerOf = (
  incidentId: string,
  event: { readonly eventId: string; readonly type: string; readonly revision: number; readonly position: bigint },
): RecordedIncident => {
  const { eventId, type, revision, position } = event;
  return { incidentId, revision, position: String(position), events: [{ id: eventId, type, revision }] };
};

/** @throws {RevisionMoved} */
const checkRevision = (incidentId: string, stored: StoredIncident | undefined, expected: number | undefined): void => {
  const actual = stored?.incident.revision;
  if (expected === undefined || actual === expected) return;
  const between = stored?.recorded.slice(expected + 1) ?? [];
  const events = between.map(({ eventId, type, revision }) => ({ id: eventId, type, revision }));
  throw new RevisionMoved(incidentId, expected, actual, events, 'incident');
};

/** In whole milliseconds, and never before what the incident already holds. */
const momentOfRecording = (stored: StoredIncident | undefined, now: Instant): Instant => {
  const moment = instantOfMilliseconds(Math.floor(now / 1000));
  const last = stored?.metadata.at(-1)?.recordedAt;
  return last !== undefined && last > moment ? last : moment;
};

const impossible = (incidentId: string, { type }: IncidentCommand): Error =>
  type === 'IncidentReported'
    ? new InvalidFact({
        pointer: '/incidentId',
        detail: 'must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or digit',
      })
    : new NothingFound('incident', incidentId);
