import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SmallDisk } from '../support/small-disk.js';

jest.setTimeout(60_000); // each line of the command line starts an application

const MAIN = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly messages: string;
}

describe('The built command line, in a process of its own', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-cli-'));
  beforeAll(async () => {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is not built: npm run build`);
    expect((await run(['example'])).code).toBe(0);
    const much = Array.from({ length: 600 }, (_, index) => payment(String(index), 'あ'.repeat(200)));
    expect((await run(['import', '-'], much.join('\n'))).code).toBe(0);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const payment = (amount: string, reference?: string): string =>
    JSON.stringify({
      contractId: reference === undefined ? 'example-agreed-end' : 'example-lasting',
      type: 'PaymentReceived',
      data: { receivedOn: '2026-07-31', amount, reference },
    });
  const start = (args: readonly string[]): ChildProcessWithoutNullStreams =>
    spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, LEDGER_DATA_DIR: join(directory, 'data') },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  const run = async (args: readonly string[], input = ''): Promise<Ended> => {
    const child = start(args);
    child.stdin.end(input);
    const closed = once(child, 'close');
    const [output, messages] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = (await closed) as [number | null];
    return { code, output, messages };
  };

  it('takes its directory from the environment, and its facts from the standard input', async () => {
    expect(await run(['import', '-'], payment('48919'))).toEqual({
      code: 0,
      output: '1 event of 1 contract recorded\n',
      messages: '',
    });
    const { output } = await run(['figures', 'example-agreed-end', '--as-of', '2026-07-31', '--json']);
    expect(JSON.parse(output)).toMatchObject({ obligations: { totals: { paid: '369919', overpaid: '48919' } } });
  });

  it('ends quietly when its reader has had enough', async () => {
    const child = start(['export']);
    const messages = text(child.stderr);
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    expect(await messages).toBe('');
  });

  it('leaves a rebuild off at Ctrl-C, and goes on with it', async () => {
    /** Interrupted as soon as it has begun: what it said, unless it was quicker. */
    const interrupted = async (): Promise<string | undefined> => {
      const child = start(['rebuild']);
      const messages = text(child.stderr);
      child.stderr.once('data', () => child.kill('SIGINT'));
      const [code] = (await once(child, 'close')) as [number | null];
      return code === 0 ? undefined : `${String(code)} ${await messages}`;
    };
    let said: string | undefined;
    for (let tries = 0; tries < 20 && said === undefined; tries += 1) said = await interrupted();
    const [, generationId = ''] = /^130 [^]*"rebuild (\S+)" goes on from there/.exec(said ?? '') ?? [];
    expect(await run(['rebuild', generationId])).toMatchObject({
      code: 0,
      output: expect.stringContaining(`generation ${generationId}: 3 contracts`),
    });
  });

  it('does not hang where no ledger can be made', async () => {
    if (!existsSync('/proc/self')) return; // Linux: a directory that is there, and in which nothing can be made
    expect(await run(['example', '--data-dir', '/proc/ledger'])).toEqual({
      code: 1,
      output: '',
      messages: 'ledger: the directory /proc/ledger cannot be made\n',
    });
    expect((await run(['restore', '-', '--data-dir', '/proc/ledger'])).messages).toBe(
      'ledger: /proc/ledger cannot be made\n',
    );
  });

  it('says that a directory is read-only', async () => {
    using disk = SmallDisk.of(3);
    if (disk === undefined) return; // only root may mount one
    disk.protect();
    const { code, messages } = await run(['example', '--data-dir', join(disk.path, 'ledger')]);
    expect([code, messages]).toEqual([1, `ledger: ${disk.path} is read-only\n`]);
  });

  it('says in one line what went wrong, and fails', async () => {
    expect(await run(['figures', 'nobody'])).toEqual({
      code: 1,
      output: '',
      messages: 'ledger: there is no contract nobody\n',
    });
    expect(await run(['import', '-'], '{')).toMatchObject({
      code: 1,
      messages: expect.stringMatching(/^line 1, [^\n]*\nledger: 1 line left out[^\n]*\n$/),
    });
  });
});
