import { incidentSchemas, openIncidentEvent } from '@ledger/contract';
import { incidentOf } from '../../incidents/incident-streams.js';
import type { StreamKind } from '../stream-kind.js';

/** What happened to an incident. That each contract concerned had an outage stands in the contract's own stream. */
export const incidentStreams: StreamKind = {
  subjectOf: incidentOf,
  sourceOf: (incidentId) => `/v1/incidents/${incidentId}`,
  open: openIncidentEvent,
  types: {
    IncidentReported: {
      summary: 'The service cannot be used by many contracts. Each of them records the outage as an event of its own.',
      schema: incidentSchemas.IncidentReported,
    },
    IncidentRecovered: { summary: 'An incident is over.', schema: incidentSchemas.IncidentRecovered },
    IncidentCorrected: {
      summary:
        'An earlier event of the incident is corrected: `replacement` stands in the place of its data, the contracts stay.',
      schema: incidentSchemas.IncidentCorrected,
    },
    IncidentVoided: { summary: 'An earlier event of the incident is void.', schema: incidentSchemas.IncidentVoided },
  },
};
