import { CompiledQuery, Kysely, PostgresDialect, type DatabaseConnection } from 'kysely';
import pg from 'pg';

/** How long a question waits for a server that does not answer, where the address does not say it (`connect_timeout`, in seconds). */
const CONNECT_MILLISECONDS = 3000;
const ANSWER_MILLISECONDS = 20_000;

/**
 * A database in PostgreSQL. Nothing is asked of the server yet.
 * @param url `postgres://user:password@host:5432/database`
 * @param schema where tables are looked for, and nowhere else; the server's usual ones where it is left out
 */
export const openDatabase = <Tables>(url: string, mostConnections: number, schema?: string): Kysely<Tables> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectMilliseconds(url),
    query_timeout: ANSWER_MILLISECONDS,
    application_name: 'contract-ledger',
    types,
  });
  // Whoever uses a connection that breaks is told by its question; for others the next question makes another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const onCreateConnection = async (connection: DatabaseConnection): Promise<void> => {
    if (schema === undefined) return;
    await connection.executeQuery(CompiledQuery.raw(`set search_path to "${schema}"`));
  };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool, onCreateConnection }) });
};

const connectMilliseconds = (url: string): number => {
  const seconds = URL.parse(url)?.searchParams.get('connect_timeout');
  return seconds === null || seconds === undefined ? CONNECT_MILLISECONDS : Number(seconds) * 1000;
};

/** Whole numbers of eight bytes are read as numbers: days and amounts are exact as such, and positions are asked for as texts. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format): ((value: string) => unknown) =>
    type === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(type, format) as (value: string) => unknown),
};
