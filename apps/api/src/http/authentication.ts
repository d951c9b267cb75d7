import { hash, timingSafeEqual } from 'node:crypto';
import { Problem } from './problem.js';

/** A token and whose it is. */
export interface NamedToken {
  readonly name: string;
  readonly token: string;
}

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/** Knows the tokens, without keeping them: only what they hash to. */
export class TokenKeeper {
  private readonly known: readonly { readonly name: string; readonly digest: Buffer }[];

  constructor(tokens: readonly NamedToken[]) {
    this.known = tokens.map(({ name, token }) => ({ name, digest: digestOf(token) }));
  }

  /** Whose token an `Authorization` header carries. @throws {Problem} `unauthenticated` */
  nameOf(authorization: string | undefined): string {
    const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
    const name = token === undefined ? undefined : this.find(digestOf(token));
    if (name === undefined) throw token === undefined ? missing() : unknown();
    return name;
  }

  /** Compares with every token, in a time that tells nothing about any. */
  private find(digest: Buffer): string | undefined {
    let found: string | undefined;
    for (const { name, digest: known } of this.known) if (timingSafeEqual(known, digest)) found = name;
    return found;
  }
}

const digestOf = (token: string): Buffer => hash('sha256', token, 'buffer');

const missing = (): Problem =>
  new Problem('unauthenticated', 'send the header Authorization: Bearer <token>', {
    headers: { 'www-authenticate': 'Bearer realm="contract-ledger"' },
  });
const unknown = (): Problem =>
  new Problem('unauthenticated', 'this token is not known here', {
    headers: { 'www-authenticate': 'Bearer realm="contract-ledger", error="invalid_token"' },
  });
