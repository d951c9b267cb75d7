import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placesIn } from '@ledger/application';
import { LOCAL } from './settings.js';
import type { NamedToken } from '../http/authentication.js';

/** What another program on this machine needs to talk to the running server; only its owner may read it. */
export interface ServerFile {
  readonly url: string;
  readonly pid: number;
  readonly token: string;
}

const OWNER_ONLY = 0o600;
const TOKEN_FILE = 'token';

/** The token of the data directory. */
export interface KeptToken {
  readonly token: NamedToken;
  /** There was none yet. */
  readonly made: boolean;
  /** Others than its owner could read it until now. */
  readonly wasOpen: boolean;
}

/** The token kept in the data directory; made where there is none yet, and from now on for its owner alone. */
export const keptToken = (directory: string): KeptToken => {
  const path = join(directory, TOKEN_FILE);
  const fresh = randomBytes(32).toString('base64url');
  if (madeFile(path, `${fresh}\n`)) return { token: { name: LOCAL, token: fresh }, made: true, wasOpen: false };
  const kept = readFileSync(path, 'utf8').trim();
  if (kept === '') throw new Error(`${path} is empty: remove it, and a new token is made`);
  const wasOpen = process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
  if (wasOpen) chmodSync(path, OWNER_ONLY);
  return { token: { name: LOCAL, token: kept }, made: false, wasOpen };
};

/** Makes a file with all of its content, or none; false where there is one. */
const madeFile = (path: string, content: string): boolean => {
  let file: number;
  try {
    file = openSync(path, 'wx', OWNER_ONLY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeFileSync(file, content);
    return true;
  } catch (error) {
    rmSync(path); // on a full disk it would stay behind empty
    throw error;
  } finally {
    closeSync(file);
  }
};

/** A token for this run alone, for programs that may read the data directory. */
export const passingToken = (): NamedToken => ({ name: LOCAL, token: randomBytes(32).toString('base64url') });

/** Says where the server is; whoever reads the file sees all of it or nothing. */
export const writeServerFile = (directory: string, server: ServerFile): void => {
  const path = placesIn(directory).server;
  const draft = `${path}.${String(server.pid)}`;
  writeFileSync(draft, `${JSON.stringify(server)}\n`, { mode: OWNER_ONLY });
  chmodSync(draft, OWNER_ONLY); // also where a draft was left behind with other rights
  renameSync(draft, path);
};

/** Takes the file away, unless another server has put its own there. */
export const removeServerFile = (directory: string, pid: number): void => {
  const path = placesIn(directory).server;
  try {
    const { pid: owner } = JSON.parse(readFileSync(path, 'utf8')) as ServerFile;
    if (owner === pid) rmSync(path);
  } catch {
    // gone already, or not ours to mend
  }
};
