import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { TokenKeeper } from './authentication.js';
import { CivilDay, Nested, Optional, Line } from './fields.js';
import { createHttpApp } from './http-app.js';
import { Incoming, PathId } from './incoming.js';
import { ViewQuery } from './view.requests.js';

class Inner {
  @Line(10)
  readonly name!: string;
}
class Thing {
  @CivilDay()
  readonly on!: string;
  @Optional()
  @Nested(() => Inner)
  readonly inner?: Inner;
}

@Controller('v1/things')
class Things {
  @Post(':thingId')
  record(@Incoming() { id, envelope }: Incoming, @Body() body: Thing): object {
    return { id: id('thingId'), envelope, body };
  }
  @Get(':thingId')
  read(@PathId('thingId') id: string, @Query() query: ViewQuery): object {
    return { id, query };
  }
  @Get('broken/down')
  broken(): never {
    throw new Error('the secret is 42');
  }
}
@Controller('open')
class Open {
  @Get()
  read(): object {
    return {};
  }
}
@Module({ controllers: [Things, Open] })
class TestModule {}

describe('The server', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const tokens = new TokenKeeper([{ name: 'alice', token: 'alices-token' }]);
    app = await createHttpApp(TestModule, { tokens, logger: pino({ level: 'silent' }) });
  });
  afterAll(() => app.close());

  const token = { authorization: 'Bearer alices-token' };
  interface Answer {
    readonly status: number;
    readonly headers: Record<string, unknown>;
    readonly body: Record<string, unknown>;
  }
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'OPTIONS',
    url: string,
    payload?: string | Buffer | object,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const json = payload === undefined ? {} : { 'content-type': 'application/json' };
    const response = await app.inject({
      method,
      url,
      ...(payload !== undefined && {
        payload: typeof payload === 'object' && !Buffer.isBuffer(payload) ? JSON.stringify(payload) : payload,
      }),
      headers: { ...token, ...json, ...headers },
    });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  };
  const errorsOf = ({ body }: Answer): unknown => body['errors'];

  it('hands a command on with who sent it and on which terms', async () => {
    const headers = { 'if-match': '"7"', 'idempotency-key': 'k-1', 'x-request-id': 'abc.1' };
    expect(await send('POST', '/v1/things/t%2D1', { on: '2026-01-31', inner: { name: 'x' } }, headers)).toMatchObject({
      status: 201,
      headers: { 'x-request-id': 'abc.1' },
      body: {
        id: 't-1',
        envelope: {
          who: 'alice',
          requestId: 'abc.1',
          expectedRevision: 7,
          idempotency: { key: 'k-1', path: '/v1/things/t-1' },
        },
        body: { on: '2026-01-31', inner: { name: 'x' } },
      },
    });
  });

  it('makes a request id where none, or a dangerous one, is sent', async () => {
    const { headers } = await send('GET', '/open', undefined, { 'x-request-id': 'a"b\\n' });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  describe('asks for a token', () => {
    it.each(['/v1/things/t-1', '/v1/nowhere', '/v1', '/%76%31/things/t-1', '/v1/things/t-1?asOf=%ff'])(
      'at %s',
      async (url) => {
        const answer = await send('GET', url, undefined, { authorization: '' });
        expect(answer).toMatchObject({
          status: 401,
          headers: {
            'content-type': 'application/problem+json; charset=utf-8',
            'www-authenticate': expect.any(String),
          },
          body: { type: '/problems/unauthenticated', status: 401, instance: url.split('?')[0] },
        });
      },
    );

    it.each([
      'Bearer wrong',
      'Bearer alices-token2',
      'Basic alices-token',
      'alices-token',
      'Bearer',
      'Bearer alices-token x',
    ])('and does not take %s for one', async (authorization) => {
      expect(await send('GET', '/v1/things/t-1', undefined, { authorization })).toMatchObject({ status: 401 });
    });

    it('before it looks at a body', async () => {
      expect(await send('POST', '/v1/things/t-1', '{', { authorization: '' })).toMatchObject({ status: 401 });
      expect(await send('POST', '/v1/things/t-1', 'x'.repeat(3_000_000), { authorization: '' })).toMatchObject({
        status: 401,
      });
    });

    it('not outside /v1, and takes the scheme in any case', async () => {
      expect(await send('GET', '/open', undefined, { authorization: '' })).toMatchObject({ status: 200 });
      const authorization = 'bearer alices-token';
      expect(await send('GET', '/v1/things/t-1', undefined, { authorization })).toMatchObject({ status: 200 });
    });
  });

  describe('refuses', () => {
    it.each<[string, string | Buffer, number, string, string | undefined]>([
      ['a body that is not JSON', '{', 400, 'malformed-json', undefined],
      ['an empty body', ' ', 400, 'malformed-json', undefined],
      ['a body that is no object', '[]', 400, 'invalid-request', ''],
      ['a body of null', 'null', 400, 'invalid-request', ''],
      ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'malformed-json', undefined],
      ['a byte order mark', '\uFEFF{"on":"2026-01-31"}', 400, 'malformed-json', undefined],
      ['20,000 levels', `{"on":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400, 'malformed-json', undefined],
      ['500,000 levels', '['.repeat(500_000), 400, 'malformed-json', undefined],
      ['3 MB', `{"on":"${'x'.repeat(3_000_000)}"}`, 413, 'too-large', undefined],
      ['__proto__', '{"on":"2026-01-31","__proto__":{"a":1}}', 400, 'invalid-request', '/__proto__'],
      ['__proto__ within', '{"on":"2026-01-31","inner":{"__proto__":1}}', 400, 'invalid-request', '/inner/__proto__'],
      ['constructor', '{"on":"2026-01-31","constructor":{}}', 400, 'invalid-request', '/constructor'],
      ['hasOwnProperty', '{"on":"2026-01-31","hasOwnProperty":1}', 400, 'invalid-request', '/hasOwnProperty'],
      ['a property twice', '{"on":"2026-01-31","on":"2026-02-01"}', 400, 'malformed-json', '/on'],
      ['a property twice within', '{"inner":{"name":"a","n\\u0061me":"b"}}', 400, 'malformed-json', '/inner/name'],
      ['an unknown property', '{"on":"2026-01-31","of":1}', 400, 'invalid-request', '/of'],
      [
        'an unknown property within',
        '{"on":"2026-01-31","inner":{"name":"x","of":1}}',
        400,
        'invalid-request',
        '/inner/of',
      ],
      ['a wrong type', '{"on":20260131}', 400, 'invalid-request', '/on'],
      ['null', '{"on":null}', 400, 'invalid-request', '/on'],
      ['null for something optional', '{"on":"2026-01-31","inner":null}', 400, 'invalid-request', '/inner'],
      ['a list for an object', '{"on":"2026-01-31","inner":[]}', 400, 'invalid-request', '/inner'],
      ['something missing', '{}', 400, 'invalid-request', '/on'],
      ['something missing within', '{"on":"2026-01-31","inner":{}}', 400, 'invalid-request', '/inner/name'],
      ['a lone surrogate', '{"on":"\\ud800"}', 400, 'invalid-request', '/on'],
      ['a lone surrogate in a name', '{"\\udc00":1}', 400, 'invalid-request', '/\uFFFD'],
      ['a control character', '{"on":"2026\\u0000"}', 400, 'invalid-request', '/on'],
      ['a number beyond all measure', `{"on":${'9'.repeat(400)}}`, 400, 'invalid-request', '/on'],
    ])('%s', async (_what, body, status, code, pointer) => {
      const answer = await send('POST', '/v1/things/t-1', body);
      expect(answer).toMatchObject({ status, body: { type: `/problems/${code}`, status, instance: '/v1/things/t-1' } });
      expect((errorsOf(answer) as { pointer: string }[] | undefined)?.[0]?.pointer).toBe(pointer);
    });

    it('everything that is wrong at once', async () => {
      const answer = await send('POST', '/v1/things/t-1', { on: 'soon', inner: { name: '', x: 1 }, y: 2 });
      const pointers = (errorsOf(answer) as { pointer: string }[]).map(({ pointer }) => pointer);
      expect(pointers.sort()).toEqual(['/inner/name', '/inner/x', '/on', '/y']);
    });

    it.each([
      ['text/plain', 415],
      ['application/x-www-form-urlencoded', 415],
      ['application/json; charset=shift_jis', 415],
      ['application/jsonp', 415],
      ['application/json; charset=UTF-8', 201],
      ['Application/JSON', 201],
    ])('bodies of the type %s: %d', async (type, status) => {
      expect(await send('POST', '/v1/things/t-1', { on: '2026-01-31' }, { 'content-type': type })).toMatchObject({
        status,
      });
    });

    it('compressed bodies, and no body at all', async () => {
      const compressed = await send('POST', '/v1/things/t-1', { on: '2026-01-31' }, { 'content-encoding': 'gzip' });
      expect(compressed).toMatchObject({ status: 415 });
      expect(await send('POST', '/v1/things/t-1')).toMatchObject({ status: 400 });
    });

    it.each([
      ['/v1/things/a%2Fb', 400, '/path/thingId'],
      ['/v1/things/$all', 400, '/path/thingId'],
      ['/v1/things/%24contract', 400, '/path/thingId'],
      ['/v1/things/..', 404, undefined],
      ['/v1/things/a%00b', 400, '/path/thingId'],
      ['/v1/things/%E3%81%82', 400, '/path/thingId'],
      ['/v1/things/%zz', 400, undefined],
      ['/v1/things/%ff', 400, undefined],
      [`/v1/things/${'a'.repeat(300)}`, 414, undefined],
      ['/v1/things/t-1?nope=1', 400, '/query/nope'],
      ['/v1/things/t-1?__proto__=1', 400, '/query/__proto__'],
      ['/v1/things/t-1?asOf=2026-01-31&asOf=2026-02-01', 400, '/query/asOf'],
      ['/v1/things/t-1?asOf=2026-02-30', 400, '/query/asOf'],
      ['/v1/things/t-1?asOf=', 400, '/query/asOf'],
      ['/v1/things/t-1?asOf=%ff', 400, undefined],
      ['/v1/things/t-1?knownAt=%00', 400, '/query/knownAt'],
    ])('the address %s: %d', async (url, status, pointer) => {
      const answer = await send('GET', url);
      expect(answer).toMatchObject({ status });
      expect((errorsOf(answer) as { pointer: string }[] | undefined)?.[0]?.pointer).toBe(pointer);
    });

    it('a query on a command', async () => {
      expect(errorsOf(await send('POST', '/v1/things/t-1?dryRun=1', { on: '2026-01-31' }))).toMatchObject([
        { pointer: '/query/dryRun' },
      ]);
    });

    it.each([
      ['if-match', '7'],
      ['if-match', 'W/"7"'],
      ['if-match', '"7", "8"'],
      ['if-match', '"07"'],
      ['if-match', '"-1"'],
      ['idempotency-key', ''],
      ['idempotency-key', 'a b'],
      ['idempotency-key', 'a'.repeat(256)],
    ])('the header %s: %s', async (name, value) => {
      const answer = await send('POST', '/v1/things/t-1', { on: '2026-01-31' }, { [name]: value });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: `/headers/${name}` }] } });
    });
  });

  it('tells what is not there from what is there with another method', async () => {
    expect(await send('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    expect(await send('PUT', '/v1/things/t-1')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' } });
    expect(await send('OPTIONS', '/open')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it.each([
    ['application/json', 200],
    ['*/*', 200],
    ['application/*;q=0.1', 200],
    ['text/html, application/json;q=0.5', 200],
    ['text/html', 406],
    ['application/json;q=0, */*', 406],
  ])('answers a request that accepts %s with %d', async (accept, status) => {
    expect(await send('GET', '/v1/things/t-1', undefined, { accept })).toMatchObject({ status });
  });

  describe('on a connection', () => {
    /** What is answered to bytes as they are. */
    const sendRaw = async (...bytes: readonly string[]): Promise<string> => {
      const { port } = app.getHttpServer().address() as AddressInfo;
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
      for (const part of bytes) socket.write(part);
      await once(socket, 'close').catch(() => undefined); // reset, after the answer
      return answer;
    };
    beforeAll(() => app.listen(0, '127.0.0.1'));

    it('answers what is no HTTP, and headers without end, with a problem', async () => {
      expect(await sendRaw('GET\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*"\/problems\/malformed-url"/s);
      const endless = await sendRaw(`GET /open HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
      expect(endless).toMatch(/^HTTP\/1\.1 431 .*"\/problems\/headers-too-large"/s);
    });

    it('stops reading a body that comes in pieces and does not end', async () => {
      const head = `POST /v1/things/t-1 HTTP/1.1\r\nHost: x\r\nAuthorization: ${token.authorization}\r\n`;
      const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const answer = await sendRaw(
        `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`,
        ...Array.from({ length: 48 }, () => piece),
      );
      expect(answer).toMatch(/^HTTP\/1\.1 413 .*"\/problems\/too-large"/s);
    });
  });

  it('says nothing of what went wrong within', async () => {
    const answer = await send('GET', '/v1/things/broken/down');
    expect(answer).toMatchObject({ status: 500, body: { type: '/problems/internal-error' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|\.ts|at /);
  });

  it('is not to be framed, sniffed, cached or asked from elsewhere', async () => {
    const { headers } = await send('GET', '/v1/things/t-1', undefined, { origin: 'https://elsewhere.example' });
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});
