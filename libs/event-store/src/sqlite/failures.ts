import { EventStoreError, OutcomeUnknown, StoreDamaged, StoreUnavailable } from '../errors.js';

/** A failure as it goes from thread to thread. */
export interface Failure {
  readonly kind: 'unavailable' | 'damaged' | 'unknown';
  readonly message: string;
}

export const failureOf = (error: unknown): Failure => {
  const wrapped = asStoreError(error);
  const message = Error.isError(wrapped) ? wrapped.message : String(wrapped);
  if (wrapped instanceof StoreDamaged) return { kind: 'damaged', message };
  return { kind: wrapped instanceof OutcomeUnknown ? 'unknown' : 'unavailable', message };
};

export const errorOf = ({ kind, message }: Failure): EventStoreError => {
  switch (kind) {
    case 'damaged':
      return new StoreDamaged(message);
    case 'unknown':
      return new OutcomeUnknown(message);
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
    return new StoreUnavailable(`${error.message} (SQLite ${sqlite})`, { cause: error });
  }
  if (systemCode(error) === 'ERR_OUT_OF_RANGE') {
    return new StoreDamaged('a number in the log is beyond all bounds', { cause: error });
  }
  return 'syscall' in error ? new StoreUnavailable(error.message, { cause: error }) : error;
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
const notADatabase = 26;
/** SQLITE_IOERR_FSYNC and SQLITE_IOERR_DIR_FSYNC. */
const syncFailures: ReadonlySet<number> = new Set([1034, 1290]);
