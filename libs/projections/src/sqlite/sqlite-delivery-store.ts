import { DatabaseSync } from 'node:sqlite';
import { DeliveryStore, type DeliveryProgress, type WebhookIndex } from '../delivery-store.js';
import { progressIn, textOfProgress } from '../delivery-text.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS deliveries (webhook_id TEXT PRIMARY KEY, progress TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS webhooks (webhook_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS webhooks_known_to (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL) STRICT;`;
const BUSY_MILLISECONDS = 5000;

/** The progress of deliveries in a SQLite file of its own. */
export class SqliteDeliveryStore extends DeliveryStore {
  private constructor(private readonly database: DatabaseSync) {
    super();
  }

  /** @param path a file, or `:memory:` */
  static open(path: string): SqliteDeliveryStore {
    const database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS });
    try {
      // What the loss of power takes is delivered once more, so no commit waits for the disk.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      database.exec(SCHEMA);
      return new SqliteDeliveryStore(database);
    } catch (cause) {
      database.close();
      throw cause;
    }
  }

  override progress(webhookId: string): Promise<DeliveryProgress | undefined> {
    const row = this.database.prepare('SELECT progress FROM deliveries WHERE webhook_id = ?').get(webhookId);
    return Promise.resolve(row && progressIn(String(row['progress'])));
  }

  override save(progress: DeliveryProgress): Promise<void> {
    this.database
      .prepare('INSERT OR REPLACE INTO deliveries (webhook_id, progress) VALUES (?, ?)')
      .run(progress.webhookId, textOfProgress(progress));
    return Promise.resolve();
  }

  override index(): Promise<WebhookIndex | undefined> {
    const known = this.database.prepare('SELECT CAST(position AS TEXT) AS position FROM webhooks_known_to').get();
    if (known === undefined) return Promise.resolve(undefined);
    const rows = this.database.prepare('SELECT webhook_id FROM webhooks ORDER BY webhook_id').all();
    return Promise.resolve({
      position: BigInt(String(known['position'])),
      webhookIds: rows.map((row) => String(row['webhook_id'])),
    });
  }

  override extendIndex({ position, webhookIds }: WebhookIndex): Promise<void> {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const add = this.database.prepare('INSERT OR IGNORE INTO webhooks (webhook_id) VALUES (?)');
      for (const webhookId of webhookIds) add.run(webhookId);
      this.database.prepare('INSERT OR REPLACE INTO webhooks_known_to (one, position) VALUES (1, ?)').run(position);
      this.database.exec('COMMIT');
    } catch (cause) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw cause;
    }
    return Promise.resolve();
  }

  override close(): Promise<void> {
    if (this.database.isOpen) this.database.close();
    return Promise.resolve();
  }
}
