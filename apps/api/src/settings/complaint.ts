import { StoreDamaged, StoreIncompatible, StoreLocked, StoreUnavailable } from '@ledger/event-store';
import { ListFromTheFuture } from '@ledger/projections';
import { InvalidSettings } from './settings.js';

/** One line that says why the server does not start, and what helps. */
export const complaintAbout = (error: unknown, dataDirectory: string): string => {
  if (error instanceof InvalidSettings) return error.complaints.join('\ncontract-ledger: ');
  if (!(error instanceof Error)) return String(error);
  const line = firstLineOf(error.message);
  if (error instanceof StoreLocked) return `${line}. Stop the other server first, or choose another LEDGER_DATA_DIR.`;
  if (error instanceof StoreDamaged) {
    return `the log in ${dataDirectory} is damaged: ${line}. Nothing was changed; restore the data directory from a backup.`;
  }
  if (error instanceof StoreIncompatible || error instanceof ListFromTheFuture) {
    return `${line}. Start the version that wrote it, or a later one.`;
  }
  if (error instanceof StoreUnavailable) return `the log in ${dataDirectory} cannot be opened: ${line}.`;
  return complaintAboutSystem(error) ?? `the server cannot start: ${line}`;
};

const complaintAboutSystem = ({ code, path, port, address, hostname }: SystemError): string | undefined => {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${String(port)} is in use: stop what listens there, or choose another PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `there is no address ${address ?? hostname ?? ''} on this machine to listen on: mend HOST.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return path === undefined
        ? `listening on port ${String(port)} is not permitted: choose another PORT.`
        : `${path} cannot be written: mend its permissions, or choose another LEDGER_DATA_DIR.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path ?? 'LEDGER_DATA_DIR'} is not a directory: choose another LEDGER_DATA_DIR.`;
    case 'ENOSPC':
      return `the disk is full: ${path ?? ''} cannot be written.`;
    default:
      return undefined;
  }
};

interface SystemError extends NodeJS.ErrnoException {
  readonly port?: number;
  readonly address?: string;
  readonly hostname?: string;
}

const firstLineOf = (text: string): string => (text.split('\n', 1)[0] ?? '').replace(/\.$/, '');
