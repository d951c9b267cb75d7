import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContractResponse } from '../../apps/api/src/contracts/contract.responses.js';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import { activate } from '../support/lives.js';
import { problemIn, startServer, type Answer, type Server } from '../support/server.js';

const payment = (change: object): object => ({ receivedOn: '2026-07-01', amount: '1000', ...change });
const outage = (change: object): object => ({
  occurredAt: '2026-07-01T08:00:00+09:00',
  awareAt: '2026-07-01T09:00:00+09:00',
  extent: 'total',
  cause: 'provider',
  ...change,
});
const targets = (change: object): object => ({ from: '2026-07-01', domains: [], ipAddresses: [], ...change });
const withText = (text: string): object => ({ receivedOn: '2026-07-01', summary: text });

describe('Bad input', () => {
  const at = '/v1/contracts/c-1';
  let server: Server;
  let before: string;
  beforeAll(async () => {
    server = await startServer();
    await activate(server, 'c-1');
    before = (await server.read<EventsResponse>(`${at}/events`)).position;
  });
  afterAll(async () => {
    // Whatever was refused has left nothing behind.
    const { items } = await server.read<EventsResponse>(`${at}/events?type=PaymentReceived`);
    expect(items).toEqual([]);
    await server.close();
  });

  const expectRefusal = (answer: Answer, status: number, pointer?: string): void => {
    expect(answer).toMatchObject({
      status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: {
        type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
        title: expect.any(String),
        status,
        detail: expect.any(String),
      },
    });
    expect(answer.text).not.toMatch(/node_modules|\.ts:|at [A-Z][a-z]+\./);
    if (pointer !== undefined) expect(problemIn(answer).errors?.map((error) => error.pointer)).toContain(pointer);
  };

  describe('in a body', () => {
    it.each<[what: string, body: string | Buffer, status: number, pointer: string | undefined]>([
      ['malformed JSON', '{"receivedOn":"2026-07-01",}', 400, undefined],
      [
        '20,000 levels',
        `{"receivedOn":"2026-07-01","amount":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
        400,
        undefined,
      ],
      [
        'invalid UTF-8',
        Buffer.from('{"receivedOn":"2026-07-01","amount":"1","reference":"\xc3\x28"}', 'latin1'),
        400,
        undefined,
      ],
      ['3 MB', JSON.stringify(payment({ reference: 'x'.repeat(3_000_000) })), 413, undefined],
      ['__proto__', '{"receivedOn":"2026-07-01","amount":"1","__proto__":{"amount":"2"}}', 400, '/__proto__'],
      ['constructor', '{"receivedOn":"2026-07-01","amount":"1","constructor":{"prototype":{}}}', 400, '/constructor'],
      ['a property twice', '{"receivedOn":"2026-07-01","amount":"1","amount":"2"}', 400, '/amount'],
      ['a list', '[]', 400, undefined],
      ['nothing', '', 400, undefined],
    ])('%s', async (_what, body, status, pointer) => {
      expectRefusal(await server.post(`${at}/payments`, body), status, pointer);
    });

    it.each<[what: string, command: string, body: object, pointer: string]>([
      ['an unknown field', 'payments', payment({ currency: 'JPY' }), '/currency'],
      [
        'a field of the path',
        'notices/n-1/withdrawal',
        { noticeId: 'n-2', agreedOn: '2026-07-01', reason: 'x' },
        '/noticeId',
      ],
      ['a number for an amount', 'payments', payment({ amount: 1000 }), '/amount'],
      ['a negative amount', 'payments', payment({ amount: '-1' }), '/amount'],
      ['a fraction', 'payments', payment({ amount: '1000.5' }), '/amount'],
      ['an exponent', 'payments', payment({ amount: '1e3' }), '/amount'],
      ['a sign', 'payments', payment({ amount: '+1' }), '/amount'],
      ['leading zeros', 'payments', payment({ amount: '0010' }), '/amount'],
      ['separators', 'payments', payment({ amount: '1,000' }), '/amount'],
      ['full-width digits', 'payments', payment({ amount: '１０００' }), '/amount'],
      ['400 digits', 'payments', payment({ amount: '9'.repeat(400) }), '/amount'],
      ['null', 'payments', payment({ amount: null }), '/amount'],
      ['true', 'payments', payment({ amount: true }), '/amount'],
      ['30 February', 'payments', payment({ receivedOn: '2026-02-30' }), '/receivedOn'],
      ['29 February in a year without', 'payments', payment({ receivedOn: '2026-02-29' }), '/receivedOn'],
      ['month 13', 'payments', payment({ receivedOn: '2026-13-01' }), '/receivedOn'],
      ['another way to write a day', 'payments', payment({ receivedOn: '2026/07/01' }), '/receivedOn'],
      ['an instant for a day', 'payments', payment({ receivedOn: '2026-07-01T00:00:00Z' }), '/receivedOn'],
      ['a day in the future', 'payments', payment({ receivedOn: '2026-08-02' }), '/receivedOn'],
      ['an instant without offset', 'outages', outage({ awareAt: '2026-07-01T09:00:00' }), '/awareAt'],
      ['a day for an instant', 'outages', outage({ awareAt: '2026-07-01' }), '/awareAt'],
      ['hour 24', 'outages', outage({ awareAt: '2026-07-01T24:00:00Z' }), '/awareAt'],
      ['an instant in the future', 'outages', outage({ awareAt: '2026-08-01T10:00:00+09:00' }), '/awareAt'],
      ['an unknown cause', 'outages', outage({ cause: 'sunspots' }), '/cause'],
      ['an id with a slash', 'outages', outage({ outageId: 'a/b' }), '/outageId'],
      ["an id of the store's own", 'outages', outage({ outageId: '$all' }), '/outageId'],
      ['a lone surrogate', 'complaints', withText('\ud800'), '/summary'],
      ['a control character', 'complaints', withText('a\u0000b'), '/summary'],
      ['an escape sequence', 'complaints', withText('\u001b[2J'), '/summary'],
      ['blanks alone', 'complaints', withText(' \u3000 '), '/summary'],
      ['a text without end', 'complaints', withText('x'.repeat(4001)), '/summary'],
      ['an octal-looking address', 'targets', targets({ ipAddresses: ['010.0.0.1'] }), '/ipAddresses/0'],
      ['a short address', 'targets', targets({ ipAddresses: ['10.1'] }), '/ipAddresses/0'],
      ['an address with nothing behind its slash', 'targets', targets({ ipAddresses: ['1.2.3.4/'] }), '/ipAddresses/0'],
      ['a day before 1900', 'payments', payment({ receivedOn: '1899-12-31' }), '/receivedOn'],
      ['a prefix too long', 'targets', targets({ ipAddresses: ['192.0.2.0/24', '192.0.2.0/33'] }), '/ipAddresses/1'],
      ['a scoped address', 'targets', targets({ ipAddresses: ['fe80::1%eth0'] }), '/ipAddresses/0'],
      ['an address for a domain', 'targets', targets({ domains: ['192.0.2.1'] }), '/domains/0'],
      ['an empty label', 'targets', targets({ domains: ['a..example'] }), '/domains/0'],
      ['a domain with a blank', 'targets', targets({ domains: ['a b.example'] }), '/domains/0'],
      ['a text for a list', 'targets', targets({ domains: 'minato.example' }), '/domains'],
      [
        'a measure that is none',
        'homepage-measures',
        { ground: 'prohibited-act', measures: [5], from: '2026-07-01', reason: 'x' },
        '/measures',
      ],
      ['a demand for nothing', 'demands', { issuedOn: '2026-07-01', items: [] }, '/items'],
      [
        'a document without a hash',
        'payments',
        payment({ documents: [{ sha256: 'abc', name: 'x' }] }),
        '/documents/0/sha256',
      ],
    ])('%s', async (_what, command, body, pointer) => {
      expectRefusal(await server.post(`${at}/${command}`, body), 400, pointer);
    });

    it('100,000 domains', async () => {
      const domains = Array.from({ length: 100_000 }, (_, index) => `${index.toString(36)}.jp`);
      expectRefusal(await server.post(`${at}/targets`, targets({ domains })), 400, '/domains');
      const longer = domains.map((domain) => `minato.${domain}`);
      expectRefusal(await server.post(`${at}/targets`, targets({ domains: longer })), 413);
    });

    it('a contract named like a stream of the store', async () => {
      for (const contractId of ['$all', 'a/b', '../c-1', '', '.', 'c 1', 'é', 'x'.repeat(65)]) {
        const body = { contractId, contractor: { name: 'x' }, appliedOn: '2026-07-01' };
        expectRefusal(await server.post('/v1/contracts', body), 400, '/contractId');
      }
    });
  });

  describe('in an address', () => {
    it.each<[address: string, status: number, pointer: string | undefined]>([
      ['/v1/contracts/a%2Fb', 400, '/path/contractId'],
      ['/v1/contracts/$all', 400, '/path/contractId'],
      ['/v1/contracts/%24c-1/obligations', 400, '/path/contractId'],
      ['/v1/contracts/c-1%00', 400, '/path/contractId'],
      ['/v1/contracts/%ff', 400, undefined],
      ['/v1/contracts/contract-c-1', 404, undefined],
      ['/v1/contracts/C-1', 404, undefined],
      [`${at}?asof=2026-07-31`, 400, '/query/asof'],
      [`${at}?asOf=2026-02-30`, 400, '/query/asOf'],
      [`${at}?asOf=2026-07-31&asOf=2026-07-30`, 400, '/query/asOf'],
      [`${at}?asOf=9999-12-31`, 400, '/query/asOf'],
      [`${at}?knownAt=yesterday`, 400, '/query/knownAt'],
      [`${at}?knownAt=2026-07-31`, 400, '/query/knownAt'],
      [`${at}?knownAt=position:-1`, 400, '/query/knownAt'],
      [`${at}?knownAt=position:1e3`, 400, '/query/knownAt'],
      [`${at}?knownAt=position:99999999999999999999`, 400, '/query/knownAt'],
      [`${at}?knownAt=position:0`, 404, undefined],
      [`${at}?reading=R99:nonsense`, 400, '/query/reading'],
      [`${at}?reading=R05:nonsense`, 400, '/query/reading'],
      [`${at}?reading=R05`, 400, '/query/reading'],
      [`${at}?reading=R05:once&reading=R05:separate`, 400, '/query/reading'],
      [`${at}?reading=__proto__:x`, 400, '/query/reading'],
      [`${at}/events?cursor=made-up`, 400, '/query/cursor'],
      [`${at}/events?cursor=`, 400, '/query/cursor'],
      [`${at}/events?limit=0`, 400, '/query/limit'],
      [`${at}/events?limit=201`, 400, '/query/limit'],
      [`${at}/events?limit=ten`, 400, '/query/limit'],
      [`${at}/events?type=Nonsense`, 400, '/query/type'],
      [`${at}/events?recordedFrom=2026-07-31`, 400, '/query/recordedFrom'],
      [`${at}/events/no-such-event`, 404, undefined],
      [`${at}/explanation`, 400, '/query/figure'],
      [`${at}/explanation?figure=obligations/nothing`, 404, undefined],
      [`${at}/usage-permission`, 400, '/query'],
      [`${at}/usage-permission?target=a.example&thirdParty=b`, 400, '/query'],
      [`${at}/history?from=position:1`, 400, '/query/to'],
      ['/v1/contracts?cursor=made-up', 400, '/query/cursor'],
      ['/v1/contracts?status=asleep', 400, '/query/status'],
      ['/v1/contracts?q=%00', 400, '/query/q'],
      ['/v1/contracts?endsBefore=soon', 400, '/query/endsBefore'],
      ['/v1/contracts?asOf=2026-07-31', 400, '/query/asOf'],
      ['/v1/contracts?knownAt=position:1', 400, '/query/knownAt'],
      ['/v1/contracts?reading=R05:separate', 400, '/query/reading'],
      ['/v1/terms?x=1', 400, '/query/x'],
      ['/health?x=1', 400, '/query/x'],
      ['/health/live?x=1', 400, '/query/x'],
      ['/health/ready?x=1', 400, '/query/x'],
      ['/problems?x=1', 400, '/query/x'],
      ['/problems/not-found?x=1', 400, '/query/x'],
      ['/v1/terms/articles/16', 404, undefined],
      ['/v1/terms/articles/one', 404, undefined],
      ['/v1/nothing', 404, undefined],
    ])('%s: %d', async (address, status, pointer) => {
      expectRefusal(await server.get(address), status, pointer);
    });

    it('in words that tell what is wrong', async () => {
      const detailOf = async (address: string): Promise<string> => problemIn(await server.get(address)).detail;
      expect(await detailOf(`${at}?reading=R99:nonsense`)).toBe('reading: no reading "R99"; there are R01 to R21');
      expect(await detailOf(`${at}?asOf=1899-12-31`)).toBe(
        'asOf must be a date that exists (YYYY-MM-DD), not before 1900-01-01',
      );
      expect(await detailOf('/v1/contracts?asOf=2026-07-31')).toBe(
        'asOf is asked about one contract: the list is of today, with all that is known, by the register’s readings',
      );
    });

    it('an id longer than any', async () => {
      expectRefusal(await server.get(`/v1/contracts/${'c'.repeat(5000)}`), 414);
    });

    it('a method that it does not have', async () => {
      const answer = await server.send('DELETE', at);
      expectRefusal(answer, 405);
      expect(answer.headers['allow']).toBe('GET, HEAD');
    });
  });

  it('is told from input that looks bad and is not', async () => {
    await server.record(
      `${at}/targets`,
      targets({ domains: ['メール.みなと.example', 'EXAMPLE.jp.'], ipAddresses: ['2001:DB8:0::1'] }),
    );
    const { targets: designated } = await server.read<ContractResponse>(`${at}?asOf=2026-07-31`);
    expect(designated).toEqual({
      from: '2026-07-01',
      domains: ['xn--x8ja1c.xn--p8jua7g.example', 'example.jp'].map((name) =>
        expect.stringMatching(name.startsWith('xn') ? /^xn--[a-z0-9-]+\.xn--[a-z0-9-]+\.example$/ : /^example\.jp$/),
      ),
      ipAddresses: ['2001:db8::1'],
    });
    await server.record(`${at}/complaints`, withText('一行目\n二行目\t😀'));
  });

  it('takes an IPv4 address in the clothes of IPv6 for what it is, or refuses it', async () => {
    const answer = await server.post(`${at}/targets`, targets({ from: '2026-07-02', ipAddresses: ['::ffff:1.2.3.4'] }));
    if (answer.status !== 201) return expectRefusal(answer, 400, '/ipAddresses/0');
    expect((await server.read<ContractResponse>(`${at}?asOf=2026-07-31`)).targets?.ipAddresses).toEqual(['1.2.3.4']);
  });

  it('10,000 times without a token: refused, and the others are served', async () => {
    const refused = await Promise.all(
      Array.from({ length: 10_000 }, () => server.post('/v1/contracts', '{"contractId":', { authorization: '' })),
    );
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await server.get(at)).status).toBe(200);
  });

  it('begins after what was there', () => {
    expect(Number(before)).toBe(4);
  });

  it.each(['/docs/%2e%2e/x', '/docs/%00', '/docs/%5c..%5cx', '/docs/nope'])(
    'finds nothing at %s, out of the folder of the documentation or in it',
    async (path) => {
      expect(await server.get(path)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    },
  );
});
