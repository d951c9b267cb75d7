import { openAdoptionEvent, premisesSchema, type AdoptionEventType, type JsonSchema } from '@ledger/contract';
import { ADOPTIONS_STREAM } from '../../adoptions/adoption-reader.js';
import { asDescribed, day, listOf, object, text } from '../event-schema.js';
import type { EventDescription, StreamKind } from '../stream-kind.js';

const { readings = {} } = premisesSchema.properties ?? {};
const adopted: Readonly<Record<string, JsonSchema>> = {
  readings,
  edition: text,
  scope: { anyOf: [{ enum: ['all'] }, object({ contractIds: listOf(text) }, ['contractIds'])] },
  adoptedOn: day,
  from: day,
  disputeId: text,
};
const always = ['readings', 'scope', 'adoptedOn', 'from'];

const types: Readonly<Record<AdoptionEventType, EventDescription>> = {
  ReadingsAdopted: {
    summary:
      'Readings, or an edition of the terms, are what every answer about `from` and later days goes by. Without `adoptionId` it is named by the event’s id.',
    schema: object({ adoptionId: text, ...adopted }, always),
  },
  AdoptionCorrected: {
    summary: 'An adoption is corrected: `replacement` stands in its place.',
    schema: object({ adoptionId: text, replacement: object(adopted, always) }, ['adoptionId', 'replacement']),
  },
  AdoptionWithdrawn: {
    summary: 'An adoption counts no more.',
    schema: object({ adoptionId: text, withdrawnOn: day }, ['adoptionId', 'withdrawnOn']),
  },
};

/** What is adopted, for the whole ledger. The reasons given are not passed on. */
export const adoptionStreams: StreamKind = {
  subjectOf: (stream) => (stream === ADOPTIONS_STREAM ? stream : undefined),
  sourceOf: () => '/v1/adoptions',
  open: (stored) => {
    const { type, data } = openAdoptionEvent(stored);
    return { type, data: asDescribed(types[type].schema, data) };
  },
  types,
};
