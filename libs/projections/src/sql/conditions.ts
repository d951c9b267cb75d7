import { sql, type RawBuilder } from 'kysely';

/** A part of a question that may be left out; those of one name are the same but for their values. */
export interface Condition {
  readonly name: string;
  readonly clause: RawBuilder<unknown>;
  readonly values: readonly unknown[];
}

export const condition = (name: string, clause: RawBuilder<unknown>, ...values: readonly unknown[]): Condition => ({
  name,
  clause,
  values,
});

/** All of them, joined. */
export const allOf = (conditions: readonly Condition[]): Condition => ({
  name: conditions.map(({ name }) => name).join(),
  clause: sql.join(
    conditions.map(({ clause }) => clause),
    sql` and `,
  ),
  values: conditions.flatMap(({ values }) => values),
});
