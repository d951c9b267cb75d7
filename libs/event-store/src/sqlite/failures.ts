import { accessSync, constants, existsSync, readdirSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DiskFull, EventStoreError, OutcomeUnknown, StoreDamaged, StoreUnavailable } from '../errors.js';

/** A failure as it goes from thread to thread. */
export interface Failure {
  readonly kind: 'unavailable' | 'full' | 'damaged' | 'unknown';
  readonly message: string;
}

export const failureOf = (error: unknown): Failure => {
  const wrapped = asStoreError(error);
  const message = Error.isError(wrapped) ? wrapped.message : String(wrapped);
  if (wrapped instanceof StoreDamaged) return { kind: 'damaged', message };
  if (wrapped instanceof DiskFull) return { kind: 'full', message };
  return { kind: wrapped instanceof OutcomeUnknown ? 'unknown' : 'unavailable', message };
};

export const errorOf = ({ kind, message }: Failure): EventStoreError => {
  switch (kind) {
    case 'damaged':
      return new StoreDamaged(message);
    case 'unknown':
      return new OutcomeUnknown(message);
    case 'full':
      return new DiskFull(message);
    case 'unavailable':
      return new StoreUnavailable(message);
  }
};

/** What SQLite and the file system throw, in the store's words. Everything else as it is: a bug. */
export const asStoreError = (error: unknown): unknown => {
  if (!Error.isError(error) || error instanceof EventStoreError) return error;
  const sqlite = sqliteCode(error);
  if (sqlite !== undefined) {
    const primary = sqlite & 0xff;
    if (primary === corrupt || primary === notADatabase) return new StoreDamaged(error.message, { cause: error });
    const message = `${error.message} (SQLite ${sqlite})`;
    if (sqlite === noRoomForSharedMemory) return new DiskFull(`the disk is full: ${message}`, { cause: error });
    return primary === full ? new DiskFull(message, { cause: error }) : new StoreUnavailable(message, { cause: error });
  }
  if (systemCode(error) === 'ERR_OUT_OF_RANGE') {
    return new StoreDamaged('a number in the log is beyond all bounds', { cause: error });
  }
  if (!('syscall' in error)) return error;
  if (systemCode(error) === 'ENOSPC') return new DiskFull(error.message, { cause: error });
  const message = error.syscall === 'mkdir' && 'path' in error ? unmade(error, String(error.path)) : error.message;
  return new StoreUnavailable(message, { cause: error });
};

const unmade = (error: Error, path: string): string =>
  systemCode(error) === 'EEXIST' || systemCode(error) === 'ENOTDIR'
    ? `${path} is not a directory`
    : `the directory ${path} cannot be made`;

/** In the store's words what stood in the way of writing to the directory: a look at the disk often says more than the error does. */
export const asWriteError = (error: unknown, directory: string): unknown => {
  const known = asStoreError(error);
  if (!(known instanceof StoreUnavailable)) return known;
  const place = known instanceof DiskFull ? undefined : readOnlyPlace(directory);
  if (place !== undefined) return new StoreUnavailable(`${place} is read-only`, { cause: error });
  const isFull = known instanceof DiskFull || !hasRoom(directory, 1);
  return isFull ? new DiskFull(`the disk is full: ${directory} cannot be written`, { cause: error }) : known;
};

/** Whether the disk has room for so many bytes; also where it does not say. */
export const hasRoom = (directory: string, bytes: number): boolean => {
  try {
    const { blocks, bavail, bsize } = statfsSync(nearest(directory));
    return blocks === 0 || bavail * bsize >= bytes; // /proc and the like have no size
  } catch {
    return true;
  }
};

/** The directory, or what there is of the way to it, or a file in it, where that may not be written. */
const readOnlyPlace = (directory: string): string | undefined => {
  try {
    const place = nearest(directory);
    const files = place === directory ? readdirSync(directory).map((name) => join(directory, name)) : [];
    return [place, ...files].find((path) => !isWritable(path));
  } catch {
    return undefined;
  }
};

const nearest = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearest(dirname(path)));

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Runs something that opens, reads or writes files, and throws in the store's words. */
export const inStoreWords = <Result>(action: () => Result): Result => {
  try {
    return action();
  } catch (error) {
    throw asStoreError(error);
  }
};

export const sqliteCode = (error: unknown): number | undefined =>
  Error.isError(error) && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;

/** Node's code of an error: ENOENT, ERR_OUT_OF_RANGE. */
export const systemCode = (error: unknown): string | undefined =>
  Error.isError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** A sync that failed may have lost what was written before it: nothing that follows can be trusted. */
export const isSyncFailure = (error: unknown): boolean => syncFailures.has(sqliteCode(error) ?? 0);

const corrupt = 11;
const full = 13;
/** SQLITE_IOERR_SHMSIZE: readers, too, need a little room beside the log. */
const noRoomForSharedMemory = 4874;
const notADatabase = 26;
/** SQLITE_IOERR_FSYNC and SQLITE_IOERR_DIR_FSYNC. */
const syncFailures: ReadonlySet<number> = new Set([1034, 1290]);
