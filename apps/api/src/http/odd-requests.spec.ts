import { EventEmitter, once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { TokenKeeper } from './authentication.js';
import { Line } from './fields.js';
import { createHttpApp } from './http-app.js';
import { Problem } from './problem.js';

class Thing {
  @Line(10)
  readonly name!: string;
}
@Controller('v1/things')
class Things {
  @Post()
  record(@Body() body: Thing): object {
    return body;
  }
}
@Controller('open')
class Open {
  @Get()
  read(): object {
    return {};
  }
  @Get('not-ready')
  notReady(): never {
    throw new Problem('unavailable', 'the list is being made');
  }
  @Get('broken')
  broken(): never {
    throw new Error('a wheel came off');
  }
}
@Module({ controllers: [Things, Open] })
class TestModule {}

describe('The server, asked oddly,', () => {
  let app: NestFastifyApplication;
  let port: number;
  const logged: Record<string, unknown>[] = [];
  const log = new EventEmitter();
  const stream = {
    write: (line: string): void => {
      logged.push(JSON.parse(line) as Record<string, unknown>);
      log.emit('line');
    },
  };
  const AUTHORIZATION = 'Authorization: Bearer alices-token';
  beforeAll(async () => {
    const tokens = new TokenKeeper([{ name: 'alice', token: 'alices-token' }]);
    const logger = pino({ level: 'info', formatters: { level: (label) => ({ level: label }) } }, stream);
    app = await createHttpApp(TestModule, { tokens, logger });
    await app.listen(0, '127.0.0.1');
    ({ port } = app.getHttpServer().address() as AddressInfo);
  });
  beforeEach(() => void (logged.length = 0));
  afterAll(() => app.close());

  const open = (...head: readonly string[]): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    return socket;
  };
  /** What is answered to a request whose head has these lines. */
  const answerTo = async (...head: readonly string[]): Promise<string> => {
    const socket = open(...head);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    await once(socket, 'close');
    return answer;
  };

  it('asks for a host with a problem, and not of HTTP/1.0', async () => {
    const answer = await answerTo('GET /open HTTP/1.1', 'Connection: close');
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*"\/problems\/invalid-request"/s);
    expect(answer).toContain('"/headers/host"');
    expect(await answerTo('GET /open HTTP/1.0')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('meets no expectation but the usual one', async () => {
    const answer = await answerTo('GET /open HTTP/1.1', 'Host: x', 'Expect: miracles', 'Connection: close');
    expect(answer).toMatch(/^HTTP\/1\.1 417 .*application\/problem\+json.*"\/problems\/expectation-failed"/s);
    const head = ['POST /v1/things HTTP/1.1', 'Host: x', AUTHORIZATION, 'Content-Type: application/json'];
    const socket = open(...head, 'Content-Length: 12', 'Expect: 100-Continue', 'Connection: close');
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 100 /);
    let answered = '';
    socket.on('data', (text: Buffer) => (answered += text.toString())).write('{"name":"x"}');
    await once(socket, 'close');
    expect(answered).toMatch(/^HTTP\/1\.1 201 /);
  });

  it.each([
    ['PUT', '/v1/things', 405],
    ['DELETE', '/v1/things', 405],
    ['POST', '/open', 405],
    ['POST', '/v1/nowhere', 404],
  ] as const)('says of %s %s that it is %d, whatever the body', async (method, url, status) => {
    for (const [type, payload] of [
      ['application/json', '{'],
      ['application/json', 'x'.repeat(3_000_000)],
      ['text/plain', 'x'],
      ['application/json; charset=shift_jis', '{}'],
    ] as const) {
      const headers = { authorization: 'Bearer alices-token', 'content-type': type };
      const { statusCode } = await app.inject({ method, url, payload, headers });
      expect([type, statusCode]).toEqual([type, status]);
    }
    const { statusCode } = await app.inject({ method, url, payload: '{', headers: { 'content-type': 'text/plain' } });
    expect(statusCode).toBe(url.startsWith('/v1') ? 401 : status);
  });

  it('sees nothing wrong in a client that goes away while it sends', async () => {
    const head = ['POST /v1/things HTTP/1.1', 'Host: x', AUTHORIZATION, 'Content-Type: application/json'];
    const [arrived, told] = [once(app.getHttpServer(), 'request'), once(log, 'line')];
    const socket = open(...head, 'Content-Length: 1000');
    socket.write('{"name":');
    await arrived;
    socket.destroy();
    await told;
    expect(logged).toMatchObject([{ level: 'info', msg: 'the client went away' }]);
  });

  it('warns of an answer that it does not give for now, and tells where a defect is', async () => {
    await app.inject('/open/not-ready');
    expect(logged).toContainEqual(expect.objectContaining({ level: 'warn', detail: 'the list is being made' }));
    expect(JSON.stringify(logged)).not.toContain('stack');
    await app.inject('/open/broken');
    const err = expect.objectContaining({ message: 'a wheel came off', stack: expect.any(String) });
    expect(logged).toContainEqual(expect.objectContaining({ level: 'error', err }));
  });
});
