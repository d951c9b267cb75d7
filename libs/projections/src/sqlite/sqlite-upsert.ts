import { setImmediate } from 'node:timers/promises';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { upsertText, type Upsert } from '../sql/upsert.js';

/** Rows written before others have their turn: about a millisecond. */
const SLICE = 200;

/** Row by row, by a statement that is kept: several in one statement, or read from a JSON text, take twice as long each. */
export const sqliteUpsert = (database: DatabaseSync): Upsert => {
  const statements = new Map<string, StatementSync>();
  return async (_transaction, table, rows) => {
    const [first] = rows;
    if (first === undefined) return;
    let statement = statements.get(table);
    if (statement === undefined) {
      const columns = Object.keys(first);
      const values = `values (${columns.map(() => '?').join()})`;
      statements.set(table, (statement = database.prepare(upsertText(table, columns, values))));
    }
    for (let written = 0; written < rows.length; written += SLICE) {
      if (written > 0) await setImmediate();
      for (const row of rows.slice(written, written + SLICE)) statement.run(...(Object.values(row) as SQLInputValue[]));
    }
  };
};
