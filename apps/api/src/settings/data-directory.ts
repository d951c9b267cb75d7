import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Makes the directory where it is missing; what it holds is nobody else's business. */
export const makeDataDirectory = (directory: string): void => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
};

/** The token kept in the data directory; made, and `made` is true, where there is none yet. */
export const keptToken = (directory: string): { readonly token: NamedToken; readonly made: boolean } => {
  const path = join(directory, TOKEN_FILE);
  const fresh = randomBytes(32).toString('base64url');
  try {
    writeFileSync(path, `${fresh}\n`, { flag: 'wx', mode: OWNER_ONLY });
    return { token: { name: LOCAL, token: fresh }, made: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = readFileSync(path, 'utf8').trim();
  if (kept === '') throw new Error(`${path} is empty: remove it, and a new token is made`);
  return { token: { name: LOCAL, token: kept }, made: false };
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
