import type { JsonSchema } from '@ledger/contract';

/** The schema of data that has these members and no others. */
export const object = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema => ({ type: 'object', properties, required, additionalProperties: false });

/** A list that is not empty. */
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items, minItems: 1 });

export const text: JsonSchema = { type: 'string' };
export const day: JsonSchema = { type: 'string', format: 'date' };

/** As much of an event's data as a schema names: what is free text, or anybody's name, is not passed on where no schema says that it is. */
export const asDescribed = (schema: JsonSchema, data: Data): Data => described(schema, data) as Data;

type Data = Readonly<Record<string, unknown>>;

const described = (schema: JsonSchema, value: unknown): unknown => {
  const { properties, items } = schema;
  if (items !== undefined && Array.isArray(value)) return value.map((item) => described(items, item));
  if (properties === undefined || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const property = properties[name];
      return property === undefined ? [] : [[name, described(property, member)]];
    }),
  );
};
