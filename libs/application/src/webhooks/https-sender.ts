import { lookup, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { flawOfUrl, isPublic, type AddressRules } from './address.js';

/** One attempt to deliver. */
export interface Attempt {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export type Outcome =
  | { readonly isDelivered: true }
  | {
      readonly isDelivered: false;
      /** Without the address: that may be a secret. */
      readonly reason: string;
      readonly status?: number;
      /** `Retry-After`, in milliseconds. */
      readonly askedFor?: number;
    };
export interface Sender {
  /** What came of it; never throws. */
  readonly send: (attempt: Attempt, signal: AbortSignal) => Promise<Outcome>;
  readonly close: () => void;
}
export interface HttpsSenderOptions extends AddressRules {
  /** Whom receivers' certificates must come from; the system's authorities where it is left out. */
  readonly ca?: string;
  /** From the first byte to the answer's headers. */
  readonly timeoutMilliseconds?: number;
  /** How names become addresses; the system's where it is left out. */
  readonly resolve?: typeof lookup;
}

const USUAL_TIMEOUT_MS = 15_000;
/** More of an answer's body is not read: nobody looks at it. */
const MOST_BYTES = 64 * 1024;
/** Connections to one receiver. */
const MOST_SOCKETS = 16;

/**
 * Sends over HTTPS. A name is looked up for every connection, and the connection goes to the address that was looked at, so that a name
 * cannot lead elsewhere in between; redirects are not followed.
 */
export const httpsSender = ({
  ca,
  timeoutMilliseconds = USUAL_TIMEOUT_MS,
  resolve = lookup,
  ...rules
}: HttpsSenderOptions): Sender => {
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: MOST_SOCKETS }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: MOST_SOCKETS, ...(ca !== undefined && { ca }) }),
  };
  const lookUp = rules.allowPrivate ? undefined : lookUpPublic(resolve);
  const begin = (attempt: Attempt, signals: readonly AbortSignal[]): ClientRequest => {
    const url = new URL(attempt.url);
    const options = {
      method: 'POST',
      headers: { ...attempt.headers, 'content-length': String(Buffer.byteLength(attempt.body)) },
      signal: AbortSignal.any([...signals]),
      ...(lookUp && { lookup: lookUp }),
    };
    return url.protocol === 'https:'
      ? httpsRequest(url, { ...options, agent: agents.https })
      : httpRequest(url, { ...options, agent: agents.http });
  };
  const sendOnce = (attempt: Attempt, signal: AbortSignal): Promise<Outcome | 'stale'> =>
    new Promise((done) => {
      const limit = AbortSignal.timeout(timeoutMilliseconds);
      const request = begin(attempt, [signal, limit]);
      request.once('response', (response) => {
        discard(response);
        done(outcomeOf(response));
      });
      request.on('error', (error) => {
        // The receiver closed a connection that had been idle just as it was used again: nothing was heard of the attempt.
        const isStale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
        const reason = limit.aborted
          ? `did not answer within ${String(timeoutMilliseconds / 1000)} s`
          : reasonOf(error);
        done(isStale ? 'stale' : { isDelivered: false, reason });
      });
      request.end(attempt.body);
    });
  return {
    send: async (attempt, signal) => {
      const flaw = flawOfUrl(attempt.url, rules);
      if (flaw !== undefined) return { isDelivered: false, reason: `the address ${flaw}` };
      for (let tries = 0; ; tries += 1) {
        const outcome = await sendOnce(attempt, signal);
        if (outcome !== 'stale') return outcome;
        if (tries === MOST_SOCKETS) return { isDelivered: false, reason: 'the connection was closed' };
      }
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
};

/** A private address among those of a name. */
class NotPublic extends Error {
  override readonly name = 'NotPublic';
}

const lookUpPublic =
  (resolve: typeof lookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = error === null ? addresses : [];
      if (error !== null || first === undefined) callback(error ?? new Error('no address'), '', 0);
      else if (!addresses.every(({ address }) => isPublic(address)))
        callback(new NotPublic('not a public address'), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

/** Lets the connection be used again where the body is short, and ends it where it is not. */
const discard = (response: IncomingMessage): void => {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) response.destroy();
  });
  response.on('error', () => undefined); // what was answered is known
};

const outcomeOf = ({ statusCode: status = 0, headers }: IncomingMessage): Outcome => {
  if (status >= 200 && status < 300) return { isDelivered: true };
  const isRedirect = status >= 300 && status < 400;
  const reason = `answered ${String(status)}${isRedirect ? ': redirects are not followed' : ''}`;
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0];
  return { isDelivered: false, reason, status, ...(seconds !== undefined && { askedFor: Number(seconds) * 1000 }) };
};

const reasonOf = (error: Error & { readonly code?: string }): string => {
  if (error.name === 'AbortError') return 'was interrupted';
  if (error instanceof NotPublic) return 'its name leads into a private network';
  return `could not be reached${error.code === undefined ? '' : ` (${error.code})`}`;
};
