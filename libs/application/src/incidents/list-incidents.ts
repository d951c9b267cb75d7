import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore } from '@ledger/event-store';
import { cursorOf, placeOf } from '../cursor.js';
import { limitOf } from '../pages.js';
import type { Page, PageRequest } from '../view.js';
import { incidentAnswer, type IncidentAnswer } from './incident-answer.js';
import { lastOfCarriage, readIncident } from './incident-streams.js';
import { namedIncidents } from './register.js';

/** All incidents, the latest reported first. */
export class ListIncidents extends Query<Page<IncidentAnswer>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

@QueryHandler(ListIncidents)
export class ListIncidentsHandler implements IQueryHandler<ListIncidents> {
  constructor(private readonly store: EventStore) {}

  async execute({ page }: ListIncidents): Promise<Page<IncidentAnswer>> {
    const limit = limitOf(page);
    const before = page.cursor === undefined ? undefined : Number(placeOf(LIST, page.cursor).position);
    const items: IncidentAnswer[] = [];
    let last: number | undefined;
    for await (const { incidentId, eventId, revision } of namedIncidents(this.store, before)) {
      const stored = await readIncident(this.store, incidentId);
      if (stored?.incident.report.eventId !== eventId) continue; // named, and then not reported
      if (items.length === limit && last !== undefined) {
        return { items, nextCursor: cursorOf(LIST, { position: BigInt(last), after: '' }) };
      }
      items.push(incidentAnswer(stored, await lastOfCarriage(this.store, incidentId)));
      last = revision;
    }
    return { items, nextCursor: null };
  }
}

const LIST = 'incidents';
