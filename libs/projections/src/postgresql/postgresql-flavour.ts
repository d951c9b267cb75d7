import { sql, type RawBuilder } from 'kysely';
import { DiskFull, StoreClosed, StoreUnavailable } from '@ledger/event-store';
import type { Flavour } from '../sql/flavour.js';

/** What is locked, as PostgreSQL's advisory locks name it: the ledger, and what is done. */
const LEDGER = 1_818_584_167;
const [MIGRATION, SAVING, DELIVERING] = [1, 2, 3];

/** A transaction that saves waits for nothing but the database: for so long it has stopped. */
const STANDSTILL_MILLISECONDS = 3000;

/** @param saving names what is saved: whoever saves something else does not wait */
const postgresqlFlavourOf = (saving: RawBuilder<unknown>): Flavour => ({
  text: sql`text collate "C"`,
  whole: sql`bigint`,
  tableEnd: sql``,
  longTableEnd: sql``,
  now: sql`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`,
  forUpdate: sql`for share`, // several may save at the same time, and nobody takes the lease over meanwhile
  contains: (column, text) => sql<boolean>`strpos(${column}, ${text}) > 0`, // literally: no wildcard of LIKE
  isOneOf: (column, texts) => sql<boolean>`${sql.ref(column)} = any(${texts})`,
  listed: (texts) => texts,
  alone: async (transaction, what) => {
    // Whoever is stopped on the way holds the lease and the lock: the server ends that before another is waited for.
    await sql`set local idle_in_transaction_session_timeout = ${sql.lit(STANDSTILL_MILLISECONDS)}`.execute(transaction);
    const lock = { saving, migration: sql.lit(MIGRATION), delivering: sql.lit(DELIVERING) }[what];
    await sql`select pg_advisory_xact_lock(${sql.lit(LEDGER)}, ${lock})`.execute(transaction);
  },
  look: async (database) => {
    const transaction = await database
      .startTransaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute();
    return {
      database: transaction,
      end: async () => {
        await transaction.rollback().execute();
      },
    };
  },
  translated: (cause) => {
    if (!Error.isError(cause)) return cause;
    const code = 'code' in cause ? String(cause.code) : '';
    if (code === '53100') return new DiskFull('the disk of the read model is full', { cause });
    if (CLOSED.some((text) => cause.message.includes(text))) return new StoreClosed();
    const isAway = AWAY.test(code) || GONE.some((text) => cause.message.includes(text));
    return isAway ? new StoreUnavailable('the read model does not answer', { cause }) : cause;
  },
});

export const postgresqlFlavour = postgresqlFlavourOf(sql.lit(SAVING));
/** Of a generation that is not live. */
export const postgresqlFlavourFor = (generationId: string): Flavour =>
  postgresqlFlavourOf(sql`hashtext(${sql.lit(generationId)})`);

/**
 * Of the connection, of a lock that others hold, of the server's resources, of an operator who intervenes, of a failover to one that may not write, of a
 * transaction that stood still for too long; and Node's own of a network.
 */
const AWAY = /^(08|53|57|58)...$|^25006$|^25P03$|^40P01$|^55P03$|^E[A-Z_]+$/;
/** What the client says of connections has no code. */
const GONE = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed',
] as const;
const CLOSED = ['driver has already been destroyed', 'Cannot use a pool after calling end'] as const;
