import type { StoredEvent } from '@ledger/contract';
import type { DisputeEvent } from './dispute-events.js';
import { isDisputeEventType } from './dispute-shapes.js';

/**
 * The current event that a stored one stands for. None has a successor so far.
 * @throws {Error} for a kind of event that this version of the ledger does not know.
 */
export const openDisputeEvent = (stored: StoredEvent): DisputeEvent => {
  if (isDisputeEventType(stored.type)) return stored as DisputeEvent;
  throw new Error(`an event of unknown type ${stored.type}: was it written by a newer version?`);
};
