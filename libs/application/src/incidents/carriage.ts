import type { CarriageExtent, Incident, StateCarried } from '@ledger/contract';
import type { RecordedCarriage } from './incident-streams.js';

/** What is to be done next about an incident. */
export type CarriageStep =
  /** Its contracts are found, and told of it as they are. */
  | { readonly kind: 'find-affected' }
  | {
      readonly kind: 'carry-page';
      readonly page: number;
      readonly extent: CarriageExtent;
      /** Undefined where this is the first page that is told of the incident as it stands. */
      readonly before: StateCarried | undefined;
    }
  | { readonly kind: 'rest' };

/**
 * What is to be done next, by the last event of the carriage. When something happens to the incident meanwhile, its contracts are told from
 * the first on: those not reached yet are told of everything at once.
 */
export const nextStep = ({ revision }: Incident, last: RecordedCarriage | undefined): CarriageStep => {
  if (last === undefined || last.type === 'ContractsAffected') return { kind: 'find-affected' };
  const { contracts, pages, incidentRevision } = last.data;
  const before = incidentRevision === revision ? last.data : undefined;
  if (before !== undefined && last.type === 'AffectedContractsDecided') return { kind: 'rest' };
  const page = before !== undefined && last.type === 'IncidentCarried' ? last.data.page + 1 : 0;
  if (page < pages) return { kind: 'carry-page', page, extent: { contracts, pages }, before };
  return { kind: 'rest' };
};

/** How far an incident is carried, as its contracts are to hold it now. */
export interface Progress {
  readonly state: 'finding-contracts' | 'carrying' | 'carried';
  /** Contracts that it concerns; while they are being looked for, those found so far. */
  readonly affected: number;
  /** That hold it as it stands. */
  readonly carried: number;
  readonly refused: number;
  readonly remaining: number;
  /** Contracts a second; null before anything can be said. */
  readonly rate: number | null;
}

export const progressOf = (incident: Incident, last: RecordedCarriage | undefined): Progress => {
  if (last === undefined) {
    return { state: 'finding-contracts', affected: 0, carried: 0, refused: 0, remaining: 0, rate: null };
  }
  const affected = last.type === 'ContractsAffected' ? last.data.carried : last.data.contracts;
  const told = toldOf(incident, last);
  const { kind } = nextStep(incident, last);
  return {
    state: kind === 'find-affected' ? 'finding-contracts' : kind === 'rest' ? 'carried' : 'carrying',
    affected,
    carried: (told?.carried ?? 0) - (told?.refused ?? 0),
    refused: told?.refused ?? 0,
    remaining: affected - (told?.carried ?? 0),
    rate: told === undefined ? null : rateOf(told, last.recordedAt),
  };
};

/** How far the contracts were told of the incident as it stands; undefined where none was yet. */
export const toldOf = ({ revision }: Incident, last: RecordedCarriage | undefined): StateCarried | undefined =>
  last?.data.incidentRevision === revision ? last.data : undefined;

const MICROSECONDS = 1_000_000;
const rateOf = ({ carried, begunAt }: StateCarried, until: number): number | null => {
  const seconds = (until - Date.parse(begunAt) * 1000) / MICROSECONDS;
  return seconds > 0 ? Math.round(carried / seconds) : null;
};
