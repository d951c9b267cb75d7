import {
  chmodSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ordinary, startProcess, tryToStart, type FailedStart, type ServerProcess } from '../support/server-process.js';

jest.setTimeout(60_000); // processes start and end in these stories

const application = { contractId: 'c-1', contractor: { name: '株式会社みなと' }, appliedOn: '2025-12-10' };

describe('The server', () => {
  let directory: string;
  const running: ServerProcess[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')));
    rmSync(directory, { recursive: true, force: true });
  });

  const start = async (environment?: Readonly<Record<string, string>>): Promise<ServerProcess> => {
    const server = await startProcess(directory, environment);
    running.push(server);
    return server;
  };
  /** A start that fails as it should: one line that says why, no stack trace, code 1. */
  const complaint = async (environment?: Readonly<Record<string, string>>): Promise<string> => {
    const failed = await tryToStart(directory, environment);
    if (!('code' in failed)) running.push(failed);
    expect(failed).toMatchObject({ code: 1, output: '' });
    const { log } = failed as FailedStart;
    expect(log).toMatch(/^contract-ledger: [^\n]+\n$/);
    return log;
  };
  const mode = (name: string): string => (statSync(join(directory, name)).mode & 0o777).toString(8);

  it('makes a token at its first start, shows it once, and keeps it to itself', async () => {
    const first = await start({ LEDGER_TOKEN: '' });
    const token = readFileSync(join(directory, 'token'), 'utf8').trim();
    expect(first.output()).toContain(`${first.url}/docs#token=${token}`);
    expect(first.output()).toContain(`curl -H 'Authorization: Bearer ${token}' ${first.url}/v1/contracts`);
    expect(mode('token')).toBe('600');
    expect((await first.fetch('/v1/contracts')).status).toBe(200);
    expect((await fetch(`${first.url}/v1/contracts`)).status).toBe(401);
    await first.end('SIGTERM');
    expect(first.log()).not.toContain(token);

    const second = await start({ LEDGER_TOKEN: '' });
    expect(second.output()).not.toContain(token);
    const answer = await fetch(`${second.url}/v1/contracts`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
  });

  it('takes a token that others could read from them, and says so once', async () => {
    const first = await start({ LEDGER_TOKEN: '' });
    await first.end('SIGTERM');
    chmodSync(join(directory, 'token'), 0o644);
    const second = await start({ LEDGER_TOKEN: '' });
    expect(mode('token')).toBe('600');
    await second.end('SIGTERM');
    expect(second.log().match(/others could read the file of the token/g)).toHaveLength(1);
    expect(second.log()).not.toContain(first.token);
  });

  it('says to its own user where it is, while it is there', async () => {
    const server = await start();
    expect(mode('server.json')).toBe('600');
    const { url, pid, token } = JSON.parse(readFileSync(join(directory, 'server.json'), 'utf8')) as Record<
      string,
      string
    >;
    expect({ url, pid }).toEqual({ url: server.url, pid: server.child.pid });
    const answer = await fetch(`${server.url}/v1/contracts`, { headers: { authorization: `Bearer ${token ?? ''}` } });
    expect(answer.status).toBe(200);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(existsSync(join(directory, 'server.json'))).toBe(false);
  });

  it('keeps what it recorded', async () => {
    const first = await start();
    const answer = await first.post('/v1/contracts', application);
    expect(answer.status).toBe(201);
    const recorded = (await answer.json()) as { events: { id: string }[] };
    expect(await first.end('SIGINT')).toBe(0);
    const second = await start();
    const events = (await (await second.fetch('/v1/contracts/c-1/events')).json()) as { items: { id: string }[] };
    expect(events.items.map(({ id }) => id)).toEqual(recorded.events.map(({ id }) => id));
    const list = (await (await second.fetch('/v1/contracts')).json()) as { items: { contractId: string }[] };
    expect(list.items.map(({ contractId }) => contractId)).toEqual(['c-1']);
  });

  it('finishes what it accepted when it is stopped', async () => {
    const server = await start();
    await server.post('/v1/contracts', application);
    const payments = Array.from({ length: 200 }, (_, index) =>
      server.post('/v1/contracts/c-1/payments', { receivedOn: '2026-07-01', amount: String(index + 1) }).then(
        async (response) => ({
          status: response.status,
          body: (await response.json()) as { events: { id: string }[] },
        }),
        () => undefined, // not accepted: the connection was refused
      ),
    );
    await payments[0];
    const code = await server.end('SIGTERM');
    const answered = (await Promise.all(payments)).filter((answer) => answer !== undefined);
    expect(code).toBe(0);
    expect(answered.length).toBeGreaterThan(0);
    for (const { status } of answered) expect(status).toBe(201);
    const again = await start();
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { id: string }[]; nextCursor: string | null } = (await (
        await again.fetch(
          `/v1/contracts/c-1/events?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        )
      ).json()) as never;
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    for (const { body } of answered) expect(ids).toContain(body.events[0]?.id);
  });

  it('does not wait for a client that has stopped talking', async () => {
    const server = await start();
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined).write('POST /v1/contracts HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n');
    expect(await server.end('SIGTERM')).toBe(0);
  });

  describe('does not start', () => {
    it('with settings that make no sense, and names every one', async () => {
      const failed = await tryToStart(directory, { PORT: 'high', LOG_LEVEL: 'loud', LEDGER_TOKEN: 'a b' });
      expect(failed).toMatchObject({ code: 1, output: '' });
      const { log } = failed as FailedStart;
      expect(log.split('\n').filter(Boolean)).toEqual([
        'contract-ledger: PORT must be a whole number from 0 to 65535, not "high"',
        expect.stringMatching(/^contract-ledger: LEDGER_TOKEN must be one token/),
        expect.stringMatching(/^contract-ledger: LOG_LEVEL must be one of .*, not "loud"$/),
      ]);
      expect(log).not.toContain('a b');
    });

    it('beside another one on the same directory, which goes on', async () => {
      const first = await start();
      expect(await complaint()).toMatch(/Stop the other server first/);
      expect((await first.post('/v1/contracts', application)).status).toBe(201);
      expect(existsSync(join(directory, 'server.json'))).toBe(true);
    });

    it('on a port that is taken, and leaves the directory free', async () => {
      const squatter = createServer().listen(0, '127.0.0.1');
      await once(squatter, 'listening');
      const { port } = squatter.address() as AddressInfo;
      try {
        expect(await complaint({ PORT: String(port) })).toContain(`port ${String(port)} is in use`);
      } finally {
        squatter.close();
      }
      await start();
    });

    it('on an address that this machine does not have', async () => {
      expect(await complaint({ HOST: '192.0.2.1' })).toContain('192.0.2.1');
      expect(await complaint({ HOST: 'no.such.host.invalid' })).toContain('there is no address no.such.host.invalid ');
    });

    it('where its directory is a file, or cannot be made', async () => {
      const file = join(directory, 'file');
      writeFileSync(file, '');
      expect(await complaint({ LEDGER_DATA_DIR: file })).toContain('is not a directory');
      expect(await complaint({ LEDGER_DATA_DIR: join(file, 'below') })).toContain('is not a directory');
      if (existsSync('/proc/self')) {
        expect(await complaint({ LEDGER_DATA_DIR: '/proc/ledger' })).toContain('/proc/ledger cannot be made');
      }
    });

    it('without the log that its list was made from', async () => {
      const server = await start();
      await server.post('/v1/contracts', application);
      await (await server.fetch('/v1/contracts')).text(); // the list has read it
      await server.end('SIGTERM');
      rmSync(join(directory, 'log'), { recursive: true });
      expect(await complaint()).toMatch(/ends at position 0, but the contract list knows it up to 1/);
    });

    it('on a database that was cut short, or overwritten, and changes nothing in it', async () => {
      const server = await start();
      for (let index = 0; index < 40; index += 1) {
        await server.post('/v1/contracts', { ...application, contractId: `c-${String(index)}` });
      }
      await server.end('SIGTERM');
      const log = join(directory, 'log', 'log.db');
      const whole = readFileSync(log);

      truncateSync(log, Math.floor(whole.length / 2));
      expect(await complaint()).toMatch(/restore the data directory from a backup/);
      expect(readFileSync(log)).toEqual(whole.subarray(0, Math.floor(whole.length / 2)));

      writeFileSync(log, Buffer.concat([Buffer.from('this was a database'), whole.subarray(19)]));
      expect(await complaint()).toMatch(/restore the data directory from a backup/);

      writeFileSync(log, whole);
      await start();
    });

    it('on a directory that it may not write, and leaves it as it was', async () => {
      const identity = ordinary();
      if (identity === undefined) return; // only root may look here, to whom nothing is forbidden
      const server = await start();
      await server.post('/v1/contracts', application);
      await server.end('SIGTERM');
      const paths = globSync('**', { cwd: directory }).map((path) => join(directory, path));
      for (const path of [directory, ...paths]) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
      const contents = (): readonly string[] => globSync('**', { cwd: directory }).sort();
      const before = contents();
      try {
        const failed = await tryToStart(directory, {}, identity);
        if (!('code' in failed)) running.push(failed);
        expect(failed).toMatchObject({ code: 1, output: '' });
        expect((failed as FailedStart).log).toMatch(/^contract-ledger: [^\n]*(cannot be (opened|written))[^\n]*\n$/);
        expect(contents()).toEqual(before);
      } finally {
        for (const path of [directory, ...paths]) chmodSync(path, 0o700);
      }
      const again = await start();
      expect((await again.fetch('/v1/contracts/c-1')).status).toBe(200);
    });
  });
});
