import { civilDate, type CivilDate } from '@ledger/kernel';
import { parseReading, parseReadings, type Readings, type ReadingText } from '@ledger/terms';
import type { KnownAt } from '../history.js';
import type { Hypothesis } from '../hypotheses/hypothesis.js';
import { hypothesesShape } from '../hypotheses/parse-hypotheses.js';
import { date, list, object, optional, parsed, shape, textAs, type Fields, type Shape } from '../shapes.js';
import { editionShape } from './edition-shape.js';
import { parseKnownAt } from './known-at.js';
import type { Premises } from './premises.js';

/** Premises from outside. @throws {InvalidFact} with every fault, each by its pointer into the premises */
export const parsePremises = (premises: unknown): Premises => parsed(premisesShape, premises);

const day = shape<CivilDate>(date.schema, (value, at, faults) => {
  const text = date(value, at, faults);
  return text === null ? null : civilDate(text);
});
const knownAt: Shape<NonNullable<KnownAt>> = textAs({ type: 'string' }, parseKnownAt);

const readingTexts = list<ReadingText>(
  textAs({ type: 'string' }, (text) => {
    parseReading(text);
    return text;
  }),
  { max: 50 },
);
const readings = shape<Partial<Readings>>(readingTexts.schema, (value, at, faults) => {
  const before = faults.length;
  const texts = readingTexts(value, at, faults);
  if (texts === null || faults.length > before) return null;
  return textAs({}, () => parseReadings(texts))('', at, faults);
});

/** What is read of each premise. */
const premiseFields: Fields<Premises> = {
  asOf: optional(day),
  knownAt: optional(knownAt),
  readings: optional(readings),
  edition: optional(editionShape),
  hypotheses: optional(hypothesesShape as Shape<readonly Hypothesis[]>),
};
const premisesShape = object<Premises>(premiseFields);

/** The same said to others. */
export const premisesSchema = premisesShape.schema;
