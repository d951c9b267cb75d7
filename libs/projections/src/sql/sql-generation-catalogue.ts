import { sql, type Kysely, type Transaction } from 'kysely';
import { buildingIn, textOfBuilding } from '../generations/building-text.js';
import { FIRST_GENERATION, type Building } from '../generations/generation-store.js';
import type { Flavour } from './flavour.js';
import type { Tables } from './tables.js';

/** Which generation is live, and how far each is built: in tables beside the rows of all of them. */
export class SqlGenerationCatalogue {
  private constructor(
    private readonly database: Kysely<Tables>,
    private readonly flavour: Flavour,
  ) {}

  /** Makes the tables where they are not there yet: once, however many processes come at the same time. */
  static async over(database: Kysely<Tables>, flavour: Flavour): Promise<SqlGenerationCatalogue> {
    const catalogue = new SqlGenerationCatalogue(database, flavour);
    await catalogue.atomically(async (transaction) => {
      await flavour.alone(transaction, 'migration');
      const { text, whole, tableEnd } = flavour;
      for (const table of [
        sql`generations (id ${text} primary key, building ${text} not null) ${tableEnd}`,
        sql`live_generation (one ${whole} primary key, id ${text} not null) ${tableEnd}`,
      ]) {
        await sql`create table if not exists ${table}`.execute(transaction);
      }
    });
    return catalogue;
  }

  async liveId(within: Kysely<Tables> = this.database): Promise<string> {
    const [live] = await this.#rows<{ id: string }>(sql`select id from live_generation`, within);
    return live?.id ?? FIRST_GENERATION;
  }

  async setLive(generationId: string, within: Kysely<Tables> = this.database): Promise<void> {
    await this.#rows(
      sql`insert into live_generation (one, id) values (1, ${generationId})
          on conflict (one) do update set id = excluded.id`,
      within,
    );
  }

  async building(generationId: string): Promise<Building | undefined> {
    const [row] = await this.#rows<{ building: string }>(
      sql`select building from generations where id = ${generationId}`,
    );
    return row && buildingIn(row.building);
  }

  async saveBuilding(building: Building): Promise<void> {
    await this.#rows(
      sql`insert into generations (id, building) values (${building.generationId}, ${textOfBuilding(building)})
          on conflict (id) do update set building = excluded.building`,
    );
  }

  atomically(work: (transaction: Transaction<Tables>) => Promise<void>): Promise<void> {
    return this.#translated(() => this.database.transaction().execute(work));
  }

  #rows<Row>(question: ReturnType<typeof sql<Row>>, within = this.database): Promise<readonly Row[]> {
    return this.#translated(async () => (await question.execute(within)).rows);
  }

  async #translated<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw this.flavour.translated(cause);
    }
  }
}
