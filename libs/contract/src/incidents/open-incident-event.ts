import type { StoredEvent, Upcaster } from '../upcasters.js';
import { isIncidentEventType } from './incident-shapes.js';
import type { CarriageEvent, IncidentEvent } from './incident-events.js';

/** The upcaster of every kind of event about incidents that was shipped once and has a successor, by its old name. None has been needed so far. */
const upcasters: Readonly<Record<string, Upcaster>> = {};

/** The current event that a stored one stands for. @throws {Error} for a kind of event that this version of the ledger does not know. */
export const openIncidentEvent = (stored: StoredEvent): IncidentEvent => {
  const current = upcast(stored);
  if (!isIncidentEventType(current.type)) throw unknown(current);
  return current as IncidentEvent;
};

/** As `openIncidentEvent`, for the stream beside. */
export const openCarriageEvent = (stored: StoredEvent): CarriageEvent => {
  const current = upcast(stored);
  if (!CARRIAGE_TYPES.includes(current.type)) throw unknown(current);
  return current as CarriageEvent;
};

const CARRIAGE_TYPES: readonly string[] = [
  'ContractsAffected',
  'AffectedContractsDecided',
  'IncidentCarried',
] satisfies readonly CarriageEvent['type'][];

const upcast = (stored: StoredEvent): StoredEvent => {
  const upcaster = Object.hasOwn(upcasters, stored.type) ? upcasters[stored.type] : undefined;
  return upcaster === undefined ? stored : upcast(upcaster(stored.data));
};

const unknown = ({ type }: StoredEvent): Error =>
  new Error(`an event of unknown type ${type}: was it written by a newer version?`);
