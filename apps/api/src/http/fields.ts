import { civilDate, instant, isDateOnly, parseYen } from '@ledger/kernel';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, ValidateNested, type ValidationArguments } from 'class-validator';

/*
 * What a property of a request may hold: each decorator says it to class-validator and to the OpenAPI document at once. The facts
 * themselves are checked again where they are decided; here a client learns of everything that is wrong with the form, at once.
 */

/** The property may be left out; null is not leaving it out. */
export const Optional = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** Free text of one or several lines that says something. */
export const Text = (max = 4000): PropertyDecorator =>
  field(
    { type: String, minLength: 1, maxLength: max },
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= max,
    `must be a text of 1 to ${String(max)} characters`,
  );

/** One line: a name, a contact, a reference. */
export const Line = (max: number): PropertyDecorator =>
  field(
    { type: String, minLength: 1, maxLength: max },
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= max && !/[\t\n\r]/.test(value),
    `must be a line of 1 to ${String(max)} characters`,
  );

/** The id of something within a contract, or one that the client chooses for it. */
export const Id = (): PropertyDecorator =>
  field(
    { type: String, pattern: ID.source },
    (value) => typeof value === 'string' && ID.test(value),
    'must be an id: 1 to 200 letters, digits and . _ : -, the first a letter or digit',
  );
export const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;

/** The id that a client chooses for what it makes. */
export const ClientId = (): PropertyDecorator =>
  field(
    { type: String, pattern: CLIENT_ID.source },
    (value) => typeof value === 'string' && CLIENT_ID.test(value),
    'must be an id: 1 to 64 letters, digits and . _ -, the first a letter or digit',
  );
const CLIENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Several contracts by their ids, each once, or `all`. */
export const ContractIds = (max: number): PropertyDecorator =>
  field(
    {
      oneOf: [
        { type: 'string', enum: ['all'] },
        { type: 'array', items: { type: 'string', pattern: CLIENT_ID.source }, minItems: 1, maxItems: max },
      ],
    },
    (value) =>
      value === 'all' ||
      (isListOf(value, 1, max, (item) => typeof item === 'string' && CLIENT_ID.test(item)) &&
        new Set(value as readonly string[]).size === (value as readonly string[]).length),
    `must be "all", or a list of 1 to ${String(max)} ids of contracts, each once`,
  );

/** `all` contracts, or those named. */
export const AdoptionScopeField = (max: number): PropertyDecorator =>
  field(
    {
      oneOf: [
        { type: 'string', enum: ['all'] },
        {
          type: 'object',
          required: ['contractIds'],
          additionalProperties: false,
          properties: {
            contractIds: {
              type: 'array',
              items: { type: 'string', pattern: CLIENT_ID.source },
              minItems: 1,
              maxItems: max,
            },
          },
        },
      ],
    },
    (value) => value === 'all' || isObject(value),
    `must be "all", or {contractIds: [...]} with 1 to ${String(max)} ids of contracts, each once`,
  );

/** All contracts, several by their ids, or those that a filter of the contract list finds. */
export const RebuildScope = (): PropertyDecorator =>
  field(
    {
      oneOf: [
        { type: 'string', enum: ['all'] },
        {
          type: 'object',
          properties: {
            contractIds: {
              type: 'array',
              items: { type: 'string', pattern: CLIENT_ID.source },
              minItems: 1,
              maxItems: MAX_SCOPE,
            },
          },
          required: ['contractIds'],
          additionalProperties: false,
        },
        {
          type: 'object',
          properties: { filter: { type: 'object', additionalProperties: { type: 'string' } } },
          required: ['filter'],
          additionalProperties: false,
        },
      ],
    },
    (value) => value === 'all' || isObject(value),
    `must be "all", {"contractIds": [...]} with 1 to ${String(MAX_SCOPE)} ids, or {"filter": {...}} with texts`,
  );
const MAX_SCOPE = 10_000;

/** Something by its name, or an object that says what it is. */
export const NamedOrObject = (): PropertyDecorator =>
  field(
    { oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }] },
    (value) => typeof value === 'string' || isObject(value),
    'must be a name, or an object',
  );

/** A civil date in Japan. */
export const CivilDay = (): PropertyDecorator =>
  field(
    { type: String, format: 'date' },
    reads(civilDate),
    'must be a date that exists (YYYY-MM-DD), not before 1900-01-01',
  );

