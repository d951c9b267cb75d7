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
 * What is done about an incident, in a stream beside it: first page after page of the affected contracts, then that these are all, then
 * for every state of the incident, page after page, that they were told. Sums stand in each, so that the last event says how far it is.
 */
interface CarriageFacts {
  ContractsAffected: { contractIds: readonly string[]; total: number };
  AffectedContractsDecided: CarriageExtent;
  IncidentCarried: CarriageExtent & {
    /** The state of the incident that was carried: its last event's revision. */
    incidentRevision: number;
    page: number;
    /** Contracts told of this state so far, and those among them that refused. */
    carried: number;
    refused: number;
    /** When telling the first of them of this state began, and the revision of the event about its first page. */
    begunAt: IsoInstant;
    firstRevision: number;
    /** Those of this page that refused. */
    refusals: readonly CarriageRefusal[];
  };
}
export interface CarriageExtent {
  readonly contracts: number;
  readonly pages: number;
}
/** Why a contract did not take what happened, as its own commands would have been answered. */
export interface CarriageRefusal {
  readonly contractId: string;
  /** What was to be recorded. */
  readonly event: string;
  readonly code: string;
  readonly detail: string;
  /** The clause, where it is the terms that say no, and its words. */
  readonly article?: string;
  readonly quote?: string;
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
