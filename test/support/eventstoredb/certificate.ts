import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of a node on this machine, and of the authority of its own that signed it. */
export interface Certificate {
  readonly key: Buffer;
  readonly chain: Buffer;
  /** The authority's certificate in a file, as clients want it. */
  readonly caFile: string;
  readonly remove: () => void;
}

const NAMES = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
const KEY = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];

/** Made by openssl, in a directory that `remove` takes away. */
export const makeCertificate = (): Certificate => {
  const directory = mkdtempSync(join(tmpdir(), 'eventstoredb-'));
  const file = (name: string): string => join(directory, name);
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { stdio: 'ignore' });
  };
  writeFileSync(file('names'), NAMES);
  openssl('req', '-x509', ...KEY, '-subj', '/CN=test authority', '-keyout', file('ca.key'), '-out', file('ca.crt'));
  openssl('req', ...KEY.slice(0, 3), '-subj', '/CN=localhost', '-keyout', file('node.key'), '-out', file('node.csr'));
  openssl(
    ...['x509', '-req', '-in', file('node.csr'), '-days', '2', '-extfile', file('names'), '-out', file('node.crt')],
    ...['-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-CAcreateserial'],
  );
  return {
    key: readFileSync(file('node.key')),
    chain: readFileSync(file('node.crt')),
    caFile: file('ca.crt'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};
