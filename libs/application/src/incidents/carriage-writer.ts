import { instantOfMilliseconds, type Clock } from '@ledger/kernel';
import type { EventStore, NewEvent } from '@ledger/event-store';
import type { CarriageEvent } from '@ledger/contract';
import { appendOnce } from '../append-once.js';
import { canonicalJson } from '../canonical-json.js';
import { idsFrom } from '../ids.js';
import { writeMetadata, type Metadata } from '../metadata.js';
import { carriageStreamOf } from './incident-streams.js';

/**
 * Adds to what was done about an incident.
 * @param last the revision of the event before, -1 where there is none
 * @param recording of the incident's event that this is done about: the carriage is recorded in the name of whoever reported that
 * @throws {WrongRevision} where somebody else carried on meanwhile
 */
export const appendCarriage = async (
  store: EventStore,
  clock: Clock,
  incidentId: string,
  last: number,
  { type, data }: CarriageEvent,
  { who, requestId }: Metadata,
): Promise<void> => {
  const recordedAt = instantOfMilliseconds(Math.floor(clock.now() / 1000));
  const event: NewEvent = {
    id: idsFrom(`carriage ${incidentId} ${String(last + 1)} ${type} ${canonicalJson(data)}`).eventId(0),
    type,
    data: canonicalJson(data),
    metadata: writeMetadata({ recordedAt, who, requestId, idempotency: undefined }),
  };
  await appendOnce(store, carriageStreamOf(incidentId), [event], last < 0 ? 'none' : BigInt(last), undefined);
};
