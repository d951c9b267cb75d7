import { createHmac, randomBytes } from 'node:crypto';

/*
 * Standard Webhooks (standardwebhooks.com), with the symmetric signature v1: HMAC-SHA256 over id, timestamp and body.
 */

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** What is signed: the same id whenever the same event is sent, the moment of this attempt, the body as it is sent. */
export interface Signable {
  readonly id: string;
  /** In whole seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** A secret nobody can guess, as receivers' libraries take it. */
export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

/** `v1,` and the signature in base64. @throws {RangeError} for a text that is no secret */
export const signatureOf = (secret: string, { id, timestamp, body }: Signable): string => {
  if (!secret.startsWith(PREFIX)) throw new RangeError('not a webhook secret');
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(timestamp)}.${body}`)
    .digest('base64')}`;
};

/** The headers of a delivery: one signature for each secret that is valid, so that receivers can change theirs without haste. */
export const signedHeaders = (secrets: readonly string[], signable: Signable): Readonly<Record<string, string>> => ({
  'webhook-id': signable.id,
  'webhook-timestamp': String(signable.timestamp),
  'webhook-signature': secrets.map((secret) => signatureOf(secret, signable)).join(' '),
});
