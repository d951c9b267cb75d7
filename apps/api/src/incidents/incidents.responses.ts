import type { IncidentEventType, OutageCause, OutageExtent } from '@ledger/contract';
import { RecordedEventResponse } from '../contracts/recorded.responses.js';

/** What was recorded of an incident. Its contracts are told of it afterwards. */
export class RecordedIncidentResponse {
  readonly incidentId!: string;

  /** The incident's revision now: also the ETag, and what If-Match takes. */
  readonly revision!: number;

  /**
   * The ledger-wide place, a whole number.
   * @example '1042'
   */
  readonly position!: string;

  readonly events!: RecordedEventResponse[];
}

/** An incident as it stands, and how far its contracts were told of it. */
export class IncidentItemResponse {
  readonly incidentId!: string;
  /** The incident's own count, from 0. */
  readonly revision!: number;
  readonly reportedAt!: string;
  /** It was reported wrongly, and counts no more. */
  readonly isVoid!: boolean;
  readonly occurredAt!: string;
  readonly awareAt!: string;
  readonly extent!: OutageExtent;
  readonly cause!: OutageCause;
  /** Null while it lasts. */
  readonly recoveredAt!: string | null;
  /** Whether it concerns all contracts that were in force, or those that were named. */
  readonly contracts!: 'all' | 'named';
  /** Whether its contracts are still being looked for, being told, or were all told of it as it stands. */
  readonly state!: 'finding-contracts' | 'carrying' | 'carried';
  /** Contracts that it concerns; while they are being looked for, those found so far. */
  readonly affected!: number;
  /** Those of them that hold it as it stands. */
  readonly carried!: number;
  /** Those that were told of it as it stands, and refused. */
  readonly refused!: number;
  /** Those still to be told of it as it stands. */
  readonly remaining!: number;
  /** Contracts told a second; null before there is anything to say. */
  readonly rate!: number | null;
}

/** A contract that did not take what happened, and why: as its own command would have been answered. */
export class IncidentRefusalResponse {
  readonly contractId!: string;
  /**
   * What was to be recorded.
   * @example 'OutageDetected'
   */
  readonly event!: string;
  /** As in `/problems/<code>`. */
  readonly code!: string;
  readonly detail!: string;
  /** The clause, where it is the terms that say no. */
  readonly article!: string | null;
  /** Its words. */
  readonly quote!: string | null;
}

/** An event of the incident. */
export class IncidentEventResponse {
  readonly id!: string;
  readonly type!: IncidentEventType;
  readonly revision!: number;
  readonly position!: string;
  readonly recordedAt!: string;
  readonly who!: string;
  /** Without the contracts. */
  readonly data!: Record<string, unknown>;
}

/** An incident, what was recorded of it, and one page of the contracts that refused it. */
export class IncidentResponse extends IncidentItemResponse {
  readonly events!: IncidentEventResponse[];
  readonly items!: IncidentRefusalResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}

/** One page of the incidents, the latest reported first. */
export class IncidentsResponse {
  readonly items!: IncidentItemResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}
