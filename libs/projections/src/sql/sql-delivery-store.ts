import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '@ledger/kernel';
import { StoreUnavailable } from '@ledger/event-store';
import {
  DeliveryStore,
  type DeliveryProgress,
  type DeliveryUpdate,
  type HeldStream,
  type HeldSummary,
  type WebhookIndex,
} from '../delivery-store.js';
import { progressIn, textOfProgress } from '../delivery-text.js';
import type { Fence } from '../read-model.js';
import { requireLease } from './fence.js';
import type { Flavour } from './flavour.js';
import { heldAmong, heldDue, heldSummary, heldTables, saveHeld } from './held-streams.js';
import type { Tables } from './tables.js';

/** The progress of deliveries in a database, in tables of their own: they are no read model, and not made again with one. */
export class SqlDeliveryStore extends DeliveryStore {
  private constructor(
    private readonly database: Kysely<Tables>,
    private readonly flavour: Flavour,
  ) {
    super();
  }

  /** Makes the tables where they are not there yet: once, however many processes come at the same time. */
  static async over(database: Kysely<Tables>, flavour: Flavour): Promise<SqlDeliveryStore> {
    const store = new SqlDeliveryStore(database, flavour);
    await store.#atomically(async (transaction) => {
      await flavour.alone(transaction, 'migration');
      const { text, whole, tableEnd } = flavour;
      for (const table of [
        sql`webhook_deliveries (webhook_id ${text} primary key, progress ${text} not null) ${tableEnd}`,
        sql`webhooks (webhook_id ${text} primary key) ${tableEnd}`,
        sql`webhooks_known_to (one ${whole} primary key, position ${whole} not null) ${tableEnd}`,
      ]) {
        await sql`create table if not exists ${table}`.execute(transaction);
      }
      for (const statement of heldTables(flavour)) await statement.execute(transaction);
    });
    return store;
  }

  override async progress(webhookId: string): Promise<DeliveryProgress | undefined> {
    const [row] = await this.#rows<{ progress: string }>(
      sql`select progress from webhook_deliveries where webhook_id = ${webhookId}`,
    );
    return row && progressIn(row.progress);
  }

  override save(update: DeliveryUpdate, fence?: Fence): Promise<void> {
    const { webhookId } = update.progress;
    return this.#atomically(async (transaction) => {
      await this.flavour.alone(transaction, 'delivering');
      if (fence !== undefined) await requireLease(transaction, this.flavour, fence);
      await saveHeld(transaction, this.flavour, update);
      await sql`insert into webhook_deliveries (webhook_id, progress) values (${webhookId}, ${textOfProgress(update.progress)})
          on conflict (webhook_id) do update set progress = excluded.progress`.execute(transaction);
    });
  }

  override heldAmong(webhookId: string, streams: readonly string[]): Promise<readonly HeldStream[]> {
    return this.#translated(() => heldAmong(this.database, this.flavour, webhookId, streams));
  }

  override heldDue(webhookId: string, by: Instant | undefined, limit: number): Promise<readonly HeldStream[]> {
    return this.#translated(() => heldDue(this.database, webhookId, by, limit));
  }

  override heldSummary(webhookId: string): Promise<HeldSummary> {
    return this.#translated(() => heldSummary(this.database, webhookId));
  }

  override async index(): Promise<WebhookIndex | undefined> {
    const [known] = await this.#rows<{ position: string }>(
      sql`select cast(position as text) as position from webhooks_known_to`,
    );
    if (known === undefined) return undefined;
    const rows = await this.#rows<{ webhook_id: string }>(sql`select webhook_id from webhooks order by webhook_id`);
    return { position: BigInt(known.position), webhookIds: rows.map(({ webhook_id: webhookId }) => webhookId) };
  }

  override async extendIndex({ position, webhookIds }: WebhookIndex): Promise<void> {
    await this.#atomically(async (transaction) => {
      for (const webhookId of webhookIds) {
        await sql`insert into webhooks (webhook_id) values (${webhookId}) on conflict do nothing`.execute(transaction);
      }
      await sql`insert into webhooks_known_to (one, position) values (1, ${position})
                on conflict (one) do update set position = excluded.position
                where excluded.position > webhooks_known_to.position`.execute(transaction);
    });
  }

  override async close(): Promise<void> {
    await this.database.destroy();
  }

  #rows<Row>(question: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> {
    return this.#translated(async () => (await question.execute(this.database)).rows);
  }

  /** All that is written here may be written twice: where the connection breaks, as under a process that was stopped for a while, it is. */
  async #atomically(work: (transaction: Transaction<Tables>) => Promise<void>): Promise<void> {
    const write = (): Promise<void> => this.#translated(() => this.database.transaction().execute(work));
    await write().catch((cause: unknown) => {
      if (cause instanceof StoreUnavailable) return write();
      throw cause;
    });
  }

  async #translated<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw this.flavour.translated(cause);
    }
  }
}
