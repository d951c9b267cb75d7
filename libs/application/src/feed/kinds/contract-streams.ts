import { eventDefinitions, eventSchemas, openEvent, type EventType } from '@ledger/contract';
import { contractOf } from '../../streams.js';
import type { EventDescription, StreamKind } from '../stream-kind.js';

const summaryOf = (type: EventType): string => {
  if (type === 'EventCorrected')
    return 'An earlier event of the contract is corrected: `replacement` stands in the place of its data.';
  if (type === 'EventVoided') return 'An earlier event of the contract is void.';
  const { clause } = eventDefinitions[type];
  return typeof clause === 'function' ? 'Its article depends on its data.' : `Article ${clause.label}: ${clause.quote}`;
};

const types = Object.keys(eventSchemas) as EventType[];

/** What happened to a contract. */
export const contractStreams: StreamKind = {
  subjectOf: contractOf,
  sourceOf: (contractId) => `/v1/contracts/${contractId}`,
  open: (stored) => openEvent(stored),
  types: Object.fromEntries(
    types.map((type): [string, EventDescription] => [type, { summary: summaryOf(type), schema: eventSchemas[type] }]),
  ),
};
