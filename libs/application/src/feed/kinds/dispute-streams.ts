import { premisesSchema } from '@ledger/contract';
import { disputeOutcomes, openDisputeEvent, type DisputeEventType } from '@ledger/disputes';
import { disputeOf } from '../../disputes/dispute-streams.js';
import { asDescribed, day, listOf, object, text } from '../event-schema.js';
import type { EventDescription, StreamKind } from '../stream-kind.js';

const { readings = {}, edition = {} } = premisesSchema.properties ?? {};
const held = object(
  {
    kind: { enum: ['added', 'corrected', 'voided'] },
    contractId: text,
    point: text,
    type: text,
    eventId: text,
    of: text,
  },
  ['kind', 'contractId'],
);

const types: Readonly<Record<DisputeEventType, EventDescription>> = {
  DisputeOpened: {
    summary: 'A dispute about a figure of some contracts was opened. What it is about in words is not passed on.',
    schema: object({ contractIds: listOf(text), question: object({ figure: text, asOf: day }), knownAt: text }, [
      'contractIds',
      'question',
      'knownAt',
    ]),
  },
  PositionTaken: {
    summary:
      'A side took a position, in the place of an earlier one. Of what it supposes only the kinds are passed on.',
    schema: object({ side: text, readings, edition, hypotheses: { type: 'array', items: held } }, [
      'side',
      'readings',
      'hypotheses',
    ]),
  },
  DisputeNoteAdded: { summary: 'A note was added to a dispute. It is not passed on.', schema: object({}) },
  DisputeDecided: {
    summary: 'A dispute was decided: `side` is whose figure is right. Of several decisions the latest counts.',
    schema: object({ decidedOn: day, side: text }, ['decidedOn']),
  },
  DisputeClosed: {
    summary: 'A dispute was closed.',
    schema: object({ closedOn: day, outcome: { enum: disputeOutcomes } }, ['closedOn', 'outcome']),
  },
};

/** What happened in a dispute. What the sides say and prove stays between them: it is read where the dispute is. */
export const disputeStreams: StreamKind = {
  subjectOf: disputeOf,
  sourceOf: (disputeId) => `/v1/disputes/${disputeId}`,
  open: (stored) => {
    const { type, data } = openDisputeEvent(stored);
    return { type, data: asDescribed(types[type].schema, data) };
  },
  types,
};
