import { documents, givenId, id, text } from '../fact-shapes.js';
import { anyObject, date, line, list, object, optional, parsed, shape, type Shape } from '../shapes.js';
import type { Documented } from '../events.js';
import type { AdoptionData, AdoptionDataOf, AdoptionEventType, AdoptionScope } from './adoption-events.js';

/** A command is named by what it asks to be recorded. */
export type AdoptionCommand =
  | { readonly type: 'ReadingsAdopted'; readonly data: AdoptionDataOf<'ReadingsAdopted'> }
  | {
      readonly type: 'AdoptionCorrected';
      readonly data: Omit<AdoptionDataOf<'AdoptionCorrected'>, 'replacement'> & {
        readonly replacement: Readonly<Record<string, unknown>>;
      };
    }
  | { readonly type: 'AdoptionWithdrawn'; readonly data: AdoptionDataOf<'AdoptionWithdrawn'> };
type CommandData<Type extends AdoptionEventType> = Extract<AdoptionCommand, { type: Type }>['data'];

/** Contracts that one adoption may name. */
export const MOST_ADOPTING_CONTRACTS = 10_000;

const named = object<Exclude<AdoptionScope, 'all'>>({
  contractIds: list(givenId, { min: 1, max: MOST_ADOPTING_CONTRACTS, unique: true }),
});
const scope: Shape<AdoptionScope> = shape({ anyOf: [{ enum: ['all'] }, named.schema] }, (value, at, faults) =>
  value === 'all' ? 'all' : named(value, at, faults),
);

const adopted = {
  readings: list(line(100), { max: 50, unique: true }),
  edition: optional(line(100)),
  scope,
  adoptedOn: date,
  from: date,
  reason: text,
  disputeId: optional(id),
  documents: optional(documents),
};

const shapes: { readonly [Type in AdoptionEventType]: Shape<CommandData<Type>> } = {
  ReadingsAdopted: object<CommandData<'ReadingsAdopted'>>({ adoptionId: optional(givenId), ...adopted }),
  AdoptionCorrected: object<CommandData<'AdoptionCorrected'>>({
    adoptionId: id,
    reason: text,
    replacement: anyObject,
    documents: optional(documents),
  }),
  AdoptionWithdrawn: object<CommandData<'AdoptionWithdrawn'>>({
    adoptionId: id,
    withdrawnOn: date,
    reason: text,
    documents: optional(documents),
  }),
};

const replacementShape = object<Documented<AdoptionData>>(adopted);

export const isAdoptionEventType = (type: string): type is AdoptionEventType => Object.hasOwn(shapes, type);

/** A command from outside, checked and copied clean. @throws {InvalidFact} with every fault. */
export const parseAdoptionCommand = (type: AdoptionEventType, data: unknown): AdoptionCommand =>
  ({ type, data: parsed<unknown>(shapes[type], data) }) as AdoptionCommand;

/** What an adoption is corrected to. @throws {InvalidFact} with every fault, below `/replacement` */
export const parseAdoptionReplacement = (data: unknown): Documented<AdoptionData> =>
  parsed(replacementShape, data, '/replacement');
