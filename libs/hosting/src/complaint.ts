import { DiskFull, StoreDamaged, StoreIncompatible, StoreLocked, StoreUnavailable } from '@ledger/event-store';
import { ReadModelFromTheFuture } from '@ledger/projections';
import type { StoreKind } from './common-settings.js';
import { InvalidSettings } from './environment.js';

/** What a process that does not start was told, as far as it is known. */
interface Told {
  readonly dataDirectory?: string | undefined;
  readonly host?: string | undefined;
  readonly store?: StoreKind | undefined;
}

/** One line that says why the server does not start, and what helps. */
export const complaintAbout = (error: unknown, { dataDirectory = '', host = '', store = 'sqlite' }: Told): string => {
  if (error instanceof InvalidSettings) return error.complaints.join('\ncontract-ledger: ');
  if (!(error instanceof Error)) return String(error);
  const line = firstLineOf(error.message);
  if (error instanceof StoreLocked) return `${line}. Stop the other server first, or choose another LEDGER_DATA_DIR.`;
  if (store === 'eventstoredb' && error instanceof StoreUnavailable) return `${line}: see EVENTSTOREDB_URL.`;
  if (store === 'eventstoredb' && error instanceof StoreDamaged) return `the log is damaged: ${line}.`;
  if (error instanceof StoreDamaged) {
    return `the log in ${dataDirectory} is damaged: ${line}. Nothing was changed; restore the data directory from a backup.`;
  }
  if (error instanceof StoreIncompatible || error instanceof ReadModelFromTheFuture) {
    return `${line}. Start the version that wrote it, or a later one.`;
  }
  if (error instanceof DiskFull) return fullDisk(dataDirectory);
  if (error instanceof StoreUnavailable) return `the log in ${dataDirectory} cannot be opened: ${line}.`;
  return complaintAboutSystem(error, dataDirectory, host) ?? `the server cannot start: ${line}`;
};

const complaintAboutSystem = (
  { code, path, port, address, hostname, syscall }: SystemError,
  dataDirectory: string,
  host: string,
): string | undefined => {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${String(port)} is in use: stop what listens there, or choose another PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no address ${hostname === '' ? host : (address ?? hostname ?? host)} on this machine to listen on: mend HOST.`;
    case 'EACCES':
    case 'EPERM':
      return path === undefined
        ? `listening on port ${String(port)} is not permitted: choose another PORT.`
        : `${path} cannot be written: mend its permissions, or choose another LEDGER_DATA_DIR.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path ?? 'LEDGER_DATA_DIR'} is not a directory: choose another LEDGER_DATA_DIR.`;
    case 'EROFS':
      return `${path ?? dataDirectory} cannot be written, its file system is read-only: choose another LEDGER_DATA_DIR.`;
    case 'ENOENT':
      return syscall === 'mkdir' && path !== undefined
        ? `${path} cannot be made: choose another LEDGER_DATA_DIR.`
        : undefined;
    case 'ENOSPC':
      return fullDisk(path ?? dataDirectory);
    default:
      return undefined;
  }
};

const fullDisk = (path: string): string => `the disk is full: ${path} cannot be written.`;

interface SystemError extends NodeJS.ErrnoException {
  readonly port?: number;
  readonly address?: string;
  readonly hostname?: string;
}

const firstLineOf = (text: string): string => (text.split('\n', 1)[0] ?? '').replace(/\.$/, '');
