import { hash } from 'node:crypto';
import type { Command } from '@ledger/contract';
import { canonicalJson } from './canonical-json.js';
import type { Envelope } from './envelope.js';
import { idsFrom, randomIds, type Ids } from './ids.js';
import type { KeyedRequest } from './metadata.js';

/** Commands for one contract, recorded together or not at all, and what makes them known again. */
export interface Request {
  readonly commands: readonly Command[];
  readonly envelope: Envelope;
  /** Undefined without an `Idempotency-Key`. */
  readonly keyed: KeyedRequest | undefined;
  /** With a key they follow from caller, path, key and body: the request sent again asks for the same ids. */
  readonly ids: Ids;
}

/** @param contractId as the client gave it */
export const requestOf = (
  contractId: string | undefined,
  commands: readonly Command[],
  envelope: Envelope,
): Request => {
  const { who, idempotency } = envelope;
  if (idempotency === undefined) return { commands, envelope, keyed: undefined, ids: randomIds };
  const { path, key } = idempotency;
  const keyed = {
    path,
    key: hash('sha256', canonicalJson([who, path, key])),
    fingerprint: hash('sha256', canonicalJson([key, contractId ?? null, commands])),
  };
  return { commands, envelope, keyed, ids: idsFrom(`${keyed.key} ${keyed.fingerprint}`) };
};
