import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreDamaged, StoreLocked, StoreMissing } from '../errors.js';
import { hasRoom, sqliteCode, systemCode } from './failures.js';

/** The files of a ledger in its directory. SQLite adds its own beside log and index, named after them. */
export interface LedgerFiles {
  readonly log: string;
  readonly index: string;
  /** The last position acknowledged, as text: what the log may not fall short of. */
  readonly head: string;
  /** A byte for each time that values of personal data were erased: whoever keeps such values elsewhere sees that they may be gone. */
  readonly erasures: string;
  /** Empty; whoever owns the ledger holds a lock on it, which the system lets go with the process. */
  readonly owner: string;
}

export const filesIn = (directory: string): LedgerFiles => ({
  log: join(directory, 'log.db'),
  index: join(directory, 'index.db'),
  head: join(directory, 'head'),
  erasures: join(directory, 'erasures'),
  owner: join(directory, 'owner.lock'),
});

/** Makes what is missing of the directory, for its user alone. */
export const makeDirectory = (directory: string): void => {
  if (existsSync(directory) && statSync(directory).isDirectory()) return;
  const above = dirname(directory);
  if (above !== directory) makeDirectory(above); // by hand: Node's own way never ends where nothing can be made, as in /proc
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && statSync(directory).isDirectory()) return; // somebody was quicker
    throw error;
  }
  syncDirectory(above);
};

/** An empty file for its user alone, if there is none: SQLite gives the files that it makes beside one the same mode. */
export const makeFile = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600)); // never one that exists: closing it would let go of SQLite's locks on it
    syncDirectory(dirname(path));
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
};

/**
 * Takes the ledger for this process, until the connection is closed or the process has gone.
 *
 * @throws {StoreLocked} when somebody has it.
 */
export const takeOwnership = ({ owner }: LedgerFiles, directory: string): DatabaseSync => {
  makeFile(owner);
  const lock = new DatabaseSync(owner, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (sqliteCode(error) === busy)
      throw new StoreLocked(`the ledger in ${directory} is open already, in this process or another`);
    throw error;
  }
};

/** @throws {StoreMissing} when there is no ledger. */
export const requireLedger = ({ log }: LedgerFiles, directory: string): void => {
  if (!existsSync(log)) throw new StoreMissing(`there is no ledger in ${directory}`);
};

const headDigits = 16;

export const headText = (head: number): string => `${String(head).padStart(headDigits, '0')}\n`;

/** The last position known to have been acknowledged; undefined when none was written down yet. */
export const acknowledgedHead = ({ head }: LedgerFiles): number | undefined => {
  const text = existsSync(head) ? readFileSync(head, 'utf8') : '';
  return text === '' ? undefined : Number.parseInt(text, 10); // empty: its making was interrupted
};

export const makeHead = ({ head }: LedgerFiles, position: number): void => {
  writeFileSync(head, headText(position), { mode: 0o600, flush: true });
};

/** Counts an erasure, before anything is erased: what is counted stays so. */
export const countErasure = ({ erasures }: LedgerFiles): void => {
  const file = openSync(erasures, 'a', 0o600);
  try {
    writeSync(file, '.');
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncDirectory(dirname(erasures));
};

export const erasuresIn = ({ erasures }: LedgerFiles): number => (existsSync(erasures) ? statSync(erasures).size : 0);

/** @throws {StoreDamaged} when the log holds less than was acknowledged. */
export const checkHead = (files: LedgerFiles, acknowledged: number | undefined, head: number): void => {
  if (acknowledged === undefined || acknowledged <= head) return;
  throw new StoreDamaged(
    `the log ends at position ${head}, but ${acknowledged} was acknowledged: part of it is missing, perhaps the file ${files.log}-wal. ` +
      `Where an older copy was put back on purpose, remove the file ${files.head}.`,
  );
};

/** What a crash left written but perhaps not synced is synced before anybody reads it as committed. */
export const syncWriteAheadLog = ({ log }: LedgerFiles): void => {
  if (!existsSync(`${log}-wal`)) return;
  const file = openSync(`${log}-wal`, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Whether the log file holds all of the log. */
export const isWithoutWriteAheadLog = ({ log }: LedgerFiles): boolean =>
  !existsSync(`${log}-wal`) || statSync(`${log}-wal`).size === 0;

/**
 * Makes the write-ahead log as long as it may become: a commit that only overwrites is synced twice as fast as one that lets its
 * file grow. SQLite stops reading it at what is no frame of its own. Not where that would take the last room on the disk.
 */
export const extendWriteAheadLog = ({ log }: LedgerFiles, pages: number, pageBytes: number): void => {
  const path = `${log}-wal`;
  const missing = walHeaderBytes + pages * (frameHeaderBytes + pageBytes) - statSync(path).size;
  if (missing <= 0 || !hasRoom(dirname(path), 2 * missing)) return;
  const file = openSync(path, 'a');
  try {
    writeSync(file, Buffer.alloc(missing));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** The index can be made anew: removes it. */
export const removeIndex = ({ index }: LedgerFiles): void => {
  for (const path of [index, `${index}-wal`, `${index}-shm`]) rmSync(path, { force: true });
};

/**
 * SQLite sees that its file is shorter than it says, unless a write-ahead log stands beside it. Then the pages that are missing
 * must all be in there.
 *
 * @throws {StoreDamaged} when pages are missing.
 */
export const checkLength = ({ log }: LedgerFiles, pages: number, pageBytes: number): void => {
  const present = Math.floor(statSync(log).size / pageBytes);
  if (present >= pages) return;
  const inWriteAheadLog = pagesInWriteAheadLog(`${log}-wal`);
  for (let page = present + 1; page <= pages; page += 1) {
    if (!inWriteAheadLog.has(page)) throw new StoreDamaged(`${log} is cut off: it has ${present} of ${pages} pages`);
  }
};

/** By SQLite's file format: a header, then frames of a header and a page, which bear the file's salts when they are of now. */
const pagesInWriteAheadLog = (path: string): ReadonlySet<number> => {
  const pages = new Set<number>();
  const content = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const pageBytes = content.length < walHeaderBytes ? 0 : content.readUInt32BE(8);
  if (pageBytes === 0) return pages;
  const salts = content.subarray(16, 24);
  const frameBytes = frameHeaderBytes + pageBytes;
  for (let frame = walHeaderBytes; frame + frameBytes <= content.length; frame += frameBytes) {
    if (content.subarray(frame + 8, frame + 16).equals(salts)) pages.add(content.readUInt32BE(frame));
  }
  return pages;
};

const walHeaderBytes = 32;
const frameHeaderBytes = 24;
const busy = 5;

const syncDirectory = (path: string): void => {
  if (process.platform === 'win32') return; // has no such thing
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
};
