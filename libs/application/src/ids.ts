import { hash, randomBytes, randomUUID } from 'node:crypto';

/** Ids of what one command makes: `eventId(0)`, `eventId(1)`, ...; the same again for the same seed. */
export interface Ids {
  readonly contractId: () => string;
  readonly eventId: (index: number) => string;
}

/** A client may name a contract so: no slash, nothing that begins like a stream of the system's own. */
export const CONTRACT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Ids nobody can guess. */
export const randomIds: Ids = {
  contractId: () => contractIdOf(randomBytes(10)),
  eventId: () => randomUUID(),
};

/** Ids that follow from the seed alone, so that a request sent again asks for the very same things. */
export const idsFrom = (seed: string): Ids => ({
  contractId: () => contractIdOf(Buffer.from(hash('sha256', `contract ${seed}`, 'hex').slice(0, 20), 'hex')),
  eventId: (index) => uuidOf(hash('sha256', `event ${String(index)} ${seed}`, 'hex')),
});

/** Without i, l, o and u, which are read as something else. */
const BASE_32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** `c-` and sixteen characters for the 80 bits. */
const contractIdOf = (bytes: Uint8Array): string => {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let place = 75n; place >= 0n; place -= 5n) text += BASE_32.charAt(Number((bits >> place) & 31n));
  return `c-${text}`;
};

/** RFC 9562, version 8: a UUID whose bits are the maker's own; here the first of a SHA-256. */
const uuidOf = (hex: string): string => {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
