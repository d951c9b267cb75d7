import { instantOfMilliseconds, isoInstant, type Instant } from '@ledger/kernel';
import { canonicalJson } from './canonical-json.js';

/** What stands in the log about the recording of an event. */
export interface Metadata {
  readonly recordedAt: Instant;
  readonly who: string;
  readonly requestId: string;
  readonly idempotency: KeyedRequest | undefined;
}
/** A request that came with an `Idempotency-Key`, as it is known again. */
export interface KeyedRequest {
  readonly path: string;
  /** SHA-256 of caller, path and key: the key itself is the client's. */
  readonly key: string;
  /** SHA-256 of key and body; without the key nobody can try bodies out, also when what the body said is erased. */
  readonly fingerprint: string;
}

/** The version of everything that this code writes. A reader of another version finds its upcaster by it. */
const SCHEMA = 1;

/** Canonical JSON, the same for all events of one command. */
export const writeMetadata = ({ recordedAt, who, requestId, idempotency }: Metadata): string =>
  canonicalJson({ recordedAt: isoInstant(recordedAt), who, requestId, idempotency, schema: SCHEMA });

export const readMetadata = (text: string): Metadata => {
  const { recordedAt, who, requestId, idempotency } = JSON.parse(text) as WrittenMetadata;
  return { recordedAt: instantOfMilliseconds(Date.parse(recordedAt)), who, requestId, idempotency };
};

interface WrittenMetadata {
  readonly recordedAt: string;
  readonly who: string;
  readonly requestId: string;
  readonly idempotency?: KeyedRequest;
  readonly schema: number;
}
