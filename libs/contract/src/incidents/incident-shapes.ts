import { outageCauses, outageExtents } from '../events.js';
import { documents, givenId, id, text } from '../fact-shapes.js';
import {
  anyObject,
  list,
  moment,
  object,
  oneOf,
  optional,
  parsed,
  shape,
  type JsonSchema,
  type Shape,
} from '../shapes.js';
import type { IncidentDataOf, IncidentEventType } from './incident-events.js';

/** A command is named by what it asks to be recorded. A correction without `eventId` is one of the report. */
export type IncidentCommand =
  | { readonly type: 'IncidentReported'; readonly data: IncidentDataOf<'IncidentReported'> }
  | { readonly type: 'IncidentRecovered'; readonly data: IncidentDataOf<'IncidentRecovered'> }
  | {
      readonly type: 'IncidentCorrected';
      readonly data: Omit<IncidentDataOf<'IncidentCorrected'>, 'type' | 'eventId'> & { readonly eventId?: string };
    }
  | {
      readonly type: 'IncidentVoided';
      readonly data: Omit<IncidentDataOf<'IncidentVoided'>, 'eventId'> & { readonly eventId?: string };
    };
type CommandData<Type extends IncidentEventType> = Extract<IncidentCommand, { type: Type }>['data'];

/** What a report is corrected to: the same contracts, so that they may be left out. */
export type ReportReplacement = Omit<IncidentDataOf<'IncidentReported'>, 'contractIds'>;

/** Contracts that one report may name. */
export const MOST_NAMED_CONTRACTS = 10_000;

const reportFields = {
  occurredAt: moment,
  awareAt: moment,
  extent: oneOf(...outageExtents),
  cause: oneOf(...outageCauses),
  documents: optional(documents),
};
const named = list(givenId, { min: 1, max: MOST_NAMED_CONTRACTS, unique: true });
const contractIds: Shape<readonly string[] | 'all'> = shape(
  { anyOf: [{ enum: ['all'] }, named.schema] },
  (value, at, faults) => (value === 'all' ? 'all' : named(value, at, faults)),
);
const recovered = object<CommandData<'IncidentRecovered'>>({ recoveredAt: moment, documents: optional(documents) });

const shapes: { readonly [Type in IncidentEventType]: Shape<CommandData<Type>> } = {
  IncidentReported: object<CommandData<'IncidentReported'>>({ ...reportFields, contractIds }),
  IncidentRecovered: recovered,
  IncidentCorrected: object<CommandData<'IncidentCorrected'>>({
    eventId: optional(id),
    reason: text,
    replacement: anyObject,
    documents: optional(documents),
  }),
  IncidentVoided: object<CommandData<'IncidentVoided'>>({
    eventId: optional(id),
    reason: text,
    documents: optional(documents),
  }),
};

/** What may stand in the place of a fact's data. */
export const replacementShapes = {
  IncidentReported: object<ReportReplacement & { readonly contractIds?: readonly string[] | 'all' }>({
    ...reportFields,
    contractIds: optional(contractIds),
  }),
  IncidentRecovered: recovered,
} as const;

const recorded = (
  { properties, required = [], ...schema }: JsonSchema,
  more: JsonSchema['properties'],
): JsonSchema => ({
  ...schema,
  properties: { ...properties, ...more },
  required: [...new Set([...required, 'eventId', ...Object.keys(more ?? {})])],
});

/** What the data of a recorded event of each kind looks like: as `eventSchemas` for contracts. */
export const incidentSchemas: Readonly<Record<IncidentEventType, JsonSchema>> = {
  IncidentReported: shapes.IncidentReported.schema,
  IncidentRecovered: recovered.schema,
  IncidentCorrected: recorded(shapes.IncidentCorrected.schema, { type: { enum: Object.keys(replacementShapes) } }),
  IncidentVoided: recorded(shapes.IncidentVoided.schema, {}),
};

export const isIncidentEventType = (type: string): type is IncidentEventType => Object.hasOwn(shapes, type);

/** A command from outside, checked and copied clean. @throws {InvalidFact} with every fault. */
export const parseIncidentCommand = (type: IncidentEventType, data: unknown): IncidentCommand =>
  ({ type, data: parsed<unknown>(shapes[type], data) }) as IncidentCommand;
