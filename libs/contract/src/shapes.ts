import { civilDate, instant, isDateOnly, parseYen } from '@ledger/kernel';
import { InvalidFact, type Fault } from './errors.js';

/*
 * What JSON has to look like to be the data of a fact. A shape gives back a clean copy with nothing in it but what was asked for, or null
 * after it has said what is wrong.
 */

/** What checks a value at a place and collects what is wrong with it. */
type Check<Value> = (value: unknown, at: string, faults: Fault[]) => Value | null;
/** A check, and the same said to others. It says no less than JSON Schema can, and may refuse more. */
export interface Shape<Value> extends Check<Value> {
  readonly schema: JsonSchema;
}
/** As much of JSON Schema as shapes need. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  readonly enum?: readonly (string | number)[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'date' | 'date-time';
  readonly anyOf?: readonly JsonSchema[];
}
export interface OptionalField<Value> {
  readonly optional: Shape<Value>;
}
/** The fields of an object: every one that the type has, optional where it is optional there. */
export type Fields<Data> = {
  readonly [Key in keyof Data]-?: object extends Pick<Data, Key>
    ? OptionalField<Exclude<Data[Key], undefined>>
    : Shape<Data[Key]>;
};

/** Enough to mend what was sent; nobody reads more. */
const MAX_FAULTS = 100;
/** Planned days reach as far as instants do. */
const LAST_DAY = '2199-12-31';

/** What came from outside, checked and copied clean. @param at where it stands in what was sent @throws {InvalidFact} with every fault. */
export const parsed = <Value>(form: Shape<Value>, value: unknown, at = ''): Value => {
  const faults: Fault[] = [];
  const clean = form(value, at, faults);
  const [first, ...others] = faults;
  if (first !== undefined) throw new InvalidFact(first, ...others);
  return clean as Value;
};

/** A check with its schema. */
export const shape = <Value>(schema: JsonSchema, check: Check<Value>): Shape<Value> => Object.assign(check, { schema });

export const optional = <Value>(shape: Shape<Value>): OptionalField<Value> => ({ optional: shape });

/** An object with these fields and no others. A field that is undefined is left out. */
export const object = <Data extends object>(fields: Fields<Data>): Shape<Data> =>
  shape(schemaOfObject(fields), (value, at, faults) => {
    if (!isObject(value)) return wrong(faults, at, 'must be an object');
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(fields, key)) wrong(faults, `${at}/${escaped(key)}`, 'is not known here');
    }
    const clean: Record<string, unknown> = {};
    for (const [key, field] of Object.entries<Shape<unknown> | OptionalField<unknown>>(fields)) {
      const member = Object.hasOwn(value, key) ? value[key] : undefined;
      if (member !== undefined) clean[key] = shapeOf(field)(member, `${at}/${key}`, faults);
      else if (typeof field === 'function') wrong(faults, `${at}/${key}`, 'is required');
    }
    return clean as Data;
  });

/** One of several shapes, chosen by looking at the value. */
export const either = <Value>(
  shapes: readonly [Shape<Value>, ...Shape<Value>[]],
  choose: (value: unknown) => Shape<Value>,
): Shape<Value> =>
  shape({ anyOf: shapes.map(({ schema }) => schema) }, (value, at, faults) => choose(value)(value, at, faults));

/** Any JSON object, taken as it is. */
export const anyObject: Shape<Readonly<Record<string, unknown>>> = shape({ type: 'object' }, (value, at, faults) =>
  isObject(value) ? value : wrong(faults, at, 'must be an object'),
);

interface ListLimits {
  readonly min?: number;
  readonly max: number;
  /** Whether nothing may stand in it twice. */
  readonly unique?: boolean;
}

export const list = <Item>(item: Shape<Item>, { min = 0, max, unique = false }: ListLimits): Shape<readonly Item[]> =>
  shape(
    { type: 'array', items: item.schema, minItems: min, maxItems: max, ...(unique && { uniqueItems: true }) },
    (value, at, faults) => {
      if (!Array.isArray(value)) return wrong(faults, at, 'must be a list');
      if (value.length < min) return wrong(faults, at, 'must not be empty');
      if (value.length > max) return wrong(faults, at, `must have at most ${String(max)} items`);
      if (unique && new Set(value).size < value.length) return wrong(faults, at, 'must not name anything twice');
      return value.map((one: unknown, index) => item(one, `${at}/${String(index)}`, faults) as Item);
    },
  );

