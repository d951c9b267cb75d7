import type { CarriageExtent, Incident } from '@ledger/contract';
import type { RecordedCarriage } from './incident-streams.js';

/** What is to be done next about an incident. */
export type CarriageStep =
  | { readonly kind: 'find-affected' }
  | {
      readonly kind: 'carry-page';
      readonly page: number;
      readonly extent: CarriageExtent;
      /** Undefined where this is the first page that is told of the incident as it stands. */
      readonly before: CarriedPage | undefined;
    }
  | { readonly kind: 'rest' };

export type CarriedPage = Extract<RecordedCarriage, { type: 'IncidentCarried' }>['data'];

/**
 * What is to be done next, by the last event of the carriage. When something happens to the incident meanwhile, its contracts are told from
 * the first on: those not reached yet are told of everything at once.
 */
export const nextStep = ({ revision }: Incident, last: RecordedCarriage | undefined): CarriageStep => {
  if (last === undefined || last.type === 'ContractsAffected') return { kind: 'find-affected' };
  const { contracts, pages } = last.data;
  const extent = { contracts, pages };
  const before = last.type === 'IncidentCarried' && last.data.incidentRevision === revision ? last.data : undefined;
  const page = before === undefined ? 0 : before.page + 1;
  if (page < pages) return { kind: 'carry-page', page, extent, before };
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
  const step = nextStep(incident, last);
  if (last === undefined || last.type === 'ContractsAffected') {
    const affected = last?.data.total ?? 0;
    return { state: 'finding-contracts', affected, carried: 0, refused: 0, remaining: affected, rate: null };
  }
  const { contracts } = last.data;
  const told = step.kind === 'carry-page' ? step.before : last.type === 'IncidentCarried' ? last.data : undefined;
  const { carried: reached, refused } = told ?? { carried: 0, refused: 0 };
  return {
    state: step.kind === 'rest' ? 'carried' : 'carrying',
    affected: contracts,
    carried: reached - refused,
    refused,
    remaining: contracts - reached,
    rate: told === undefined ? null : rateOf(told, last.recordedAt),
  };
};

const MICROSECONDS = 1_000_000;
const rateOf = ({ carried, begunAt }: CarriedPage, until: number): number | null => {
  const seconds = (until - Date.parse(begunAt) * 1000) / MICROSECONDS;
  return seconds > 0 ? Math.round(carried / seconds) : null;
};
