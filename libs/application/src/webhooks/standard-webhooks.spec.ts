import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { newSecret, signatureOf, signedHeaders } from './standard-webhooks.js';

interface Vector {
  readonly secret: string;
  readonly id: string;
  readonly timestamp: string;
  readonly body: string;
  readonly signature: string;
}
const vectors = new URL('../../../../test/vectors/standard-webhooks.json', import.meta.url);
const vector = JSON.parse(readFileSync(vectors, 'utf8')) as Vector;
const signable = { id: vector.id, timestamp: Number(vector.timestamp), body: vector.body };

describe('A signature of Standard Webhooks', () => {
  it('is the published one', () => {
    expect(signatureOf(vector.secret, signable)).toBe(vector.signature);
  });

  it.each([
    ['id', { ...signable, id: 'msg_other' }],
    ['timestamp', { ...signable, timestamp: signable.timestamp + 1 }],
    ['body', { ...signable, body: `${signable.body} ` }],
  ])('is another one for another %s', (_what, other) => {
    expect(signatureOf(vector.secret, other)).not.toBe(vector.signature);
  });

  it('is made with every secret that is valid', () => {
    const other = newSecret();
    expect(signedHeaders([vector.secret, other], signable)).toEqual({
      'webhook-id': vector.id,
      'webhook-timestamp': vector.timestamp,
      'webhook-signature': `${vector.signature} ${signatureOf(other, signable)}`,
    });
  });

  it('needs a secret that is one', () => {
    expect(() => signatureOf('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', signable)).toThrow(RangeError);
    const [one, other] = [newSecret(), newSecret()];
    expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/); // 32 bytes: the standard asks for 24 to 64
    expect(one).not.toBe(other);
  });
});
