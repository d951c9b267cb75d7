import { sql, type Kysely, type Transaction } from 'kysely';
import { GenerationStore, type Building } from '../generations/generation-store.js';
import { LiveReadModel } from '../generations/live-read-model.js';
import { LeaseLost, type Fence, type ReadModel } from '../read-model.js';
import { SqlGenerationCatalogue } from '../sql/sql-generation-catalogue.js';
import { SqlReadModel } from '../sql/sql-read-model.js';
import type { Tables } from '../sql/tables.js';
import { openDatabase } from './open-database.js';
import { openPostgresqlReadModel } from './open-postgresql-read-model.js';
import { postgresqlFlavour, postgresqlFlavourFor } from './postgresql-flavour.js';
import { postgresqlUpsert } from './postgresql-upsert.js';

const [MOST_FOR_THE_CATALOGUE, MOST_FOR_A_GENERATION] = [3, 3];
/** Whoever reads for longer than this is not waited for by those who come after: the switch is tried again. */
const PATIENCE_MILLISECONDS = 1000;

/** What a generation consists of, in the order in which questions lock them. */
const TABLES = [
  'deadlines',
  'bases',
  'contracts',
  'failures',
  'checkpoint',
  'notes',
] as const satisfies (keyof Tables)[];

const PREFIX = 'generation_';
const schemaOf = (generationId: string): string => {
  if (!/^[A-Za-z0-9-]{1,50}$/.test(generationId)) throw new Error(`${generationId} cannot name a generation`);
  return PREFIX + generationId;
};

/**
 * Generations in one database: the live one's tables stand where questions look for them, those of the others in schemas of their own. A switch
 * exchanges them in one transaction, so that every process sees it at the same moment and none has to be told.
 * @param url `postgres://user:password@host:5432/database`
 * @throws {StoreUnavailable} where the server cannot be reached
 * @throws {ReadModelFromTheFuture}
 */
export const openPostgresqlGenerations = async (url: string): Promise<GenerationStore> => {
  const live = await openPostgresqlReadModel(url);
  const database = openDatabase<Tables>(url, MOST_FOR_THE_CATALOGUE);
  try {
    const catalogue = await SqlGenerationCatalogue.over(database, postgresqlFlavour);
    return new PostgresqlGenerationStore(url, database, catalogue, live);
  } catch (cause) {
    await Promise.all([live.close(), database.destroy()]);
    throw postgresqlFlavour.translated(cause);
  }
};

class PostgresqlGenerationStore extends GenerationStore {
  constructor(
    private readonly url: string,
    private readonly database: Kysely<Tables>,
    private readonly catalogue: SqlGenerationCatalogue,
    override readonly live: ReadModel,
  ) {
    super();
  }

  override liveId(): Promise<string> {
    return this.catalogue.liveId();
  }

  override async open(generationId: string): Promise<ReadModel> {
    if ((await this.liveId()) === generationId) return new LiveReadModel(this.live);
    const schema = schemaOf(generationId);
    await this.catalogue.atomically(async (transaction) => {
      await postgresqlFlavour.alone(transaction, 'migration');
      await dropOutdated(transaction, schema);
      await makeSchema(transaction, schema);
      for (const table of TABLES) {
        await sql`create table if not exists ${sql.id(schema, table)} (like ${sql.table(table)} including all)`.execute(
          transaction,
        );
      }
    });
    const database = openDatabase<Tables>(this.url, MOST_FOR_A_GENERATION, schema);
    return new SqlReadModel(database, postgresqlFlavourFor(generationId), postgresqlUpsert);
  }

