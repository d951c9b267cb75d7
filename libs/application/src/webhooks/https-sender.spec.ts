import type { lookup, LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Certificates } from '../../../../test/support/certificates.js';
import { startReceiver, type Receiver } from '../../../../test/support/receiver.js';
import { httpsSender, type HttpsSenderOptions, type Outcome, type Sender } from './https-sender.js';

/** A name service that knows these names, and counts the questions. */
const names = (
  known: Readonly<Record<string, readonly string[]>>,
): { readonly resolve: typeof lookup; readonly asked: string[] } => {
  const asked: string[] = [];
  const resolve = (
    name: string,
    _options: object,
    callback: (error: Error | null, addresses: readonly LookupAddress[]) => void,
  ): void => {
    asked.push(name);
    const addresses = known[name]?.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (addresses === undefined) callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    else callback(null, addresses);
  };
  return { resolve: resolve as unknown as typeof lookup, asked };
};

const never = new AbortController().signal;
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const sender = (options: HttpsSenderOptions): Sender => {
  const one = httpsSender(options);
  closing.push(() => one.close());
  return one;
};
const receiver = async (tls?: { readonly key: string; readonly cert: string }): Promise<Receiver> => {
  const one = await startReceiver(tls);
  closing.push(() => one.close());
  return one;
};
const send = (one: Sender, url: string, signal = never): Promise<Outcome> =>
  one.send({ url, headers: { 'content-type': 'application/json' }, body: '{"name":"山田"}' }, signal);
const failed = (outcome: Outcome): string => (outcome.isDelivered ? 'delivered' : outcome.reason);

describe('A sender', () => {
  it.each([200, 201, 204, 299])('takes %d for delivered', async (status) => {
    const one = await receiver();
    one.answer = () => ({ status });
    expect(await send(sender({ allowPrivate: true }), one.url)).toEqual({ isDelivered: true });
    expect(one.deliveries[0]).toMatchObject({ body: '{"name":"山田"}', headers: { 'content-length': '17' } });
  });

  it.each([300, 301, 302, 303, 307, 308, 400, 404, 410, 429, 500, 503])('takes %d for a failure', async (status) => {
    const one = await receiver();
    one.answer = () => ({ status, headers: { location: '/elsewhere', 'retry-after': '7' } });
    const outcome = await send(sender({ allowPrivate: true }), one.url);
    expect(outcome).toMatchObject({ isDelivered: false, status, askedFor: 7000 });
    expect(one.deliveries).toHaveLength(1);
  });

  it('waits for an answer no longer than it was told', async () => {
    const one = await receiver();
    one.answer = () => undefined;
    const outcome = await send(sender({ allowPrivate: true, timeoutMilliseconds: 50 }), one.url);
    expect(failed(outcome)).toBe('did not answer within 0.05 s');
  });

  it('stops at once when it is told to', async () => {
    const one = await receiver();
    const stop = new AbortController();
    one.answer = () => {
      stop.abort();
      return undefined;
    };
    expect(failed(await send(sender({ allowPrivate: true }), one.url, stop.signal))).toBe('was interrupted');
  });

  it('reads no more of an answer than a little', async () => {
    const one = await receiver();
    one.answer = () => ({ status: 200, body: 'x'.repeat(50_000_000) });
    const out = sender({ allowPrivate: true });
    expect(await send(out, one.url)).toEqual({ isDelivered: true });
    one.answer = () => ({ status: 204 });
    expect(await send(out, one.url)).toEqual({ isDelivered: true }); // on another connection
  });

  it('uses a connection again, and another one where the receiver has closed it', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      let requests = 0;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        requests += 1;
        if (requests === 1) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
        else socket.resetAndDestroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => void server.close());
    const address = server.address();
    const url = `http://127.0.0.1:${String(typeof address === 'object' && address?.port)}/`;
    const out = sender({ allowPrivate: true });
    expect(await send(out, url)).toEqual({ isDelivered: true });
    expect(await send(out, url)).toEqual({ isDelivered: true });
    expect(connections).toBe(2);
  });

  it('says why a receiver cannot be reached, and not where it is', async () => {
    const { resolve } = names({});
    const outcome = await send(sender({ allowPrivate: false, resolve }), 'https://nowhere.example/key-123');
    expect(failed(outcome)).toBe('could not be reached (ENOTFOUND)');
  });
});

describe('A sender that may not enter private networks', () => {
  it.each([
    ['http://8.8.8.8/', 'the address must begin with https://'],
    ['https://127.0.0.1/', 'the address must not lead into a private network'],
    ['https://[::ffff:127.0.0.1]/', 'the address must not lead into a private network'],
  ])('does not try %s', async (url, reason) => {
    expect(failed(await send(sender({ allowPrivate: false }), url))).toBe(reason);
  });

  it.each([[['127.0.0.1']], [['169.254.169.254']], [['::1']], [['8.8.8.8', '10.0.0.1']], [['fd00::1']]])(
    'does not follow a name to %s',
    async (addresses) => {
      const { resolve, asked } = names({ 'trap.example': addresses });
      const outcome = await send(sender({ allowPrivate: false, resolve }), 'https://trap.example/');
      expect(failed(outcome)).toBe('its name leads into a private network');
      expect(asked).toEqual(['trap.example']); // looked up once: what was looked at is what is gone to
    },
  );
});

describe('A sender over TLS', () => {
  let certificates: Certificates;
  beforeAll(() => {
    certificates = new Certificates();
  });
  afterAll(() => certificates[Symbol.dispose]());

  it('delivers to a receiver whose certificate it can trust', async () => {
    const one = await receiver(certificates.receiver);
    expect(one.url).toMatch(/^https:/);
    expect(await send(sender({ allowPrivate: true, ca: certificates.ca }), one.url)).toEqual({ isDelivered: true });
  });

  it('delivers to no other', async () => {
    const one = await receiver(certificates.receiver);
    expect(failed(await send(sender({ allowPrivate: true }), one.url))).toMatch(/^could not be reached \([A-Z_]+\)$/);
    expect(one.deliveries).toEqual([]);
  });

  it('delivers to no receiver whose certificate names another', async () => {
    const one = await receiver(certificates.receiver);
    const url = one.url.replace('127.0.0.1', 'localhost');
    const outcome = await send(sender({ allowPrivate: true, ca: certificates.ca }), url);
    expect(failed(outcome)).toBe('could not be reached (ERR_TLS_CERT_ALTNAME_INVALID)');
  });
});
