import { hash } from 'node:crypto';
import { InvalidFact } from '@ledger/contract';
import { canonicalJson, NotCanonical } from './canonical-json.js';
import type { Envelope } from './envelope.js';
import { idsFrom, randomIds, type Ids } from './ids.js';
import type { KeyedRequest } from './metadata.js';

/** What came with a body, and what makes both known again. */
export interface Request {
  readonly envelope: Envelope;
  /** Undefined without an `Idempotency-Key`. */
  readonly keyed: KeyedRequest | undefined;
  /** With a key they follow from caller, path, key and body: the request sent again asks for the same ids. */
  readonly ids: Ids;
}

/**
 * @param contractId as the client gave it
 * @param body what was asked for, as JSON
 * @throws {InvalidFact} for a body that has no canonical JSON
 */
export const requestOf = (contractId: string | undefined, body: unknown, envelope: Envelope): Request => {
  const { who, idempotency } = envelope;
  if (idempotency === undefined) return { envelope, keyed: undefined, ids: randomIds };
  const { path, key } = idempotency;
  const keyed = {
    path,
    key: hash('sha256', canonicalJson([who, path, key])),
    fingerprint: hash('sha256', canonicalBody([key, contractId ?? null, body])),
  };
  return { envelope, keyed, ids: idsFrom(`${keyed.key} ${keyed.fingerprint}`) };
};

const canonicalBody = (body: unknown): string => {
  try {
    return canonicalJson(body);
  } catch (cause) {
    if (cause instanceof NotCanonical) throw new InvalidFact({ pointer: '', detail: `holds ${cause.message}` });
    throw cause;
  }
};
