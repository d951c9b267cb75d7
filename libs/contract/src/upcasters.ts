import type { ContractEvent, EventType } from './events.js';
import { isEventType } from './parse-fact.js';

/** An event as the log keeps it: maybe of a schema that is no longer written. */
export interface StoredEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}
/** Turns the data of an event that is no longer written into its successor's. */
export type Upcaster = (data: StoredEvent['data']) => StoredEvent;

/**
 * The upcaster of every kind of event that was shipped once and has a successor, by its old name. A chain of successors is followed to its
 * end. None has been needed so far.
 */
const upcasters: Readonly<Record<string, Upcaster>> = {};

/**
 * The current event that a stored one stands for; its data is what was checked when it was recorded.
 * @throws {Error} for a kind of event that this version of the ledger does not know.
 */
export const openEvent = (
  stored: StoredEvent,
  known: Readonly<Record<string, Upcaster>> = upcasters,
): ContractEvent => {
  const current = upcast(stored, known);
  if (!isEventType(current.type))
    throw new Error(`an event of unknown type ${current.type}: was it written by a newer version?`);
  return current as StoredEvent & { readonly type: EventType } as ContractEvent;
};

const upcast = (stored: StoredEvent, known: Readonly<Record<string, Upcaster>>): StoredEvent => {
  const upcaster = Object.hasOwn(known, stored.type) ? known[stored.type] : undefined;
  if (upcaster !== undefined) return upcast(upcaster(stored.data), known);
  return stored.type === 'EventCorrected' ? upcastReplacement(stored, known) : stored;
};

/** A replacement is data of the kind that its target was when the correction was recorded. */
const upcastReplacement = (stored: StoredEvent, known: Readonly<Record<string, Upcaster>>): StoredEvent => {
  const { type, replacement } = stored.data;
  const before = { type, data: replacement } as StoredEvent;
  const after = upcast(before, known);
  if (after === before) return stored;
  return { type: stored.type, data: { ...stored.data, type: after.type, replacement: after.data } };
};
