import type { IsoInstant } from '@ledger/kernel';
import type { Documented, OutageCause, OutageExtent } from '../events.js';

/*
 * An outage of many contracts is an incident with a stream of its own. Storage format as in ../events.ts: JSON facts in the past tense; a
 * shipped event is never edited, a changed one gets a successor and an upcaster (open-incident-event.ts).
 */

/** What an incident's stream holds; the revision that clients go by counts these alone. */
interface IncidentFacts {
  /** Names the contracts, or says that it was all those in force when the provider became aware, as the log knew them before this event. */
  IncidentReported: {
    occurredAt: IsoInstant;
    awareAt: IsoInstant;
    extent: OutageExtent;
    cause: OutageCause;
    contractIds: readonly string[] | 'all';
  };
  IncidentRecovered: { recoveredAt: IsoInstant };
}

/** What a later event says about an earlier one; never itself a target. */
interface IncidentCorrections {
  IncidentCorrected: {
    eventId: string;
    type: IncidentFactType;
    reason: string;
    /** The fact's data as it should have been, without the contracts: those stay the same. */
    replacement: Readonly<Record<string, unknown>>;
  };
  IncidentVoided: { eventId: string; reason: string };
}

/**
 * What is done about an incident, in a stream beside it. First the affected contracts, page after page as they are found, each told of the
 * incident as it stood then; then that these are all. After that, for every further state of the incident, the same pages, told of it. Sums
 * stand in each event, so that the last one says how far it is.
 */
interface CarriageFacts {
  /** `carried` is the number of contracts found so far. */
  ContractsAffected: { contractIds: readonly string[] } & PageCarried;
  /** `incidentRevision` is the earliest state that any of the pages was told of. */
  AffectedContractsDecided: CarriageExtent & StateCarried;
  IncidentCarried: CarriageExtent & PageCarried & { page: number };
}
export interface CarriageExtent {
  readonly contracts: number;
  readonly pages: number;
}
/** How far the contracts were told of a state of the incident. */
export interface StateCarried {
  /** The state: the revision of the incident's last event. */
  readonly incidentRevision: number;
  /** Contracts told of it so far, and those among them that refused. */
  readonly carried: number;
  readonly refused: number;
  /** When the telling of it began, and the revision of the event about the first page. */
  readonly begunAt: IsoInstant;
  readonly firstRevision: number;
}
interface PageCarried extends StateCarried {
  /** Those of the page that refused. */
  readonly refusals: readonly CarriageRefusal[];
  /** The words of the clauses that they name: once for a page, since many refuse for the same reason. */
  readonly quotes: Readonly<Record<string, string>>;
}
/** Why a contract did not take what happened, as its own commands would have been answered. */
export interface CarriageRefusal {
  readonly contractId: string;
  /** What was to be recorded. */
  readonly event: string;
  readonly code: string;
  readonly detail: string;
  /** The clause, where it is the terms that say no. */
  readonly article?: string;
}

type EventOf<Catalogue> = {
  [Type in keyof Catalogue]: { readonly type: Type; readonly data: Documented<Catalogue[Type]> };
}[keyof Catalogue];

export type IncidentFactType = keyof IncidentFacts;
export type IncidentEventType = keyof (IncidentFacts & IncidentCorrections);
export type IncidentDataOf<Type extends IncidentEventType> = Documented<(IncidentFacts & IncidentCorrections)[Type]>;
export type IncidentEvent = EventOf<IncidentFacts & IncidentCorrections>;
/** Everything that the stream beside an incident's may hold. */
export type CarriageEvent = {
  [Type in keyof CarriageFacts]: { readonly type: Type; readonly data: Readonly<CarriageFacts[Type]> };
}[keyof CarriageFacts];

/** JSON pointers to an event's personal data, which can be erased one day; `*` stands for every item of a list. */
export const personalDataOfIncident = ({ type }: IncidentEvent): readonly string[] => {
  const names = '/documents/*/name';
  switch (type) {
    case 'IncidentReported':
    case 'IncidentRecovered':
      return [names];
    case 'IncidentCorrected':
      return ['/reason', names, '/replacement/documents/*/name'];
    case 'IncidentVoided':
      return ['/reason', names];
  }
};
