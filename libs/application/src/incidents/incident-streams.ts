import type { EventStore, RecordedEvent } from '@ledger/event-store';
import {
  incidentAfter,
  openCarriageEvent,
  openIncidentEvent,
  type CarriageEvent,
  type Incident,
  type RecordedIncidentEvent,
  unseal,
} from '@ledger/contract';
import { CONTRACT_ID } from '../ids.js';
import { readMetadata, type Metadata } from '../metadata.js';

/*
 * Three kinds of streams: what happened to an incident (`incident-<id>`), what is done about it (`carriage-<id>`), and which incidents there
 * are (`incidents`). The carriage stands beside, so that the revision of an incident is moved by facts alone: `If-Match` serves also while
 * it is carried.
 */

/** An incident may be named as a contract may. */
export const INCIDENT_ID = CONTRACT_ID;
const PREFIX = 'incident-';
export const incidentStreamOf = (incidentId: string): string => PREFIX + incidentId;
export const carriageStreamOf = (incidentId: string): string => `carriage-${incidentId}`;
/** Names incidents in the order in which they were reported; each is named before its own stream begins. */
export const INCIDENTS_STREAM = 'incidents';
/** The incident whose facts a stream keeps; undefined for any other stream. */
export const incidentOf = (stream: string): string | undefined =>
  stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : undefined;

/** An incident as its stream gives it. */
export interface StoredIncident {
  readonly incident: Incident;
  readonly recorded: readonly RecordedIncidentEvent[];
  /** What stands about the recording of each event. */
  readonly metadata: readonly Metadata[];
}

/** Undefined where there is none. */
export const readIncident = async (store: EventStore, incidentId: string): Promise<StoredIncident | undefined> => {
  if (!INCIDENT_ID.test(incidentId)) return undefined;
  const { events } = await store.readStream(incidentStreamOf(incidentId));
  const opened = events.map(opens);
  const recorded = opened.map(({ event }) => event);
  const incident = incidentAfter(incidentId, recorded);
  return incident && { incident, recorded, metadata: opened.map(({ metadata }) => metadata) };
};

const opens = (stored: RecordedEvent): { readonly event: RecordedIncidentEvent; readonly metadata: Metadata } => {
  const metadata = readMetadata(stored.metadata);
  const { id: eventId, type, position } = stored;
  const opened = openIncidentEvent({ type, data: unseal(stored.data, stored.beside) });
  const event = { ...opened, eventId, position, revision: Number(stored.revision), recordedAt: metadata.recordedAt };
  return { event, metadata };
};

/** An event of the carriage, and where it stands. */
export type RecordedCarriage = CarriageEvent & { readonly revision: number; readonly recordedAt: number };

/** The last event of the carriage says how far it is; undefined where nothing was done yet. */
export const lastOfCarriage = async (store: EventStore, incidentId: string): Promise<RecordedCarriage | undefined> => {
  const stream = carriageStreamOf(incidentId);
  const { events } = await store.readStream(stream, { direction: 'backward', limit: 1 });
  return events.map(openCarriage)[0];
};

export const readCarriage = async (
  store: EventStore,
  incidentId: string,
  from: number,
  limit: number,
): Promise<readonly RecordedCarriage[]> => {
  const { events } = await store.readStream(carriageStreamOf(incidentId), { from: BigInt(from), limit });
  return events.map(openCarriage);
};

const openCarriage = ({ type, data, metadata, revision }: RecordedEvent): RecordedCarriage => ({
  ...openCarriageEvent({ type, data: JSON.parse(data) as Readonly<Record<string, unknown>> }),
  revision: Number(revision),
  recordedAt: readMetadata(metadata).recordedAt,
});
