import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An authority of its own, and what it says of a receiver on 127.0.0.1. */
export class Certificates implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'ledger-tls-'));

  constructor() {
    const subject = ['-subj', '/CN=an authority of its own'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    this.#openssl('req', '-x509', ...curve, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', ...subject);
    const names = ['-addext', 'subjectAltName=IP:127.0.0.1'];
    this.#openssl(
      'req',
      ...curve,
      '-keyout',
      'receiver.key',
      '-out',
      'receiver.csr',
      '-subj',
      '/CN=receiver',
      ...names,
    );
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy', '-days', '2'];
    this.#openssl('x509', '-req', '-in', 'receiver.csr', ...by, '-out', 'receiver.pem');
  }

  /** The file of the authority's own certificate. */
  get caFile(): string {
    return join(this.#directory, 'ca.pem');
  }
  get ca(): string {
    return this.#read('ca.pem');
  }
  get receiver(): { readonly key: string; readonly cert: string } {
    return { key: this.#read('receiver.key'), cert: this.#read('receiver.pem') };
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true });
  }

  #openssl(...args: readonly string[]): void {
    execFileSync('openssl', [...args], { cwd: this.#directory, stdio: 'ignore' });
  }
  #read(name: string): string {
    return readFileSync(join(this.#directory, name), 'utf8');
  }
}
