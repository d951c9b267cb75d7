import { DatabaseSync } from 'node:sqlite';

/** The rows of a query in a database file. */
export const rowsIn = (path: string, query: string): readonly Readonly<Record<string, unknown>>[] => {
  const file = new DatabaseSync(path);
  const rows = file.prepare(query).all();
  file.close();
  return rows;
};

/** Changes a database file behind the backs of those who keep it. */
export const changeFile = (path: string, statement: string): void => {
  const file = new DatabaseSync(path);
  file.exec(statement);
  file.close();
};
