import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { CivilDate } from '@ledger/kernel';
import {
  ReadModel,
  type AmountBasis,
  type BasisCounts,
  type Checkpoint,
  type Concerns,
  type ContractDigest,
  type ComputedRow,
  type DeadlineFilter,
  type Failure,
  type Fence,
  type Lease,
  type ListedContract,
  type ListedDeadline,
  type ListedObligation,
  type ListFilter,
  type ListRange,
  type ObligationFilter,
  type PlaceInContract,
  type RangeByContract,
  type RangeByDay,
  type StoredRow,
  type Update,
} from '../read-model.js';
import { kept } from '../fold-text.js';
import { basesIn, countBasesIn, listedIn } from './read-bases.js';
import { digestOf, digestsIn } from './digest.js';
import { requireLease } from './fence.js';
import type { Flavour } from './flavour.js';
import { contractsIn, deadlinesIn } from './queries.js';
import { obligationsAfter } from './read-obligations.js';
import { rowsIn } from './read-rows.js';
import { saveRows, type Tools } from './save-rows.js';
import { Statements } from './statements.js';
import type { Tables } from './tables.js';
import type { Upsert } from './upsert.js';

/** Beyond every position. */
const EVERY_POSITION = 2n ** 62n;
/** Rows of a page where all of them are read. */
const PAGE = 1000;

/** The read model in an SQL database, whichever it is. */
export class SqlReadModel extends ReadModel {
  readonly #database: Kysely<Tables>;
  readonly #flavour: Flavour;
  readonly #tools: Tools;

  /** @param database with today's tables; closed with this */
  constructor(database: Kysely<Tables>, flavour: Flavour, upsert: Upsert) {
    super();
    this.#database = database;
    this.#flavour = flavour;
    this.#tools = { upsert, statements: new Statements(database), flavour };
  }

  override async checkpoint(): Promise<Checkpoint | undefined> {
    const statement = (): RawBuilder<CheckpointColumns> =>
      sql<CheckpointColumns>`select cast(position as text) as position, event_id from checkpoint`;
    const [row] = await this.#said(this.#tools.statements.run(this.#database, 'checkpoint', statement, []));
    return row && { position: BigInt(row.position), eventId: row.event_id };
  }

  override save({ rows, failures, checkpoint, notes = {} }: Update, fence?: Fence): Promise<void> {
    return this.#alone(fence, async (transaction) => {
      await saveRows(transaction, this.#tools, rows);
      await noLongerFailed(transaction, this.#tools, rows);
      for (const failure of failures) await saveFailure(transaction, failure);
      if (checkpoint !== undefined) await saveCheckpoint(transaction, this.#tools, checkpoint);
      for (const [name, text] of Object.entries(notes)) await saveNote(transaction, name, text);
    });
  }

  override page(filter: ListFilter, range: ListRange): Promise<readonly ListedContract[]> {
    return this.#said(contractsIn(this.#database, this.#tools.statements, this.#flavour, filter, range));
  }

  override async obligations(
    filter: ObligationFilter,
    { upTo, after, limit }: RangeByContract,
  ): Promise<readonly ListedObligation[]> {
    const found: ListedObligation[] = [];
    for await (const some of this.#obligations(this.#database, filter, upTo, after)) {
      found.push(...some.slice(0, limit - found.length));
      if (found.length === limit) break;
    }
    return found;
  }

  override async *everyObligation(filter: ObligationFilter): AsyncGenerator<readonly ListedObligation[], void, void> {
    const look = await this.#said(this.#flavour.look(this.#database));
    try {
      let page: ListedObligation[] = [];
      for await (const some of this.#obligations(look.database, filter, EVERY_POSITION, undefined)) {
        page.push(...some);
        if (page.length < PAGE) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    } finally {
      await this.#said(look.end());
    }
  }

  override async *everyRow(after = ''): AsyncGenerator<readonly StoredRow[], void, void> {
    const look = await this.#said(this.#flavour.look(this.#database));
    try {
      for (let last: string | undefined = after; last !== undefined;) {
        const rows: readonly StoredRow[] = await this.#said(rowsIn(look.database, last));
        if (rows.length > 0) yield rows;
        last = rows.at(-1)?.contractId;
      }
    } finally {
      await this.#said(look.end());
    }
  }

  override deadlines(filter: DeadlineFilter, range: RangeByDay): Promise<readonly ListedDeadline[]> {
    return this.#said(deadlinesIn(this.#database, filter, range));
  }

  override async due(on: CivilDate, limit: number): Promise<readonly string[]> {
    const statement = (): RawBuilder<{ contract_id: string }> =>
      sql<{
        contract_id: string;
      }>`select contract_id from contracts where due_on <= ${on} order by due_on limit ${limit}`;
    const rows = await this.#said(this.#tools.statements.run(this.#database, 'due', statement, [on, limit]));
    const due = rows.map(({ contract_id: contractId }) => contractId);
    return due.length < limit ? [...due, ...(await this.#released(limit - due.length))] : due;
  }

  override async release(contractId?: string): Promise<readonly string[]> {
    const query = this.#database.updateTable('failures').set({ released: 1 }).returning('contract_id');
    const rows = await this.#said(
      (contractId === undefined ? query : query.where('contract_id', '=', contractId)).execute(),
    );
    return rows.map(({ contract_id: released }) => released).sort();
  }

  override async note(name: string): Promise<string | undefined> {
    const query = this.#database.selectFrom('notes').select('text').where('name', '=', name);
    return (await this.#said(query.executeTakeFirst()))?.text;
  }

  override async failures(): Promise<readonly Failure[]> {
    const query = this.#database
      .selectFrom('failures')
      .select(['contract_id', 'reason', 'since', sql<string>`cast(position as text)`.as('position')])
      .orderBy('contract_id');
    return (await this.#said(query.execute())).map(({ contract_id: contractId, reason, since, position }) => ({
      contractId,
      reason,
      since,
      position: BigInt(position),
    }));
  }

  override digest(): Promise<string> {
    return this.#said(digestOf(this.#database));
  }

  override digests(after: string | undefined, limit: number): Promise<readonly ContractDigest[]> {
    return this.#said(digestsIn(this.#database, after, limit));
  }

  override bases(concerns: Concerns, after: string | undefined, limit: number): Promise<readonly AmountBasis[]> {
    return this.#said(basesIn(this.#database, concerns, after, limit));
  }

  override countBases(concerns: Concerns): Promise<BasisCounts> {
    return this.#said(countBasesIn(this.#database, concerns));
  }

  override listed(contractIds: readonly string[]): Promise<readonly string[]> {
    return this.#said(listedIn(this.#database, this.#flavour, contractIds));
  }

  override reset(fence?: Fence): Promise<void> {
    return this.#alone(fence, async (transaction) => {
      for (const table of ['contracts', 'deadlines', 'bases', 'failures', 'checkpoint', 'notes'] as const) {
        await transaction.deleteFrom(table).execute();
      }
    });
  }

