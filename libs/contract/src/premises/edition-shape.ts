import type { Period } from '@ledger/kernel';
import { editionNamed, xspMailTerms, type Edition, type TermsParameters } from '@ledger/terms';
import { count, either, line, object, oneOf, optional, shape, textAs, type Shape } from '../shapes.js';

/** A registered edition by its id; or one that is only thought of: what it leaves out is as in the newest that is registered. */
export type WrittenEdition = string | { readonly id: string; readonly parameters: Partial<TermsParameters> };

const years = object<{ years: number }>({ years: count(50) });
const months = object<{ months: number }>({ months: count(600) });
const days = object<{ days: number }>({ days: count(20_000) });
const has = (value: unknown, member: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, member);
const period: Shape<Period> = either<Period>([days, months, years], (value) =>
  has(value, 'years') ? years : has(value, 'months') ? months : days,
);

const parameters = object<Partial<TermsParameters>>({
  minimumPeriod: optional(period),
  optionMinimumPeriod: optional(period),
  optionNoticePeriod: optional(period),
  noticePeriod: optional(period),
  unusableHours: optional(count(1000)),
  claimPeriod: optional(period),
  reductionUnitHours: optional(count(1000)),
  reductionDivisor: optional(oneOf(28, 29, 30, 31)),
});
const thoughtOf = object<Exclude<WrittenEdition, string>>({ id: line(100), parameters });

const registered: Shape<Edition> = textAs({ type: 'string' }, (id) => editionNamed(xspMailTerms, id));
const unregistered = shape<Edition>(thoughtOf.schema, (value, at, faults) => {
  const before = faults.length;
  const clean = thoughtOf(value, at, faults);
  if (clean === null || faults.length > before) return null;
  if (!isRegistered(clean.id))
    return { ...newest(), ...clean, parameters: { ...newest().parameters, ...clean.parameters } };
  faults.push({ pointer: `${at}/id`, detail: 'is the id of an edition that is registered' });
  return null;
});

export const editionShape: Shape<Edition> = either([registered, unregistered], (value) =>
  typeof value === 'object' ? unregistered : registered,
);

/** The same, left as it is written. */
export const writtenEditionShape: Shape<WrittenEdition> = either<WrittenEdition>([line(100), thoughtOf], (value) =>
  typeof value === 'object' ? thoughtOf : line(100),
);

/** As `editionShape` reads it. */
export const writtenEdition = ({ id, parameters }: Edition): WrittenEdition =>
  isRegistered(id) ? id : { id, parameters };

const isRegistered = (name: string): boolean => xspMailTerms.editions.some(({ id }) => id === name);
const newest = (): Edition => {
  const edition = xspMailTerms.editions.at(-1);
  if (edition === undefined) throw new Error('terms without an edition');
  return edition;
};