/** A moment with its offset. */
export const Moment = (): PropertyDecorator =>
  field(
    { type: String, format: 'date-time' },
    (value) => reads(instant)(value),
    'must be an instant that exists, with an offset (RFC 3339), from 1900 to 2199',
  );

/** A moment, or a bare date where the time is unknown. */
export const DayOrMoment = (): PropertyDecorator =>
  field(
    {
      anyOf: [
        { type: 'string', format: 'date-time' },
        { type: 'string', format: 'date' },
      ],
    },
    (value) => (typeof value === 'string' && isDateOnly(value) ? reads(civilDate)(value) : reads(instant)(value)),
    'must be an instant with an offset (RFC 3339), or a date (YYYY-MM-DD) where the time is unknown, from 1900 to 2199',
  );

/** A whole number of yen, not negative. */
export const Amount = (): PropertyDecorator =>
  field(
    { type: String, pattern: '^(0|[1-9][0-9]{0,11})$' },
    reads(parseYen),
    'must be a text that holds a whole number of yen, not negative, in at most 12 plain digits',
  );

/** A whole number of yen; less is owed where it is negative. */
export const SignedAmount = (): PropertyDecorator =>
  field(
    { type: String, pattern: '^(0|-?[1-9][0-9]{0,14})$' },
    (value) => typeof value === 'string' && /^(0|-?[1-9][0-9]{0,14})$/.test(value),
    'must be a whole number of yen in at most 15 plain digits, after a minus where it is negative',
  );

/** A month of the calendar. */
export const Month = (): PropertyDecorator =>
  field(
    { type: String, pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' },
    (value) => typeof value === 'string' && /^\d{4}-\d{2}$/.test(value) && reads(civilDate)(`${value}-01`),
    'must be a month (YYYY-MM), not before 1900-01',
  );

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  field(
    { type: String, enum: [...values] },
    (value) => typeof value === 'string' && values.includes(value),
    `must be one of ${values.join(', ')}`,
  );

export const Flag = (): PropertyDecorator =>
  field({ type: Boolean }, (value) => typeof value === 'boolean', 'must be true or false');

/** The flag that can only be raised. */
export const True = (): PropertyDecorator =>
  field({ type: Boolean, enum: [true] }, (value) => value === true, 'must be true where it stands');

/** Several texts of one line. */
export const Lines = ({ min = 0, max, length }: { min?: number; max: number; length: number }): PropertyDecorator =>
  field(
    { type: 'array', items: { type: 'string', minLength: 1, maxLength: length }, minItems: min, maxItems: max },
    (value) => isListOf(value, min, max, (item) => typeof item === 'string' && item !== '' && item.length <= length),
    `must be a list of ${String(min)} to ${String(max)} texts of 1 to ${String(length)} characters`,
  );

/** Some of these values. */
export const SomeOf = (values: readonly (string | number)[], min = 0): PropertyDecorator =>
  field(
    { type: 'array', items: { enum: [...values] }, minItems: min, maxItems: MAX_CHOSEN },
    (value) => isListOf(value, min, MAX_CHOSEN, (item) => values.includes(item as string)),
    `must be a list of ${min > 0 ? 'at least one of ' : ''}${values.join(', ')}`,
  );
const MAX_CHOSEN = 20;

/** The data of an event of any type: what it must hold is known once the event is. */
export const EventData = (): PropertyDecorator =>
  field({ type: 'object', additionalProperties: true }, isObject, 'must be an object');

/** A name, or what would bear it: what it must hold is known once it is read. */
export const TextOrObject = (): PropertyDecorator =>
  field(
    { oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }] },
    (value) => typeof value === 'string' || isObject(value),
    'must be a text or an object',
  );

/** Objects of which only what is done with them says what they must hold. */
export const EventDataList = (max: number): PropertyDecorator =>
  field(
    { type: 'array', items: { type: 'object', additionalProperties: true }, maxItems: max },
    (value) => isListOf(value, 0, max, isObject),
    `must be a list of at most ${String(max)} objects`,
  );

/** A number of items asked for, as it stands in an address. */
export const Limit = (max: number): PropertyDecorator =>
  field(
    { type: 'integer', minimum: 1, maximum: max },
    (value) => typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value) && Number(value) <= max,
    `must stand once, as a whole number from 1 to ${String(max)}`,
  );