  override async takeLease(name: string, holder: string, milliseconds: number): Promise<Lease | undefined> {
    const { now } = this.#flavour;
    const { rows } = await this.#said(
      sql<{ token: number }>`
        insert into leases (name, holder, token, until) values (${name}, ${holder}, 1, ${now} + ${milliseconds})
        on conflict (name) do update set
          token = leases.token + case when leases.holder = excluded.holder and leases.until > ${now} then 0 else 1 end,
          holder = excluded.holder,
          until = excluded.until
        where leases.holder = excluded.holder or leases.until <= ${now}
        returning token`.execute(this.#database),
    );
    return rows[0] && { name, holder, token: rows[0].token };
  }

  override async releaseLease({ name, token }: Lease): Promise<void> {
    const query = this.#database.updateTable('leases').set({ until: 0 });
    await this.#said(query.where('name', '=', name).where('token', '=', token).execute());
  }

  override close(): Promise<void> {
    return this.#database.destroy();
  }

  async #released(limit: number): Promise<readonly string[]> {
    const statement = (): RawBuilder<{ contract_id: string }> =>
      sql<{ contract_id: string }>`select contract_id from failures where released = 1 limit ${limit}`;
    const rows = await this.#said(this.#tools.statements.run(this.#database, 'released', statement, [limit]));
    return rows.map(({ contract_id: contractId }) => contractId);
  }

  async *#obligations(
    database: Kysely<Tables>,
    filter: ObligationFilter,
    upTo: bigint,
    after: PlaceInContract | undefined,
  ): AsyncGenerator<readonly ListedObligation[], void, void> {
    try {
      yield* obligationsAfter(database, this.#tools.statements, this.#flavour, filter, upTo, after);
    } catch (cause) {
      throw this.#flavour.translated(cause);
    }
  }

  #alone(fence: Fence | undefined, write: (transaction: Transaction<Tables>) => Promise<void>): Promise<void> {
    return this.#said(
      this.#database.transaction().execute(async (transaction) => {
        await this.#flavour.alone(transaction, 'saving');
        if (fence !== undefined) await requireLease(transaction, this.#flavour, fence);
        await write(transaction);
      }),
    );
  }

  /** @throws {EventStoreError} where it is the database that does not answer */
  async #said<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (cause) {
      throw this.#flavour.translated(cause);
    }
  }
}

interface CheckpointColumns {
  readonly position: string;
  readonly event_id: string;
}

const saveCheckpoint = async (
  transaction: Transaction<Tables>,
  { statements }: Tools,
  { position, eventId }: Checkpoint,
): Promise<void> => {
  const statement = (): RawBuilder<unknown> => sql`
    insert into checkpoint (one, position, event_id) values (1, ${position}, ${eventId})
    on conflict (one) do update set position = excluded.position, event_id = excluded.event_id`;
  await statements.run(transaction, 'save checkpoint', statement, [position, eventId]);
};

const saveNote = async (transaction: Transaction<Tables>, name: string, text: string): Promise<void> => {
  await transaction
    .insertInto('notes')
    .values({ name, text })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ text }))
    .execute();
};

const noLongerFailed = async (
  transaction: Transaction<Tables>,
  { statements }: Tools,
  rows: readonly ComputedRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  const statement = (): RawBuilder<{ contract_id: string }> =>
    sql<{ contract_id: string }>`select contract_id from failures`;
  const failures = await statements.run(transaction, 'failed', statement, []);
  if (failures.length === 0) return;
  const computed = new Set(rows.map(({ contractId }) => contractId));
  for (const { contract_id: contractId } of failures) {
    if (!computed.has(contractId)) continue;
    await transaction.deleteFrom('failures').where('contract_id', '=', contractId).execute();
  }
};

/** A contract that fails keeps its last rows, and is not due any more until it is released. */
const saveFailure = async (
  transaction: Transaction<Tables>,
  { contractId, reason, since, position }: Failure,
): Promise<void> => {
  await transaction
    .insertInto('failures')
    .values({ contract_id: contractId, reason: kept(reason), since, position, released: 0 })
    .onConflict((conflict) => conflict.column('contract_id').doUpdateSet({ reason: kept(reason), released: 0 }))
    .execute();
  await transaction.updateTable('contracts').set({ due_on: null }).where('contract_id', '=', contractId).execute();
};
