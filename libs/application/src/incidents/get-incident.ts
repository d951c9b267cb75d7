import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoInstant } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import type { CarriageRefusal, IncidentEventType } from '@ledger/contract';
import { cursorOf, placeOf } from '../cursor.js';
import { InvalidCursor, NothingFound } from '../errors.js';
import { limitOf } from '../pages.js';
import type { Page, PageRequest } from '../view.js';
import { toldOf } from './carriage.js';
import { incidentAnswer, type IncidentAnswer } from './incident-answer.js';
import {
  lastOfCarriage,
  readCarriage,
  readIncident,
  type RecordedCarriage,
  type StoredIncident,
} from './incident-streams.js';

/** An incident, what was recorded of it, and the contracts that refused it, in the order in which they were told. */
export class GetIncident extends Query<IncidentDetails> {
  constructor(
    readonly incidentId: string,
    readonly page: PageRequest,
  ) {
    super();
  }
}
/** The items are what was refused while the contracts were told of the incident as it stands. */
export interface IncidentDetails extends IncidentAnswer, Page<RefusalAnswer> {
  readonly events: readonly IncidentEventAnswer[];
}
export interface RefusalAnswer extends Omit<CarriageRefusal, 'article'> {
  readonly article: string | null;
  readonly quote: string | null;
}
export interface IncidentEventAnswer {
  readonly id: string;
  readonly type: IncidentEventType;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly who: string;
  /** Of a report without the contracts: those may be many. */
  readonly data: Readonly<Record<string, unknown>>;
}

@QueryHandler(GetIncident)
export class GetIncidentHandler implements IQueryHandler<GetIncident> {
  constructor(private readonly store: EventStore) {}

  /** @throws {NothingFound} {InvalidCursor} {InvalidRequest} */
  async execute({ incidentId, page }: GetIncident): Promise<IncidentDetails> {
    const limit = limitOf(page);
    const stored = await readIncident(this.store, incidentId);
    if (stored === undefined) throw new NothingFound('incident', incidentId);
    const last = await lastOfCarriage(this.store, incidentId);
    const list = ['refusals', incidentId];
    const from = page.cursor === undefined ? beginningOf(stored, last) : placeIn(list, page.cursor);
    const { items, next } = from === undefined ? NOTHING : await this.#refusals(incidentId, from, limit);
    return {
      ...incidentAnswer(stored, last),
      events: eventsOf(stored),
      items,
      nextCursor:
        next === undefined ? null : cursorOf(list, { position: BigInt(next.revision), after: String(next.index) }),
    };
  }

  /** At most so many, from a place in the carriage on; a cursor goes on in the state of the incident that it began with. */
  async #refusals(
    incidentId: string,
    from: RefusalPlace,
    limit: number,
  ): Promise<{ readonly items: readonly RefusalAnswer[]; readonly next: RefusalPlace | undefined }> {
    const items: RefusalAnswer[] = [];
    let state: number | undefined;
    let { revision, index } = from;
    for (;;) {
      const events = await readCarriage(this.store, incidentId, revision, EVENTS_AT_ONCE);
      for (const event of events) {
        if (event.type === 'AffectedContractsDecided') return { items, next: undefined };
        state ??= event.data.incidentRevision;
        if (event.data.incidentRevision !== state) return { items, next: undefined };
        const refusals = event.data.refusals.slice(index);
        if (items.length + refusals.length > limit) {
          const shown = refusals.slice(0, limit - items.length);
          const next = { revision: event.revision, index: index + shown.length };
          return { items: [...items, ...shown.map((one) => answerOf(one, event.data.quotes))], next };
        }
        items.push(...refusals.map((one) => answerOf(one, event.data.quotes)));
        index = 0;
        revision = event.revision + 1;
      }
      if (events.length < EVENTS_AT_ONCE) return { items, next: undefined };
    }
  }
}

const EVENTS_AT_ONCE = 50;
const NOTHING = { items: [], next: undefined } as const;

/** An event of the carriage, and which of its refusals. */
interface RefusalPlace {
  readonly revision: number;
  readonly index: number;
}

/** Where the telling of the present state began; undefined where nothing is told of it yet. */
const beginningOf = ({ incident }: StoredIncident, last: RecordedCarriage | undefined): RefusalPlace | undefined => {
  const told = toldOf(incident, last);
  return told && { revision: told.firstRevision, index: 0 };
};

const placeIn = (list: unknown, cursor: string): RefusalPlace => {
  const { position, after } = placeOf(list, cursor);
  if (!/^\d{1,6}$/.test(after)) throw new InvalidCursor();
  return { revision: Number(position), index: Number(after) };
};

const answerOf = (refusal: CarriageRefusal, quotes: Readonly<Record<string, string>>): RefusalAnswer => ({
  ...refusal,
  article: refusal.article ?? null,
  quote: quotes[refusal.article ?? ''] ?? null,
});

const eventsOf = ({ recorded, metadata }: StoredIncident): readonly IncidentEventAnswer[] =>
  recorded.map(({ eventId, type, revision, position, recordedAt, data }) => {
    const { contractIds: _contractIds, ...shown } = data as typeof data & { readonly contractIds?: unknown };
    return {
      id: eventId,
      type,
      revision,
      position: String(position),
      recordedAt: isoInstant(recordedAt),
      who: metadata[revision]?.who ?? '',
      data: shown,
    };
  });
