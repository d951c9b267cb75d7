import { createHash } from 'node:crypto';
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { CivilDate, Instant } from '@ledger/kernel';
import { DiskFull } from '@ledger/event-store';
import {
  LeaseLost,
  ReadModel,
  type Checkpoint,
  type Failure,
  type Fence,
  type Lease,
  type ListedContract,
  type ListFilter,
  type ListRange,
  type Update,
} from '../read-model.js';
import { foldText } from '../fold-text.js';
import { columns, rowOf, upsert, upsertValues } from './rows.js';

/** The contract list in a SQLite file of its own. */
export class SqliteReadModel extends ReadModel {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param database of today's schema */
  constructor(database: DatabaseSync) {
    super();
    this.#database = database;
  }

  override checkpoint(): Promise<Checkpoint | undefined> {
    const [row] = this.#all('SELECT CAST(position AS TEXT), event_id FROM checkpoint');
    if (row === undefined) return Promise.resolve(undefined);
    return Promise.resolve({ position: BigInt(String(row[0])), eventId: String(row[1]) });
  }

  override async save({ rows, failures, checkpoint }: Update, fence?: Fence): Promise<void> {
    await this.#atomically(() => {
      this.#require(fence);
      const hasFailures = this.#all('SELECT 1 FROM failures LIMIT 1').length > 0;
      for (const row of rows) {
        this.#run(upsert, upsertValues(row));
        if (hasFailures) this.#run('DELETE FROM failures WHERE contract_id = ?', [row.contractId]);
      }
      for (const { contractId, reason, since, position } of failures) {
        this.#run(
          `INSERT INTO failures (contract_id, reason, since, position) VALUES (?, ?, ?, ?)
           ON CONFLICT (contract_id) DO UPDATE SET reason = excluded.reason`,
          [contractId, reason, since, position],
        );
        this.#run('UPDATE contracts SET due_on = NULL WHERE contract_id = ?', [contractId]);
      }
      if (checkpoint === undefined) return;
      const values = [checkpoint.position, checkpoint.eventId];
      this.#run('INSERT OR REPLACE INTO checkpoint (one, position, event_id) VALUES (1, ?, ?)', values);
    });
  }

  override page(filter: ListFilter, { upTo, after, limit }: ListRange): Promise<readonly ListedContract[]> {
    const conditions = ['made_at <= ?'];
    const values: SQLInputValue[] = [upTo];
    const where = (condition: string, ...given: SQLInputValue[]): void => {
      conditions.push(condition);
      values.push(...given);
    };
    if (after !== undefined) where('contracts.contract_id > ?', after);
    if (filter.status !== undefined) where('status = ?', filter.status);
    if (filter.endsBefore !== undefined) where('effective_end_on < ?', filter.endsBefore);
    if (filter.text !== undefined) {
      const text = foldText(filter.text);
      where('(instr(folded_name, ?) > 0 OR instr(folded_id, ?) > 0)', text, text); // literally: no wildcard of LIKE
    }
    const sql = `SELECT ${columns} FROM ${listed} WHERE ${conditions.join(' AND ')} ORDER BY contracts.contract_id LIMIT ?`;
    return Promise.resolve(this.#all(sql, [...values, limit]).map(rowOf));
  }

  override due(on: CivilDate, limit: number): Promise<readonly string[]> {
    const sql = 'SELECT contract_id FROM contracts WHERE due_on <= ? ORDER BY due_on LIMIT ?';
    return Promise.resolve(this.#all(sql, [on, limit]).map(([contractId]) => String(contractId)));
  }

  override failures(): Promise<readonly Failure[]> {
    const rows = this.#all(
      'SELECT contract_id, reason, since, CAST(position AS TEXT) FROM failures ORDER BY contract_id',
    );
    return Promise.resolve(
      rows.map(([contractId, reason, since, position]) => ({
        contractId: String(contractId),
        reason: String(reason),
        since: since as Instant,
        position: BigInt(String(position)),
      })),
    );
  }

  override digest(): Promise<string> {
    const digest = createHash('sha256');
    const statement = this.#prepared('SELECT * FROM contracts ORDER BY contract_id');
    for (const row of statement.iterate()) digest.update(`${JSON.stringify(row)}\n`);
    return Promise.resolve(digest.digest('hex'));
  }

  override async reset(fence?: Fence): Promise<void> {
    await this.#atomically(() => {
      this.#require(fence);
      this.#database.exec('DELETE FROM contracts; DELETE FROM failures; DELETE FROM checkpoint;');
    });
  }

  override async takeLease(name: string, holder: string, milliseconds: number): Promise<Lease | undefined> {
    let lease: Lease | undefined;
    await this.#atomically(() => {
      const [row] = this.#all(
        `INSERT INTO leases (name, holder, token, until) VALUES (?, ?, 1, ${NOW} + ?)
         ON CONFLICT (name) DO UPDATE SET
           token = token + (holder <> excluded.holder OR until <= ${NOW}), holder = excluded.holder, until = excluded.until
         WHERE holder = excluded.holder OR until <= ${NOW}
         RETURNING token`,
        [name, holder, milliseconds],
      );
      if (row !== undefined) lease = { name, holder, token: Number(row[0]) };
    });
    return lease;
  }

  override async releaseLease({ name, token }: Lease): Promise<void> {
    await this.#atomically(() => {
      this.#run('UPDATE leases SET until = 0 WHERE name = ? AND token = ?', [name, token]);
    });
  }

  override close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  #require(fence: Fence | undefined): void {
    if (fence === undefined) return;
    const held = this.#all('SELECT 1 FROM leases WHERE name = ? AND token = ?', [fence.name, fence.token]);
    if (held.length === 0) throw new LeaseLost(fence);
  }

  /** @throws {DiskFull} */
  #atomically(write: () => void): Promise<void> {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      write();
      this.#database.exec('COMMIT');
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw isFull(cause) ? new DiskFull('the disk is full: the contract list cannot be written', { cause }) : cause;
    }
    return Promise.resolve();
  }

  #run(sql: string, values: readonly SQLInputValue[]): void {
    this.#prepared(sql).run(...values);
  }

  #all(sql: string, values: readonly SQLInputValue[] = []): SQLOutputValue[][] {
    return this.#prepared(sql).all(...values) as unknown as SQLOutputValue[][]; // arrays, see #prepared
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

const listed = 'contracts LEFT JOIN failures ON failures.contract_id = contracts.contract_id';
/** In milliseconds. */
const NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

const SQLITE_FULL = 13;

const isFull = (cause: unknown): boolean => Error.isError(cause) && 'errcode' in cause && cause.errcode === SQLITE_FULL;
