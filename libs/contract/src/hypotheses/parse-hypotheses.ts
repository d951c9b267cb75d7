import type { FactType } from '../events.js';
import { factShapes, id } from '../fact-shapes.js';
import { anyObject, list, object, oneOf, parsed, shape, type Shape } from '../shapes.js';
import { MOST_HYPOTHESES, type Hypothesis } from './hypothesis.js';

/** Hypotheses from outside, checked and copied clean. @throws {InvalidFact} with every fault, each by its pointer into the list */
export const parseHypotheses = (hypotheses: unknown): readonly Hypothesis[] =>
  parsed(hypothesesShape, hypotheses) as readonly Hypothesis[];

const factTypes = Object.keys(factShapes) as readonly FactType[];
const kind = <Kind extends Hypothesis['kind']>(name: Kind): Shape<Kind> => oneOf(name);

const anyAdded = object<{ kind: 'added'; type: FactType; data: object }>({
  kind: kind('added'),
  type: oneOf(...factTypes),
  data: anyObject,
});
const added = shape(anyAdded.schema, (value, at, faults) => {
  const clean = anyAdded(value, at, faults);
  if (clean === null || !factTypes.includes(clean.type)) return null;
  const form = factShapes[clean.type] as Shape<object>;
  return { ...clean, data: form(clean.data, `${at}/data`, faults) };
});

const shapes: { readonly [Kind in Hypothesis['kind']]: Shape<object> } = {
  added,
  corrected: object<Extract<Hypothesis, { kind: 'corrected' }>>({
    kind: kind('corrected'),
    eventId: id,
    replacement: anyObject,
  }),
  voided: object<Extract<Hypothesis, { kind: 'voided' }>>({ kind: kind('voided'), eventId: id }),
};
const anyKind = object<{ kind: Hypothesis['kind'] }>({ kind: oneOf('added', 'corrected', 'voided') });

const hypothesis = shape<object>(
  { anyOf: Object.values(shapes).map(({ schema }) => schema) },
  (value, at, faults): object | null => {
    const ofKind = typeof value === 'object' && value !== null && 'kind' in value ? { kind: value.kind } : value;
    const before = faults.length;
    const clean = anyKind(ofKind, at, faults);
    return clean === null || faults.length > before ? null : shapes[clean.kind](value, at, faults);
  },
);
export const hypothesesShape = list(hypothesis, { max: MOST_HYPOTHESES });