/** A place in the log. */
export const Position = (): PropertyDecorator =>
  field(
    { type: String, pattern: POSITION.source },
    (value) => typeof value === 'string' && POSITION.test(value),
    'must be a position: a whole number in at most 18 plain digits',
  );
const POSITION = /^(0|[1-9][0-9]{0,17})$/;

/** One text, or several where the parameter is repeated. */
export const Repeatable = (max: number): PropertyDecorator =>
  field(
    { type: 'array', items: { type: 'string' }, maxItems: max },
    (value) => [value].flat().length <= max && [value].flat().every((item) => typeof item === 'string'),
    `may stand at most ${String(max)} times`,
  );

/** A parameter that others know, and that cannot be had here; `@ApiHideProperty()` beside it keeps it out of the document. */
export const NotHere = (detail: string): PropertyDecorator =>
  ValidateBy({
    name: 'not here',
    validator: { validate: (value: unknown) => value === undefined, defaultMessage: () => detail },
  });

/** A SHA-256 in hexadecimal digits. */
export const Sha256 = (): PropertyDecorator =>
  field(
    { type: String, pattern: '^[0-9a-f]{64}$' },
    (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
    'must be a SHA-256 in 64 small hexadecimal digits',
  );

/** An object of its own class. (The function is handed on under the name `type`, by which Swagger knows that it is not a class itself.) */
export const Nested =
  (type: () => RequestClass): PropertyDecorator =>
  (target, key) => {
    field({ type: () => type() }, isObject, 'must be an object')(target, key);
    ValidateNested()(target, key);
    nestedClasses(target.constructor).set(key, type);
  };

/** A list of objects of one class. */
export const NestedList =
  (type: () => RequestClass, { min = 0, max }: { min?: number; max: number }): PropertyDecorator =>
  (target, key) => {
    const detail = `must be a list of ${String(min)} to ${String(max)} objects`;
    const isList = (value: unknown): boolean =>
      Array.isArray(value) && value.length >= min && value.length <= max && value.every(isObject);
    field({ type: () => type(), isArray: true, minItems: min, maxItems: max }, isList, detail)(target, key);
    ValidateNested()(target, key);
    nestedClasses(target.constructor).set(key, type);
  };

/** A class whose properties carry the decorators above; only its form is used, it is never constructed. */
export type RequestClass = abstract new () => object;

/** A plain value as one of the class, so that class-validator knows what its properties may hold; the value itself stays as it is. */
export const asInstance = (type: RequestClass, plain: object): object => {
  const instance = Object.assign(Object.create(type.prototype as object) as object, plain) as Record<
    string | symbol,
    unknown
  >;
  for (let of: unknown = type; typeof of === 'function' && of !== Function.prototype; of = Object.getPrototypeOf(of)) {
    for (const [key, inner] of NESTED.get(of) ?? []) instance[key] = asInstances(inner(), instance[key]);
  }
  return instance;
};

const asInstances = (type: RequestClass, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => asInstances(type, item));
  return isObject(value) ? asInstance(type, value) : value;
};

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- a class, as reflection knows it
const NESTED = new WeakMap<Function, Map<string | symbol, () => RequestClass>>();
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
const nestedClasses = (type: Function): Map<string | symbol, () => RequestClass> => {
  const known = NESTED.get(type) ?? new Map<string | symbol, () => RequestClass>();
  NESTED.set(type, known);
  return known;
};

const field =
  (schema: ApiPropertyOptions, isValid: (value: unknown) => boolean, detail: string): PropertyDecorator =>
  (target, key) => {
    const defaultMessage = (args?: ValidationArguments): string =>
      args?.value === undefined ? `is required and ${detail}` : detail;
    ValidateBy({ name: 'field', validator: { validate: isValid, defaultMessage } })(target, key);
    ApiProperty(schema)(target, key);
  };

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOf = (value: unknown, min: number, max: number, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length >= min && value.length <= max && value.every(isItem);

/** Whether a text can be read by a function that throws where it cannot. */
const reads =
  (read: (text: string) => unknown) =>
  (value: unknown): boolean => {
    if (typeof value !== 'string') return false;
    try {
      read(value);
      return true;
    } catch {
      return false;
    }
  };
