import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Instant } from '@ledger/kernel';
import type { DeliveryUpdate, HeldStream, HeldSummary } from '../delivery-store.js';
import { failureIn, textOfFailure } from '../delivery-text.js';
import type { Flavour } from './flavour.js';
import type { Tables } from './tables.js';

/*
 * The streams that a webhook's receiver holds up. Whole numbers are read as texts: not every database has the same for them.
 */

/** The table, and what it is looked through by. */
export const heldTables = ({ text, whole, tableEnd }: Flavour): readonly RawBuilder<unknown>[] => [
  sql`create table if not exists webhook_held (
    webhook_id ${text} not null, stream ${text} not null, revision ${whole} not null, position ${whole} not null, events ${whole} not null,
    next_attempt_at ${whole}, failure ${text} not null, primary key (webhook_id, stream)) ${tableEnd}`,
  sql`create index if not exists webhook_held_due on webhook_held (webhook_id, next_attempt_at)`,
  sql`create index if not exists webhook_held_first on webhook_held (webhook_id, position)`,
];

interface Columns {
  readonly stream: string;
  readonly revision: string;
  readonly position: string;
  readonly events: string;
  readonly next_attempt_at: string | null;
  readonly failure: string;
}
const columns = sql`stream, cast(revision as text) as revision, cast(position as text) as position, cast(events as text) as events,
  cast(next_attempt_at as text) as next_attempt_at, failure`;

const heldIn = ({ next_attempt_at: nextAttemptAt, ...row }: Columns): HeldStream => ({
  stream: row.stream,
  revision: Number(row.revision),
  position: BigInt(row.position),
  events: Number(row.events),
  failure: {
    ...failureIn(row.failure),
    nextAttemptAt: nextAttemptAt === null ? undefined : (Number(nextAttemptAt) as Instant),
  },
});

export const heldAmong = async (
  database: Kysely<Tables>,
  flavour: Flavour,
  webhookId: string,
  streams: readonly string[],
): Promise<readonly HeldStream[]> => {
  const { rows } = await sql<Columns>`select ${columns} from webhook_held
    where webhook_id = ${webhookId} and ${flavour.isOneOf('stream', streams)}`.execute(database);
  return rows.map(heldIn);
};

export const heldDue = async (
  database: Kysely<Tables>,
  webhookId: string,
  by: Instant | undefined,
  limit: number,
): Promise<readonly HeldStream[]> => {
  const { rows } = await sql<Columns>`select ${columns} from webhook_held
    where webhook_id = ${webhookId} and next_attempt_at <= ${by ?? Number.MAX_SAFE_INTEGER}
    order by webhook_held.next_attempt_at, stream limit ${limit}`.execute(database);
  return rows.map(heldIn);
};

export const heldSummary = async (database: Kysely<Tables>, webhookId: string): Promise<HeldSummary> => {
  const { rows } = await sql<{ streams: string; events: string; next_attempt_at: string | null }>`
    select cast(count(*) as text) as streams, cast(coalesce(sum(events), 0) as text) as events,
      cast(min(next_attempt_at) as text) as next_attempt_at
    from webhook_held where webhook_id = ${webhookId}`.execute(database);
  const first = await sql<Columns>`select ${columns} from webhook_held where webhook_id = ${webhookId}
    order by webhook_held.position limit 1`.execute(database);
  const { streams = '0', events = '0', next_attempt_at: nextAttemptAt = null } = rows[0] ?? {};
  return {
    streams: Number(streams),
    events: Number(events),
    first: first.rows.map(heldIn)[0],
    nextAttemptAt: nextAttemptAt === null ? undefined : (Number(nextAttemptAt) as Instant),
  };
};

export const saveHeld = async (
  transaction: Transaction<Tables>,
  flavour: Flavour,
  { progress: { webhookId }, all, released = [], held = [] }: DeliveryUpdate,
): Promise<void> => {
  if (all === 'released') {
    await sql`delete from webhook_held where webhook_id = ${webhookId}`.execute(transaction);
  } else if (all !== undefined) {
    await sql`update webhook_held set next_attempt_at = ${all.triedAt} where webhook_id = ${webhookId}
      and ${all.alsoGivenUp ? sql`1 = 1` : sql`next_attempt_at is not null`}`.execute(transaction);
  }
  if (released.length > 0) {
    await sql`delete from webhook_held where webhook_id = ${webhookId} and ${flavour.isOneOf('stream', released)}`.execute(
      transaction,
    );
  }
  for (const { stream, revision, position, events, failure } of held) {
    await sql`insert into webhook_held (webhook_id, stream, revision, position, events, next_attempt_at, failure)
      values (${webhookId}, ${stream}, ${revision}, ${position}, ${events}, ${failure.nextAttemptAt ?? null}, ${textOfFailure(failure)})
      on conflict (webhook_id, stream) do update set revision = excluded.revision, position = excluded.position, events = excluded.events,
        next_attempt_at = excluded.next_attempt_at, failure = excluded.failure`.execute(transaction);
  }
};
