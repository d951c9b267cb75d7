import type { DatabaseSync } from 'node:sqlite';

/**
 * The steps from an empty file to today's schema. A shipped step is never edited: a change is another step at the end. Days are
 * the kernel's day numbers, positions the store's.
 */
const migrations: readonly string[] = [
  `CREATE TABLE contracts (
     contract_id TEXT PRIMARY KEY,
     contractor TEXT NOT NULL,
     status TEXT NOT NULL,
     billing_started_on INTEGER,
     minimum_period_ends_on INTEGER,
     effective_end_on INTEGER,
     outstanding INTEGER NOT NULL,
     due_on INTEGER,
     revision INTEGER NOT NULL,
     made_at INTEGER NOT NULL,
     stale INTEGER NOT NULL DEFAULT 0,
     folded_name TEXT NOT NULL,
     folded_id TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX contracts_by_status ON contracts (status, contract_id);
   CREATE INDEX contracts_due ON contracts (due_on) WHERE due_on IS NOT NULL;
   CREATE TABLE failures (contract_id TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE checkpoint (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     position INTEGER NOT NULL,
     event_id TEXT NOT NULL
   ) STRICT;`,
  `ALTER TABLE failures ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE failures ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE leases (
     name TEXT PRIMARY KEY,
     holder TEXT NOT NULL,
     token INTEGER NOT NULL,
     until INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

/** What is in the file was made by a later version of the ledger. */
export class ReadModelFromTheFuture extends Error {
  override readonly name = 'ReadModelFromTheFuture';
}

/** Brings the file to today's schema. @throws {ReadModelFromTheFuture} */
export const migrate = (database: DatabaseSync): void => {
  const version = versionOf(database);
  if (version === migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  for (const migration of migrations.slice(version)) database.exec(migration);
  database.exec(`PRAGMA user_version = ${String(migrations.length)}`);
  database.exec('COMMIT');
};

const versionOf = (database: DatabaseSync): number => {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > migrations.length) throw new ReadModelFromTheFuture(`schema ${String(version)} is not known here`);
  return version;
};
/** @throws {ReadModelFromTheFuture} */
export const isCurrent = (database: DatabaseSync): boolean => versionOf(database) === migrations.length;
