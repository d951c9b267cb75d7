import type { JsonSchema } from '@ledger/contract';

/** A schema with what the AsyncAPI document says beside it. */
export interface AnySchema extends Omit<JsonSchema, 'type' | 'properties' | 'items' | 'anyOf'> {
  readonly type?: string;
  readonly const?: unknown;
  readonly $ref?: string;
  readonly allOf?: readonly AnySchema[];
  readonly anyOf?: readonly AnySchema[];
  readonly items?: AnySchema;
  readonly properties?: Readonly<Record<string, AnySchema>>;
}

/** How a value differs from a schema, by as much of JSON Schema as is used here. */
export const differences = (
  schema: AnySchema,
  value: unknown,
  resolve: (reference: string) => AnySchema,
  at = '',
): readonly string[] => {
  const inner = (one: AnySchema, item: unknown, place: string): readonly string[] =>
    differences(one, item, resolve, place);
  if (schema.$ref !== undefined) return inner(resolve(schema.$ref), value, at);
  const found = (schema.allOf ?? []).flatMap((one) => inner(one, value, at));
  const differs = (isDifferent: boolean, what: string): void => {
    if (isDifferent) found.push(`${at}: ${what}`);
  };
  const { anyOf, type, items, properties = {} } = schema;
  differs(anyOf?.every((one) => inner(one, value, at).length > 0) === true, 'none of the choices');
  differs(schema.enum?.includes(value as string) === false, `is none of ${String(schema.enum)}`);
  differs('const' in schema && schema.const !== value, `is not ${String(schema.const)}`);
  if (type !== undefined && typeOf(value) !== type) return [...found, `${at}: is not ${type}`];
  if (typeof value === 'string') {
    differs([...value].length < (schema.minLength ?? 0), 'is too short');
    differs([...value].length > (schema.maxLength ?? Infinity), 'is too long');
    differs(schema.pattern !== undefined && !new RegExp(schema.pattern).test(value), 'does not match');
    const isDay = schema.format === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value);
    const isMoment =
      schema.format === 'date-time' && !/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:.*([Zz]|[+-]\d{2}:\d{2})$/.test(value);
    differs(isDay || isMoment, `is no ${String(schema.format)}`);
  } else if (Array.isArray(value)) {
    differs(
      value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity),
      'has too many or few',
    );
    differs(schema.uniqueItems === true && new Set(value).size < value.length, 'names something twice');
    if (items !== undefined)
      found.push(...value.flatMap((item, index) => inner(items, item, `${at}/${String(index)}`)));
  } else if (typeof value === 'object' && value !== null) {
    for (const name of schema.required ?? []) differs(!(name in value), `lacks ${name}`);
    for (const [name, member] of Object.entries(value)) {
      const property = properties[name];
      if (property !== undefined) found.push(...inner(property, member, `${at}/${name}`));
      else differs(schema.additionalProperties === false, `has ${name}`);
    }
  }
  return found;
};

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};