  override async holds(generationId: string): Promise<boolean> {
    if ((await this.liveId()) === generationId) return (await this.live.checkpoint()) !== undefined;
    const schema = schemaOf(generationId);
    let isHeld = false;
    await this.catalogue.atomically(async (transaction) => {
      if ((await stepOf(transaction, schema)) !== (await lastStep(transaction))) return;
      const { rows } = await sql`select 1 from ${sql.id(schema, 'checkpoint')}`.execute(transaction);
      isHeld = rows.length > 0;
    });
    return isHeld;
  }
  override fileOf(): undefined {
    return undefined;
  }
  override async ids(): Promise<readonly string[]> {
    const schemas = await this.database.introspection.getSchemas();
    const ids = schemas.flatMap(({ name }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
    return [...new Set([...ids, await this.liveId()])].sort();
  }

  override makeLive(generationId: string, fence?: Fence): Promise<void> {
    return this.#fenced(fence, async (transaction) => {
      const before = await this.catalogue.liveId(transaction);
      if (before === generationId) return;
      const [from, to] = [schemaOf(generationId), schemaOf(before)];
      const { rows } = await sql<{ home: string }>`select current_schema() as home`.execute(transaction);
      const home = rows[0]?.home ?? 'public';
      const lock = sql.join(TABLES.map((table) => sql.id(home, table)));
      await sql`lock table ${lock} in access exclusive mode`.execute(transaction);
      await makeSchema(transaction, to);
      for (const [one, other] of [
        [home, to],
        [from, home],
      ] as const) {
        for (const table of TABLES) {
          await sql`alter table ${sql.id(one, table)} set schema ${sql.id(other)}`.execute(transaction);
        }
      }
      await sql`drop schema ${sql.id(from)} cascade`.execute(transaction);
      await this.catalogue.setLive(generationId, transaction);
    });
  }

  override drop(generationId: string, fence?: Fence): Promise<void> {
    return this.#fenced(fence, async (transaction) => {
      if ((await this.catalogue.liveId(transaction)) === generationId) {
        throw new Error(`generation ${generationId} is live`);
      }
      await sql`drop schema if exists ${sql.id(schemaOf(generationId))} cascade`.execute(transaction);
    });
  }

  override building(generationId: string): Promise<Building | undefined> {
    return this.catalogue.building(generationId);
  }
  override saveBuilding(building: Building): Promise<void> {
    return this.catalogue.saveBuilding(building);
  }
  override async close(): Promise<void> {
    await Promise.all([this.live.close(), this.database.destroy()]);
  }

  /** Nobody saves the live rows meanwhile, and nobody else leads. @throws {LeaseLost} */
  #fenced(fence: Fence | undefined, work: (transaction: Transaction<Tables>) => Promise<void>): Promise<void> {
    return this.catalogue.atomically(async (transaction) => {
      await sql`set local lock_timeout = ${sql.lit(PATIENCE_MILLISECONDS)}`.execute(transaction);
      await postgresqlFlavour.alone(transaction, 'saving');
      if (fence !== undefined) {
        const { rows } = await sql`
          select 1 from leases where name = ${fence.name} and token = ${fence.token} for share`.execute(transaction);
        if (rows.length === 0) throw new LeaseLost(fence);
      }
      await work(transaction);
    });
  }
}

/** Tables of another step than the live one's were made by another version: what they say is computed again. */
const dropOutdated = async (transaction: Transaction<Tables>, schema: string): Promise<void> => {
  if ((await stepOf(transaction, schema)) === (await lastStep(transaction))) return;
  await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(transaction);
};

/** The step that the tables of a schema come from; undefined where there is none, or nobody knows. */
const stepOf = async (transaction: Transaction<Tables>, schema: string): Promise<string | undefined> => {
  const { rows } = await sql<{ step: string | null }>`
    select obj_description(oid, 'pg_namespace') as step from pg_namespace where nspname = ${schema}`.execute(
    transaction,
  );
  return rows[0]?.step ?? undefined;
};

/** That the live one's tables have come to. */
const lastStep = async (transaction: Transaction<Tables>): Promise<string> => {
  const { rows } = await sql<{ step: string }>`select max(name) as step from kysely_migration`.execute(transaction);
  return rows[0]?.step ?? '';
};

/** With what of the live one's schema every generation is asked about, too: who leads. */
const makeSchema = async (transaction: Transaction<Tables>, schema: string): Promise<void> => {
  await sql`create schema if not exists ${sql.id(schema)}`.execute(transaction);
  await sql`create or replace view ${sql.id(schema, 'leases')} as select * from ${sql.table('leases')}`.execute(
    transaction,
  );
  const step = sql.lit(await lastStep(transaction));
  await sql`comment on schema ${sql.id(schema)} is ${step}`.execute(transaction);
};
