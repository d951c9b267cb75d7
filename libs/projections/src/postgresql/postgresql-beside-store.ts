import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { BesideStore, type BesideValue } from '@ledger/event-store';
import { openDatabase } from './open-database.js';
import { postgresqlFlavour } from './postgresql-flavour.js';

const MOST_CONNECTIONS = 5;

interface Row {
  readonly commitment: string;
  readonly salt: string | null;
  readonly value: string | null;
}

/**
 * Personal data beside a log that is elsewhere, in the database of the read models, in a table of its own. Unlike the read models it
 * is no conclusion: what is lost here is lost, so it belongs into every backup.
 */
export class PostgresqlBesideStore extends BesideStore {
  private constructor(private readonly database: Kysely<object>) {
    super();
  }

  /**
   * Opens the table, and makes it where it is not there yet: once, however many processes come at the same time.
   * @param url `postgres://user:password@host:5432/database`
   * @throws {StoreUnavailable} where the server cannot be reached
   */
  static async open(url: string): Promise<PostgresqlBesideStore> {
    const store = new PostgresqlBesideStore(openDatabase<object>(url, MOST_CONNECTIONS));
    try {
      await store.#atomically(async (transaction) => {
        await postgresqlFlavour.alone(transaction, 'migration');
        await sql`create table if not exists beside (commitment text primary key, salt text, value text)`.execute(
          transaction,
        );
      });
      return store;
    } catch (cause) {
      await store.close();
      throw cause;
    }
  }

  /** A commit is synced before it answers, whatever the server's default is: an event must not outlive its values. */
  override async write(values: readonly BesideValue[]): Promise<readonly string[]> {
    if (values.length === 0) return [];
    const rows = values.map(({ commitment, salt, value }) => sql`(${commitment}, ${salt}, ${value})`);
    return this.#atomically(async (transaction) => {
      await sql`set local synchronous_commit = on`.execute(transaction);
      const written = await sql<Row>`insert into beside (commitment, salt, value) values ${sql.join(rows)}
        on conflict do nothing returning commitment`.execute(transaction);
      return written.rows.map(({ commitment }) => commitment);
    });
  }

  override async read(commitments: readonly string[]): Promise<ReadonlyMap<string, BesideValue | 'erased'>> {
    const rows = await this.#rows(
      sql`select commitment, salt, value from beside where commitment = any(${commitments})`,
    );
    return new Map(
      rows.map(({ commitment, salt, value }) => [
        commitment,
        salt === null || value === null ? 'erased' : { commitment, salt, value },
      ]),
    );
  }

  /** PostgreSQL keeps the old row on its page until the table is vacuumed, so that is done at once. */
  override async erase(commitments: readonly string[]): Promise<void> {
    await this.#rows(sql`update beside set salt = null, value = null where commitment = any(${commitments})`);
    await this.#rows(sql`vacuum beside`);
  }

  override async withdraw(commitments: readonly string[]): Promise<void> {
    await this.#rows(sql`delete from beside where commitment = any(${commitments})`);
  }

  override async close(): Promise<void> {
    await this.database.destroy();
  }

  #rows(question: RawBuilder<unknown>): Promise<readonly Row[]> {
    return this.#translated(async () => (await question.execute(this.database)).rows as readonly Row[]);
  }

  #atomically<Result>(work: (transaction: Transaction<object>) => Promise<Result>): Promise<Result> {
    return this.#translated(() => this.database.transaction().execute(work));
  }

  async #translated<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw postgresqlFlavour.translated(cause);
    }
  }
}
