import { randomUUID } from 'node:crypto';
import type { Instant } from '@ledger/kernel';
import type { EventStore } from '@ledger/event-store';
import { canonicalJson } from '../canonical-json.js';
import { writeMetadata } from '../metadata.js';
import type { Request } from '../request.js';
import { INCIDENTS_STREAM } from './incident-streams.js';

/** That there may be an incident: it is named before it is reported, so that none is forgotten. */
export interface NamedIncident {
  readonly incidentId: string;
  /** The id of its report, by which an incident that another reported under the same name is told from this one. */
  readonly eventId: string;
  /** Its place among the named. */
  readonly revision: number;
}

export const nameIncident = async (
  store: EventStore,
  named: Omit<NamedIncident, 'revision'>,
  { envelope: { who, requestId } }: Request,
  recordedAt: Instant,
): Promise<void> => {
  const { incidentId, eventId } = named;
  const event = {
    id: randomUUID(),
    type: 'IncidentNamed',
    data: canonicalJson({ incidentId, eventId }),
    metadata: writeMetadata({ recordedAt, who, requestId, idempotency: undefined }),
  };
  await store.append(INCIDENTS_STREAM, [event], 'any');
};

/** All of them, the latest first. @param before only those named before this one */
export async function* namedIncidents(store: EventStore, before?: number): AsyncGenerator<NamedIncident> {
  const limit = 200;
  let from = before === undefined ? undefined : before - 1;
  while (from === undefined || from >= 0) {
    const { events } = await store.readStream(INCIDENTS_STREAM, {
      direction: 'backward',
      limit,
      ...(from !== undefined && { from: BigInt(from) }),
    });
    for (const { data, revision } of events) {
      yield { ...(JSON.parse(data) as Omit<NamedIncident, 'revision'>), revision: Number(revision) };
    }
    const last = events.at(-1);
    if (last === undefined) return;
    from = Number(last.revision) - 1;
  }
}
