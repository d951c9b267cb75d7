import type { StoredEvent, Upcaster } from '../upcasters.js';
import type { AdoptionEvent } from './adoption-events.js';
import { isAdoptionEventType } from './adoption-shapes.js';

/** The upcaster of every kind of event about adoptions that was shipped once and has a successor, by its old name. None has been needed so far. */
const upcasters: Readonly<Record<string, Upcaster>> = {};

/** The current event that a stored one stands for. @throws {Error} for a kind of event that this version of the ledger does not know. */
export const openAdoptionEvent = (stored: StoredEvent): AdoptionEvent => {
  const upcaster = Object.hasOwn(upcasters, stored.type) ? upcasters[stored.type] : undefined;
  if (upcaster !== undefined) return openAdoptionEvent(upcaster(stored.data));
  if (!isAdoptionEventType(stored.type)) {
    throw new Error(`an event of unknown type ${stored.type}: was it written by a newer version?`);
  }
  return stored as AdoptionEvent;
};
