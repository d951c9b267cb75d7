import { premisesSchema, type JsonSchema, type StoredEvent } from '@ledger/contract';
import { GENERATIONS_STREAM, type GenerationEventType } from '../../generations/generation-events.js';
import { asDescribed, listOf, object, text } from '../event-schema.js';
import type { EventDescription, StreamKind } from '../stream-kind.js';

const { asOf = {}, knownAt = {}, readings = {}, edition = {} } = premisesSchema.properties ?? {};
const digest: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const scope: JsonSchema = {
  anyOf: [{ enum: ['all', 'filter'] }, object({ contractIds: listOf(text) }, ['contractIds'])],
};
const ofGeneration = object({ generationId: text }, ['generationId']);

const types: Readonly<Record<GenerationEventType, EventDescription>> = {
  GenerationRequested: {
    summary:
      'Another generation of the lists was asked for, named by the event’s id. The words of a filter and what is supposed are not passed on.',
    schema: object({ scope, asOf, knownAt, readings, edition }, ['scope']),
  },
  GenerationCancelled: { summary: 'A generation is built no further.', schema: ofGeneration },
  GenerationAccepted: {
    summary: 'Somebody accepted exactly these differences between a generation and the live one, `against`.',
    schema: object({ generationId: text, against: text, diff: digest, figures: { type: 'integer', minimum: 0 } }, [
      'generationId',
      'against',
      'diff',
      'figures',
    ]),
  },
  GenerationSwitched: {
    summary: 'A generation is live in the place of another, `from`.',
    schema: object({ generationId: text, from: text, diff: digest }, ['generationId', 'from', 'diff']),
  },
  GenerationDropped: { summary: 'A generation is no longer kept.', schema: ofGeneration },
};

/** Which generations of the lists there are, and which is live. It concerns whoever runs the ledger; what it holds does not change by it. */
export const generationStreams: StreamKind = {
  subjectOf: (stream) => (stream === GENERATIONS_STREAM ? stream : undefined),
  sourceOf: () => '/v1/generations',
  open: ({ type, data }) => {
    if (!isGenerationEventType(type)) throw new Error(`an event of unknown type ${type}`);
    return { type, data: asDescribed(types[type].schema, withoutFilter(data)) };
  },
  isSentByNameAlone: true,
  types,
};

const isGenerationEventType = (type: string): type is GenerationEventType => Object.hasOwn(types, type);

const withoutFilter = ({ scope: given, ...data }: StoredEvent['data']): StoredEvent['data'] => {
  if (given === undefined) return data;
  return { ...data, scope: typeof given === 'object' && given !== null && 'filter' in given ? 'filter' : given };
};
