import { assertNever, type IsoInstant } from '@ledger/kernel';
import type { Recording } from '../history.js';
import type { IncidentDataOf, IncidentEvent, IncidentFactType } from './incident-events.js';

export type RecordedIncidentEvent = Recording & IncidentEvent;

/** A fact of an incident as it stands after its corrections. */
export type IncidentFact<Type extends IncidentFactType = IncidentFactType> = {
  readonly [T in Type]: {
    readonly type: T;
    readonly eventId: string;
    readonly revision: number;
    /** As corrected last. */
    readonly data: IncidentDataOf<T>;
    readonly isVoid: boolean;
    /** The correction that counts: of several the latest. */
    readonly correction: { readonly revision: number; readonly eventId: string; readonly reason: string } | undefined;
  };
}[Type];

/** An incident with all that is known of it now. */
export interface Incident {
  readonly incidentId: string;
  /** Its last event's. */
  readonly revision: number;
  /** The position of its first event: what the log knew before is what was known when it was reported. */
  readonly reportedAt: bigint;
  /** When the provider became aware, as it was reported first: what decides which contracts the incident concerns. */
  readonly firstAwareAt: IsoInstant;
  readonly report: IncidentFact<'IncidentReported'>;
  readonly recoveries: readonly IncidentFact<'IncidentRecovered'>[];
  /** The ids of its corrections. */
  readonly corrections: readonly string[];
}

/** The recovery that stands. */
export const recoveryOf = ({ recoveries }: Incident): IncidentFact<'IncidentRecovered'> | undefined =>
  recoveries.find(({ isVoid }) => !isVoid);

/** The incident after its events; undefined without any. */
export const incidentAfter = (incidentId: string, events: readonly RecordedIncidentEvent[]): Incident | undefined =>
  events.reduce<Incident | undefined>((before, event) => evolve(incidentId, before, event), undefined);

const evolve = (incidentId: string, before: Incident | undefined, event: RecordedIncidentEvent): Incident => {
  const { eventId, revision, position } = event;
  if (event.type === 'IncidentReported') {
    const report = { type: event.type, eventId, revision, data: event.data, isVoid: false, correction: undefined };
    return {
      incidentId,
      revision,
      reportedAt: position,
      firstAwareAt: event.data.awareAt,
      report,
      recoveries: [],
      corrections: [],
    };
  }
  if (before === undefined) throw new Error(`incident ${incidentId} does not begin with its report`);
  switch (event.type) {
    case 'IncidentRecovered': {
      const recovery = { type: event.type, eventId, revision, data: event.data, isVoid: false, correction: undefined };
      return { ...before, revision, recoveries: [...before.recoveries, recovery] };
    }
    case 'IncidentCorrected':
    case 'IncidentVoided':
      return {
        ...before,
        revision,
        report: corrected(before.report, event),
        recoveries: before.recoveries.map((recovery) => corrected(recovery, event)),
        corrections: [...before.corrections, eventId],
      };
    default:
      return assertNever(event);
  }
};

/** The replacement was checked when it was recorded. A report keeps its contracts. */
const corrected = <Fact extends IncidentFact>(
  fact: Fact,
  event: Extract<RecordedIncidentEvent, { type: 'IncidentCorrected' | 'IncidentVoided' }>,
): Fact => {
  if (event.data.eventId !== fact.eventId) return fact;
  const correction = { revision: event.revision, eventId: event.eventId, reason: event.data.reason };
  if (event.type === 'IncidentVoided') return { ...fact, isVoid: true, correction };
  const kept = 'contractIds' in fact.data ? { contractIds: fact.data.contractIds } : {};
  return { ...fact, isVoid: false, correction, data: { ...event.data.replacement, ...kept } };
};
