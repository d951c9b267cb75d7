import { isoInstant } from '@ledger/kernel';
import { recoveryOf, type IncidentDataOf } from '@ledger/contract';
import { progressOf, type Progress } from './carriage.js';
import type { RecordedCarriage, StoredIncident } from './incident-streams.js';

/** An incident as it stands, and how far it is carried. */
export interface IncidentAnswer extends Progress {
  readonly incidentId: string;
  readonly revision: number;
  readonly reportedAt: string;
  /** It was reported wrongly, and counts no more. */
  readonly isVoid: boolean;
  readonly occurredAt: string;
  readonly awareAt: string;
  readonly extent: IncidentDataOf<'IncidentReported'>['extent'];
  readonly cause: IncidentDataOf<'IncidentReported'>['cause'];
  readonly recoveredAt: string | null;
  /** Whether it concerns all contracts in force, or those that were named. */
  readonly contracts: 'all' | 'named';
}

export const incidentAnswer = (
  { incident, metadata }: StoredIncident,
  last: RecordedCarriage | undefined,
): IncidentAnswer => {
  const { incidentId, revision, report } = incident;
  const { occurredAt, awareAt, extent, cause, contractIds } = report.data;
  const reported = metadata[0];
  if (reported === undefined) throw new Error('an incident has at least its report');
  return {
    incidentId,
    revision,
    reportedAt: isoInstant(reported.recordedAt),
    isVoid: report.isVoid,
    occurredAt,
    awareAt,
    extent,
    cause,
    recoveredAt: recoveryOf(incident)?.data.recoveredAt ?? null,
    contracts: contractIds === 'all' ? 'all' : 'named',
    ...progressOf(incident, last),
  };
};