export const oneOf = <Value extends string | number>(...values: readonly Value[]): Shape<Value> =>
  shape({ enum: values }, (value, at, faults) =>
    values.includes(value as Value) ? (value as Value) : wrong(faults, at, `must be one of ${values.join(', ')}`),
  );

export const flag: Shape<boolean> = shape({ type: 'boolean' }, (value, at, faults) =>
  typeof value === 'boolean' ? value : wrong(faults, at, 'must be true or false'),
);

/** A whole number from 1. */
export const count = (max: number): Shape<number> =>
  shape({ type: 'integer', minimum: 1, maximum: max }, (value, at, faults) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max
      ? value
      : wrong(faults, at, `must be a whole number from 1 to ${String(max)}`),
  );

/** One line: a name, a contact, a reference. */
export const line = (max: number): Shape<string> =>
  shape({ type: 'string', minLength: 1, maxLength: max }, (value, at, faults) =>
    textFault(value, max, /\p{Cc}/u, faults, at),
  );

/** Free text, which may have several lines. */
export const prose = (max: number): Shape<string> =>
  shape({ type: 'string', minLength: 1, maxLength: max }, (value, at, faults) =>
    textFault(value, max, /(?![\t\n\r])\p{Cc}/u, faults, at),
  );

export const matching = (pattern: RegExp, detail: string): Shape<string> =>
  shape({ type: 'string', pattern: pattern.source }, (value, at, faults) =>
    typeof value === 'string' && pattern.test(value) ? value : wrong(faults, at, detail),
  );

const checkDate = (text: string): void => {
  civilDate(text);
  if (text > LAST_DAY) throw new RangeError(`a day after ${LAST_DAY}`);
};

/** What a text says. @param read throws a RangeError that says what is wrong with it */
export const textAs = <Value>(schema: JsonSchema, read: (text: string) => Value): Shape<Value> =>
  shape(schema, (value, at, faults) => {
    if (typeof value !== 'string') return wrong(faults, at, 'must be a text');
    try {
      return read(value);
    } catch (error) {
      if (error instanceof RangeError) return wrong(faults, at, error.message);
      throw error;
    }
  });

/** A text that can be read, as it is written. */
const readable = (schema: JsonSchema, read: (text: string) => unknown): Shape<string> =>
  textAs(schema, (text) => {
    read(text);
    return text;
  });

/** A whole, not negative amount of yen in plain digits. */
export const amount = readable({ type: 'string', pattern: '^(0|[1-9][0-9]{0,11})$' }, parseYen);

/** A day of the calendar, as it is written. */
export const date = readable({ type: 'string', format: 'date' }, checkDate);

/** A moment with its offset. */
export const moment = readable({ type: 'string', format: 'date-time' }, instant);

/** A moment, or a day where the time is not known. */
export const dateOrMoment = readable({ anyOf: [moment.schema, date.schema] }, (text) =>
  isDateOnly(text) ? checkDate(text) : instant(text),
);

const textFault = (value: unknown, max: number, forbidden: RegExp, faults: Fault[], at: string): string | null => {
  if (typeof value !== 'string') return wrong(faults, at, 'must be a text');
  if (value.trim() === '') return wrong(faults, at, 'must not be empty');
  if (value.length > max) return wrong(faults, at, `must have at most ${String(max)} characters`);
  if (forbidden.test(value)) return wrong(faults, at, 'must not have control characters');
  if (!value.isWellFormed()) return wrong(faults, at, 'must not have lone surrogates');
  return value;
};

const wrong = (faults: Fault[], pointer: string, detail: string): null => {
  if (faults.length < MAX_FAULTS) faults.push({ pointer, detail });
  return null;
};

const shapeOf = (field: Shape<unknown> | OptionalField<unknown>): Shape<unknown> =>
  typeof field === 'function' ? field : field.optional;

const schemaOfObject = (fields: object): JsonSchema => {
  const entries = Object.entries(fields) as [string, Shape<unknown> | OptionalField<unknown>][];
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, field]) => [key, shapeOf(field).schema])),
    required: entries.flatMap(([key, field]) => (typeof field === 'function' ? [key] : [])),
    additionalProperties: false,
  };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 6901; a name is cut, since it is the sender's and may be of any length. */
const escaped = (key: string): string => key.slice(0, 100).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');
