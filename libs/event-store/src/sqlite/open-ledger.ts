import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StoreDamaged } from '../errors.js';
import { sqliteCode } from './failures.js';
import { checkIndex, createIndex, IndexFile } from './index-file.js';
import { mergeThrough } from './index-merge.js';
import {
  acknowledgedHead,
  checkHead,
  checkLength,
  makeFile,
  makeHead,
  removeIndex,
  requireLedger,
  isWithoutWriteAheadLog,
  syncWriteAheadLog,
  type LedgerFiles,
} from './ledger-directory.js';
import {
  checkLog,
  createLog,
  isEmpty,
  openForReading,
  openIndexForWriting,
  openLog,
  prepareForWriting,
  pragma,
  prepare,
} from './log-file.js';
import { catchUp, headOf } from './log-rows.js';
import { StreamIndex } from './stream-index.js';

/** An open ledger, as far as reading it goes. */
export interface OpenLedger {
  readonly log: DatabaseSync;
  readonly index: IndexFile;
  readonly streams: StreamIndex;
}

/**
 * Opens the log for its owner, makes it where there is none, and sees that it is whole as far as a look can tell. The streams are known
 * as far as the index goes: to catch up with the log is left to the owner.
 *
 * @param longestTail an index that is further behind is brought up to date first.
 * @throws {StoreDamaged} {StoreIncompatible}
 */
export const openOwned = (files: LedgerFiles, longestTail: number, resources: DisposableStack): OpenLedger => {
  const log = openOwnedLog(files, resources);
  const head = headOf(log);
  const database = resources.use(openOwnedIndex(files, log, head));
  const index = new IndexFile(database);
  if (head - index.progress().position > longestTail) mergeThrough(database, log, head);
  return ledgerOf(log, index);
};

/**
 * Opens the log beside its owner, if there is one, and makes no files that were not there.
 *
 * @throws {StoreMissing} {StoreDamaged} {StoreIncompatible}
 */
export const openUnowned = (files: LedgerFiles, directory: string, resources: DisposableStack): OpenLedger => {
  requireLedger(files, directory);
  const acknowledged = acknowledgedHead(files);
  const index = resources.use(openIndexBeside(files));
  const log = resources.use(openFile(files.log));
  checkLog(log);
  if (isWithoutWriteAheadLog(files)) checkWholeLength(files, log); // else its owner may be copying pages this very moment
  const head = headOf(log);
  checkHead(files, acknowledged, head);
  const ledger = ledgerOf(log, new IndexFile(isIndexOf(index, log, head) ? index : resources.use(emptyIndex())));
  catchUp(ledger.streams, log);
  return ledger;
};

const openOwnedLog = (files: LedgerFiles, resources: DisposableStack): DatabaseSync => {
  const acknowledged = acknowledgedHead(files);
  if (acknowledged === undefined) makeFile(files.log);
  else requireContent(files.log);
  syncWriteAheadLog(files);
  const log = resources.use(openLog(files.log));
  const isNew = isEmpty(log);
  if (!isNew) checkLog(log); // before anything is changed in a file that may be somebody else's
  prepareForWriting(log);
  if (isNew) createLog(log);
  else log.exec('DELETE FROM events WHERE position < 0'); // SQLite opens what it may only read without a word
  checkWholeLength(files, log);
  const head = headOf(log);
  checkHead(files, acknowledged, head);
  if (acknowledged === undefined) makeHead(files, head);
  return log;
};

/** @throws {StoreDamaged} when the log that there was is gone. */
const requireContent = (path: string): void => {
  if (!existsSync(path) || statSync(path).size === 0) throw new StoreDamaged(`the log ${path} is missing`);
};

const checkWholeLength = (files: LedgerFiles, log: DatabaseSync): void =>
  checkLength(files, Number(pragma(log, 'page_count')['page_count']), Number(pragma(log, 'page_size')['page_size']));

/** The index, made anew if it is missing, unreadable, or of another log. */
const openOwnedIndex = (files: LedgerFiles, log: DatabaseSync, head: number): DatabaseSync => {
  makeFile(files.index);
  const index = openIndexOrNothing(files);
  if (index !== undefined) {
    if (isIndexOf(index, log, head)) return index;
    index.close();
  }
  removeIndex(files);
  makeFile(files.index);
  const made = openIndexForWriting(files.index);
  createIndex(made);
  return made;
};

const openIndexOrNothing = (files: LedgerFiles): DatabaseSync | undefined => {
  try {
    return openIndexForWriting(files.index);
  } catch {
    return undefined;
  }
};

/** Whether the index says of the last event that it holds what the log says. */
const isIndexOf = (index: DatabaseSync, log: DatabaseSync, head: number): boolean => {
  try {
    checkIndex(index);
    const { position, checksum } = new IndexFile(index).progress();
    if (position === 0) return true;
    const row = prepare(log, 'SELECT checksum FROM events WHERE position = ?').get(position);
    return position <= head && (row as unknown as readonly number[] | undefined)?.[0] === checksum;
  } catch {
    return false; // it can be made anew
  }
};

const openIndexBeside = (files: LedgerFiles): DatabaseSync => {
  try {
    return openFile(files.index);
  } catch {
    return emptyIndex(); // everything is the tail then
  }
};

const emptyIndex = (): DatabaseSync => {
  const index = new DatabaseSync(':memory:');
  createIndex(index);
  return index;
};

/** A directory that cannot be written has no place for the files by which readers and writer agree; it has no writer either. */
const openFile = (path: string): DatabaseSync => {
  const database = openForReading(path);
  try {
    headerOf(database);
    return database;
  } catch (error) {
    database.close();
    const primary = (sqliteCode(error) ?? 0) & 0xff;
    if ((primary !== cannotOpen && primary !== readOnly) || existsSync(`${path}-wal`)) throw error;
    return openForReading(new URL(`${pathToFileURL(path).href}?immutable=1`));
  }
};

/** Whoever reads a stream looks it up in the index anyway: this serves those who ask again and again where it ends. */
const rememberedByReader = 20_000;

const headerOf = (database: DatabaseSync): unknown => database.prepare('PRAGMA schema_version').get();

const cannotOpen = 14;
const readOnly = 8;

const ledgerOf = (log: DatabaseSync, index: IndexFile): OpenLedger => ({
  log,
  index,
  streams: new StreamIndex(index, index.progress().position, rememberedByReader),
});
