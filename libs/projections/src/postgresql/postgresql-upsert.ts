import { sql } from 'kysely';
import { upsertText, type Upsert } from '../sql/upsert.js';

/** All rows as one JSON text, which the server takes apart: one statement, whatever their number. */
export const postgresqlUpsert: Upsert = async (transaction, table, rows) => {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const [before, after] = upsertText(
    table,
    columns,
    `select ${columns.join()} from json_populate_recordset(null::${table}, $1)`,
  ).split('$1');
  await sql`${sql.raw(before ?? '')}${JSON.stringify(rows, textOfWhole)}${sql.raw(after ?? '')}`.execute(transaction);
};

/** JSON knows no whole numbers beyond those that are exact; the server reads them from texts. */
const textOfWhole = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
