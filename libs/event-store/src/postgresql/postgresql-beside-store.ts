import pg from 'pg';
import { BesideStore } from '../beside-store.js';
import { StoreUnavailable } from '../errors.js';
import type { BesideValue } from '../event-store.js';

/** Any number that only this takes for its lock: of several processes that start together one makes the table. */
const LOCK = 7_041_992_113;

/** Bytes, because a text may hold what no text of PostgreSQL can. Erased values leave their commitment behind. */
const TABLE = `create table if not exists beside (
  commitment text collate "C" primary key,
  salt bytea,
  value bytea
)`;
const CONNECT_MILLISECONDS = 3000;
const ANSWER_MILLISECONDS = 10_000;
const MOST_CONNECTIONS = 5;

interface Row {
  readonly commitment: string;
  readonly salt: Buffer | null;
  readonly value: Buffer | null;
}

/** Values beside a log that is elsewhere, in a PostgreSQL database that any number of processes share. */
export class PostgresqlBesideStore extends BesideStore {
  private closing: Promise<void> | undefined;

  private constructor(private readonly pool: pg.Pool) {
    super();
  }

  /**
   * Makes the table where there is none.
   * @param url `postgres://user:password@host:5432/database`
   * @throws {StoreUnavailable} where the server cannot be reached
   */
  static async open(url: string): Promise<PostgresqlBesideStore> {
    const pool = new pg.Pool({
      connectionString: url,
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      query_timeout: ANSWER_MILLISECONDS,
      application_name: 'contract-ledger',
    });
    pool.on('error', () => undefined); // whoever uses a connection that breaks is told by its question
    const store = new PostgresqlBesideStore(pool);
    try {
      await store.ask(`do $$ begin perform pg_advisory_xact_lock(${String(LOCK)}); ${TABLE}; end $$`, []);
      return store;
    } catch (cause) {
      await store.close();
      throw cause;
    }
  }

  /** One statement, so it has all of them for good when it is answered. */
  override async write(values: readonly BesideValue[]): Promise<readonly string[]> {
    const rows = await this.ask(
      `insert into beside select * from unnest($1::text[], $2::bytea[], $3::bytea[])
       on conflict do nothing returning commitment, salt, value`,
      [
        values.map(({ commitment }) => commitment),
        values.map(({ salt }) => Buffer.from(salt)),
        values.map(({ value }) => Buffer.from(value)),
      ],
    );
    return rows.map(({ commitment }) => commitment);
  }

  override async read(commitments: readonly string[]): Promise<ReadonlyMap<string, BesideValue | 'erased'>> {
    const rows = await this.ask('select commitment, salt, value from beside where commitment = any($1)', [commitments]);
    return new Map(
      rows.map(({ commitment, salt, value }) => [
        commitment,
        salt === null || value === null ? 'erased' : { commitment, salt: salt.toString(), value: value.toString() },
      ]),
    );
  }

  override async erase(commitments: readonly string[]): Promise<void> {
    await this.ask('update beside set salt = null, value = null where commitment = any($1)', [commitments]);
  }

  override async withdraw(commitments: readonly string[]): Promise<void> {
    await this.ask('delete from beside where commitment = any($1)', [commitments]);
  }

  override close(): Promise<void> {
    this.closing ??= this.pool.end();
    return this.closing;
  }

  private async ask(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    try {
      return (await this.pool.query<Row>(text, [...values])).rows;
    } catch (cause) {
      throw new StoreUnavailable('the values beside the log cannot be read or written now', { cause });
    }
  }
}
