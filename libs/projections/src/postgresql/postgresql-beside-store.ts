import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { BesideStore, StoreUnavailable, type BesideValue } from '@ledger/event-store';
import { openDatabase } from './open-database.js';
import { postgresqlFlavour } from './postgresql-flavour.js';

const MOST_CONNECTIONS = 5;

/** Writes that share a commit; each has a few values. */
const MOST_TOGETHER = 100;

interface Waiting {
  readonly values: readonly BesideValue[];
  readonly resolve: (added: readonly string[]) => void;
  readonly reject: (cause: unknown) => void;
}

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
  readonly #waiting: Waiting[] = [];
  #isWriting = false;

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

  /** Who comes while others are written is written with the next: many commands share a commit, and none waits for a connection. */
  override async write(values: readonly BesideValue[]): Promise<readonly string[]> {
    if (values.length === 0) return [];
    const written = new Promise<readonly string[]>((resolve, reject) => {
      this.#waiting.push({ values, resolve, reject });
    });
    if (!this.#isWriting) void this.#writeAll();
    return written;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0, MOST_TOGETHER);
      try {
        const added = new Set(await this.#insert(together.flatMap(({ values }) => values)));
        for (const { values, resolve } of together) {
          resolve(values.map(({ commitment }) => commitment).filter((commitment) => added.delete(commitment)));
        }
      } catch (cause) {
        if (cause instanceof StoreUnavailable) for (const { reject } of together) reject(cause);
        else await Promise.all(together.map((one) => this.#writeAlone(one))); // one of them is to blame
      }
    }
    this.#isWriting = false;
  }

  #writeAlone({ values, resolve, reject }: Waiting): Promise<void> {
    return this.#insert(values).then(resolve, reject);
  }

  /** A commit is synced before it answers, whatever the server's default is: an event must not outlive its values. */
  #insert(values: readonly BesideValue[]): Promise<readonly string[]> {
    const columns = [
      values.map(({ commitment }) => commitment),
      values.map(({ salt }) => salt),
      values.map(({ value }) => value),
    ].map((column) => sql`cast(${column} as text[])`); // as lists: a statement takes no more than 65,535 values
    return this.#atomically(async (transaction) => {
      await sql`set local synchronous_commit = on`.execute(transaction);
      const written =
        await sql<Row>`insert into beside (commitment, salt, value) select * from unnest(${sql.join(columns)})
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
    await this.#rows(sql`delete from beside where value is not null and commitment = any(${commitments})`);
  }

  override async commitments(after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#rows(
      sql`select commitment from beside where commitment > ${after} and value is not null order by commitment limit ${limit}`,
    );
    return rows.map(({ commitment }) => commitment);
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
