import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';

/** Kysely over the SQLite that comes with Node: one connection, which transactions and single statements take in turn. */
export class NodeSqliteDialect implements Dialect {
  constructor(private readonly database: DatabaseSync) {}

  createDriver(): Driver {
    return new NodeSqliteDriver(this.database);
  }
  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
  createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kysely's own signature
  createIntrospector(database: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }
}

/** SQLite undoes a change of tables like any other. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #connection: NodeSqliteConnection;

  constructor(private readonly database: DatabaseSync) {
    this.#connection = new NodeSqliteConnection(database);
  }
  init(): Promise<void> {
    return Promise.resolve();
  }
  acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.#connection);
  }
  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }
  /** Whoever may write says so at once: a transaction that only begins to write later cannot wait for another. */
  async beginTransaction(_: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    await this.#exec(accessMode === 'read only' ? 'BEGIN' : 'BEGIN IMMEDIATE');
  }
  async commitTransaction(): Promise<void> {
    await this.#exec('COMMIT');
  }
  async rollbackTransaction(): Promise<void> {
    if (this.database.isTransaction) await this.#exec('ROLLBACK'); // SQLite has done so itself where the disk is full
  }
  destroy(): Promise<void> {
    if (this.database.isOpen) this.database.close();
    return Promise.resolve();
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- so that it rejects where it throws
  async #exec(text: string): Promise<void> {
    this.database.exec(text);
  }
}

interface Prepared {
  readonly statement: StatementSync;
  /** Of the columns that it gives. */
  readonly names: readonly string[];
}

/** Faster than to have Node make the objects, which have no prototype and no shape in common. */
const objectsOf = (names: readonly string[], rows: readonly (readonly unknown[])[]): readonly object[] =>
  rows.map((values) => {
    const object: Record<string, unknown> = {};
    for (let index = 0; index < names.length; index += 1) object[names[index] ?? ''] = values[index];
    return object;
  });

/** Statements that are kept prepared. */
const MOST_PREPARED = 200;

class NodeSqliteConnection implements DatabaseConnection {
  readonly #prepared = new Map<string, Prepared>();

  constructor(private readonly database: DatabaseSync) {}

  // eslint-disable-next-line @typescript-eslint/require-await -- so that it rejects where it throws
  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { statement, names } = this.#prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    if (names.length > 0)
      return { rows: objectsOf(names, statement.all(...values) as unknown as unknown[][]) as Row[] };
    return { numAffectedRows: BigInt(statement.run(...values).changes), rows: [] };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- Kysely's own signature
  async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    const statement = this.database.prepare(sql);
    for (const row of statement.iterate(...(parameters as readonly SQLInputValue[]))) yield { rows: [row as Row] };
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      if (this.#prepared.size >= MOST_PREPARED) this.#prepared.clear();
      const statement = this.database.prepare(sql);
      statement.setReturnArrays(true);
      prepared = { statement, names: statement.columns().map(({ name }) => name) };
      this.#prepared.set(sql, prepared);
    }
    return prepared;
  }
}
