const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** Whether SQLite has met something in its file that it cannot have written. */
export const isDamage = (cause: unknown): boolean => {
  if (typeof cause !== 'object' || cause === null || !('errcode' in cause)) return false;
  const primary = Number(cause.errcode) & 0xff;
  return primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB;
};
